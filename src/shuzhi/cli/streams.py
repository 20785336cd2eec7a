"""How what is printed becomes bytes: as a terminal reads them, else UTF-8."""

import sys


def prepare() -> None:
    """No character that a console lacks ends the program, and a file or pipe is UTF-8 on every system.

    A terminal keeps its encoding (GBK on an old console; the one of Windows takes any character, PEP 528).
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")
