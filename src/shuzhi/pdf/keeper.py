"""Ends a program with all that it started when its time is up, or when whoever asked for it is gone.

Run as a script, in a session of its own, its standard input a pipe from whoever asked: `keeper.py SECONDS PROGRAM …`.
It imports nothing of ours, so that it starts at once.
"""

import os
import signal
import subprocess
import sys
import threading


def keep(seconds: float, command: list[str]) -> None:
    """Run a command to its end, or to its time's, or to the end of standard input, whichever comes first."""
    program = subprocess.Popen(  # noqa: S603 - what whoever asked found installed; no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    threading.Thread(target=_leave_with_asker, args=(program,), daemon=True).start()
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(program)


def _leave_with_asker(program: "subprocess.Popen[bytes]") -> None:
    os.read(0, 1)  # comes back when the other end of the pipe is closed, also by a kill
    _end(program)


def _end(program: "subprocess.Popen[bytes]") -> None:
    """End the whole family: the program is only the parent of the one that works."""
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    subprocess.run(  # noqa: S603 - Windows's own
        ["taskkill", "/F", "/T", "/PID", str(program.pid)],  # noqa: S607 - on the path of every Windows
        check=False, capture_output=True,
    )
    os._exit(1)


if __name__ == "__main__":
    keep(float(sys.argv[1]), sys.argv[2:])
