"""A process that has imported everything and run once: each command it is given runs in a child of its own.

Arguments: the words of the command to begin with. Then reads a JSON list of words a line (the first names the file for
what is said), forks a child that stops itself until somebody lets it go on, prints its number; when it has ended,
prints its exit code (negative: the signal).
"""

import ctypes
import json
import os
import signal
import sys
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

import shuzhi.cli
from shuzhi.commands import approve, check, issue, run, status  # noqa: F401 - imported once for all children
from shuzhi.deliver import swap
from shuzhi.nightly import loop, night  # noqa: F401 - as above
from shuzhi.pdf import engine  # noqa: F401 - as above
from shuzhi.spread import processes

TRACED_BY_ANY = 0x59616D61, -1  # prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY): strace may attach without being root


def program(words):
    """Be the program; gives its exit code."""
    sys.argv = ["shuzhi", *words]
    return shuzhi.cli.main()


def child(told, words):
    """In the child: stop, then be the program."""
    place = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(place, 1)
    os.dup2(place, 2)
    os.close(place)
    for helper in (forkserver._forkserver, resource_tracker._resource_tracker):
        helper.__init__()  # those of the parent are no children of this process
    processes.prepare = run.prepare = lambda _modules: None  # what is imported beside a command is not what fails here
    swap.PAUSES = tuple(pause / 20 for pause in swap.PAUSES)  # as often, not as long
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(program(words))


def main():
    """Warm up, then serve until stdin is closed."""
    if hasattr(ctypes.CDLL(None), "prctl"):
        ctypes.CDLL(None).prctl(*TRACED_BY_ANY)
    usual, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115 - until the end
    program(sys.argv[1:])
    sys.stdout = usual
    print("ready", flush=True)
    for line in sys.stdin:
        told, *words = json.loads(line)
        number = os.fork()
        if number == 0:
            ctypes.CDLL(None).prctl(*TRACED_BY_ANY)
            child(told, words)
        print(number, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
