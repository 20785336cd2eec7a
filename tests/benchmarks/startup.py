"""How soon the program answers: python tests/benchmarks/startup.py [--rounds 5].

Each command runs in a process of its own, in turns; time on the clock with all that is imported, and the processor time
of the process and its workers. check and run work on two villages of a county.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.county import county

PROGRAM = [sys.executable, "-m", "shuzhi"]


def timed(command, folder):
    """Seconds on the clock, and of the processor, that a command takes; its exit code is not looked at."""
    busy, begin = _children(), time.monotonic()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.monotonic() - begin, _children() - busy


def _children():
    spent = os.times()
    return spent.children_user + spent.children_system


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    with TemporaryDirectory() as place:
        folder = county(Path(place, "county"), 2)
        book = shutil.copy(next((folder / "workbooks/inbox").rglob("*.xlsx")), Path(place, "a.xlsx"))
        roads = {
            "python -c pass": [sys.executable, "-c", "pass"], "--help": [*PROGRAM, "--help"],
            "check of one file": [*PROGRAM, "check", str(book)], "status": [*PROGRAM, "status"],
            "run of two villages": [*PROGRAM, "run", "--all"], "run again, unchanged": [*PROGRAM, "run"],
        }
        found = {name: [] for name in roads}
        for _ in range(rounds):
            for name, command in roads.items():
                found[name].append(timed(command, folder))
    print("| command | s | s of the processor |\n|---|---|---|")
    for name, runs in found.items():
        print(f"| {name} | {median(one for one, _ in runs):.2f} | {median(one for _, one in runs):.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
