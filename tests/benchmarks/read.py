"""How fast a workbook is read, beside pandas and openpyxl: python tests/benchmarks/read.py [--branches 30].

Workbooks of invented branches (county.py) and of the sample, each road over all of them in turns: processor time a
workbook, the median of several rounds, and how many times as long as the gate with the reader the others take.
"""

import argparse
import gc
import io
import sys
import time
import warnings
import zipfile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pandas as pd
from county import REPOSITORY, SPAN, book  # beside this file, which finds tests/
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from benchmarks.table import Line, times
from rare import township
from shuzhi import form
from shuzhi.intake import around, frame, package, told, usual
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.gate import load
from shuzhi.intake.read import read
from shuzhi.intake.stage import Source, receive
from shuzhi.workspace import Workspace, load_settings

BRANCHES, ROUNDS = 30, 3
PANDAS, GATED, BARE = "pandas.read_excel, a call a sheet", "with the gate", "without the gate (calamine)"
BOUNDS, STANDARD = Bounds(), form.load()
MEMORIES = [one for module in (around, frame, package, told, usual) for one in vars(module).values() if hasattr(one, "cache_clear")]


def by_pandas(path):
    """A call a sheet, as such scripts are written."""
    with zipfile.ZipFile(path) as archive:
        count = sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist())
    for number in range(count):
        pd.read_excel(path, sheet_name=number, engine="openpyxl")


def by_openpyxl(path, *, read_only=False):
    """Every value of every sheet."""
    workbook = load_workbook(path, data_only=True, read_only=read_only)
    for sheet in workbook.worksheets:
        list(sheet.iter_rows(values_only=True))
    workbook.close()


def by_calamine(path):
    """Raw rows, without the gate."""
    with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
        for number in range(len(workbook.sheet_names)):
            workbook.get_sheet_by_index(number).to_python(skip_empty_area=False)


def unzipped(path):
    """The floor: every part inflated, its checksum counted."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)


def rows(paths, settings, rounds):
    """(road, milliseconds a workbook) of each road; they take turns."""
    sources = [Source(number, path.name, path) for number, path in enumerate(paths, 1)]
    roads = {
        PANDAS: lambda: [by_pandas(path) for path in paths],
        "openpyxl": lambda: [by_openpyxl(path) for path in paths],
        "openpyxl, read_only": lambda: [by_openpyxl(path, read_only=True) for path in paths],
        BARE: lambda: [by_calamine(path) for path in paths],
        "the gate alone": lambda: [load(path, BOUNDS) for path in paths],
        GATED: lambda: [read(path, path.name, BOUNDS) for path in paths],
        "received: read, bound, normalised": lambda: receive(sources, STANDARD, settings),
        "two received, each": lambda: receive(sources[:2], STANDARD, settings),
        "floor: unzipped": lambda: [unzipped(path) for path in paths],
    }
    taken = {name: [] for name in roads}
    for _ in range(rounds):
        for name, road in roads.items():
            for memory in MEMORIES:  # of the round before: no run meets a workbook twice
                memory.cache_clear()
            gc.collect()
            begin = time.process_time()
            road()
            taken[name].append((time.process_time() - begin) / (2 if name.startswith("two") else len(paths)))
    return [(name, median(times) * 1000) for name, times in taken.items()]


def told(title, found):
    """One Markdown table: milliseconds, and the ratios to reading with and without the gate."""
    taken = dict(found)
    print(f"| {title} | ms a workbook | × with the gate | × without |\n|---|---|---|---|")
    for name, milliseconds in found:
        ratios = (milliseconds / taken[ours] for ours in (GATED, BARE))
        print(f"| {name} | {milliseconds:.2f} | {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |")


def measured(branches, rounds):
    """(whose workbooks, what `rows` found) for those of a county and of the sample."""
    warnings.simplefilter("ignore")  # openpyxl's, of data validations it does not know
    settings, stories = township(SPAN, branches, "述职")
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{story.branch.code}.xlsx" for story in stories]
        for path, story in zip(paths, stories, strict=True):
            path.write_bytes(book(story))
        yield f"{branches} branches of a county", rows(paths, settings, rounds)
    whole = [path for path in sorted(REPOSITORY.glob("workbooks/inbox/**/*.xlsx")) if read(path, path.name, BOUNDS)[0]]
    yield f"the sample's {len(whole)} workbooks", rows(whole, load_settings(Workspace(REPOSITORY)), rounds)


def lines(_options):
    """With the gate and without it."""
    for title, found in measured(BRANCHES, ROUNDS):
        taken = dict(found)
        for ours, goals in ((GATED, ("10", "20")), (BARE, ("15", "30"))):
            for beside, goal in zip(("openpyxl", PANDAS), goals, strict=True):
                yield Line(f"{title} read {ours}", beside, times(taken[beside], taken[ours]), goal)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=BRANCHES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    for title, found in measured(asked.branches, asked.rounds):
        told(title, found)


if __name__ == "__main__":
    main(sys.argv[1:])
