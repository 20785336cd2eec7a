"""How what is printed becomes bytes: as a terminal reads them, else UTF-8."""

import os
import sys


def prepare() -> None:
    """No character that a console lacks ends the program, and a file or pipe is UTF-8 on every system.

    A terminal keeps its encoding (GBK on an old console; the one of Windows takes any character, PEP 528).
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def names_can_be_written() -> bool:
    """Whether a file may have a Chinese name: not where somebody forbade Python UTF-8 in a locale without letters."""
    try:
        os.fsencode("乡镇台账")
    except UnicodeEncodeError:
        return False
    return True


def close() -> None:
    """Write out what waits; what a full disk or a closed pipe does not take is given up, the exit code stays."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # the interpreter would try once more
