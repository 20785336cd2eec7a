"""How soon the program answers: python tests/benchmarks/startup.py [--rounds 5].

Each command runs in a process of its own, in turns, after it has run once: then the program is compiled, as it is where it
is installed, and 乡镇台账 is known. Time on the clock with all that is imported, and the processor time of the process and of
all that it started. check and run work on two villages of a county, or on --branches of them.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.county import county
from benchmarks.table import Line

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
ROUNDS = 5
PROGRAM = [sys.executable, "-m", "shuzhi"]


def timed(command, folder):
    """Seconds on the clock, and of the processor, that a command takes; its exit code is not looked at."""
    busy, begin = _children(), time.monotonic()
    subprocess.run(command, cwd=folder, env=compiled(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - begin
    with suppress(ChildProcessError):  # until nobody is left that it started
        while True:
            os.wait()
    return seconds, _children() - busy


def compiled():
    """The environment of a program that is installed: what Python compiles is kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def adopt():
    """Workers that outlive the process that started them become children of this one, where Linux is asked for it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _children():
    spent = os.times()
    return spent.children_user + spent.children_system


def measured(branches, rounds):
    """Command → (seconds, seconds of the processor) of each run."""
    adopt()
    with TemporaryDirectory() as place:
        folder = county(Path(place, "county"), branches)
        book = shutil.copy(next((folder / "workbooks/inbox").rglob("*.xlsx")), Path(place, "a.xlsx"))
        roads = {
            "python -c pass": [sys.executable, "-c", "pass"], "--help": [*PROGRAM, "--help"],
            "check of one file": [*PROGRAM, "check", str(book)], "status": [*PROGRAM, "status"],
            f"run of {branches} branches": [*PROGRAM, "run", "--all"], "run again, unchanged": [*PROGRAM, "run"],
        }
        found = {name: [] for name in roads}
        for turn in range(1 + rounds):
            for name, command in roads.items():
                spent = timed(command, folder)
                found[name] += [spent] * (turn > 0)
    return found


def lines(_options):
    """What is typed most, beside Python alone."""
    found = measured(2, ROUNDS)
    bare, *asked = (median(one for one, _ in found[name]) for name in ("python -c pass", "--help", "check of one file"))
    for name, seconds in zip(("--help", "check of one file"), asked, strict=True):
        yield Line(f"shuzhi {name}", "python -c pass", f"{seconds:.2f} s beside {bare:.2f}", "instant")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--branches", type=int, default=2)
    options = parser.parse_args(arguments)
    print("| command | s | s of the processor |\n|---|---|---|")
    for name, runs in measured(options.branches, options.rounds).items():
        print(f"| {name} | {median(one for one, _ in runs):.2f} | {median(one for _, one in runs):.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
