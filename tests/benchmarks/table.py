"""Every ratio in one table, with its goal and the machine: python tests/benchmarks/table.py [NAME …] [--large].

Each benchmark runs in a process of its own and measures both sides in turns in that one run; some go by the clock, so
nothing else should run meanwhile. It takes about a quarter of an hour; --large: 10,000 branches, too. NAME: these alone.
"""

import argparse
import os
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

NAMES = ("read", "render", "peers", "issue", "marked", "pipeline", "spread", "startup")


class Line(NamedTuple):
    """What was measured, beside what, the figure and its goal."""

    what: str
    beside: str
    measured: str
    goal: str = ""


def times(slow, quick):
    """How many times as long the slow one takes."""
    return f"{slow / quick:.1f}"


def tell(name, options):
    """Print the lines of one benchmark as they are measured."""
    for line in import_module(f"benchmarks.{name}").lines(options):
        print(f"| {' | '.join(line)} |", flush=True)


def machine():
    """Processor, cores, memory, system and Python."""
    known = Path("/proc/cpuinfo")
    names = [row.partition(":")[2].strip() for row in known.read_text().splitlines() if row.startswith("model name")] \
        if known.exists() else [platform.processor()]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=NAMES, metavar="NAME")
    parser.add_argument("--large", action="store_true", help="10,000 branches, too")
    options = parser.parse_args(arguments)
    print(f"{machine()}\n\n| what | beside | measured | goal |\n|---|---|---|---|", flush=True)
    for name in options.names:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            alone.submit(tell, name, options).result()


if __name__ == "__main__":
    from benchmarks import table  # what a process of its own imports by that name

    table.main(sys.argv[1:])
