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

from rare import township
from shuzhi import form
from shuzhi.intake import around, frame, package, told, usual
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.gate import load
from shuzhi.intake.read import read
from shuzhi.intake.stage import Source, receive
from shuzhi.workspace import Workspace, load_settings

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
        "pandas.read_excel, a call a sheet": lambda: [by_pandas(path) for path in paths],
        "openpyxl": lambda: [by_openpyxl(path) for path in paths],
        "openpyxl, read_only": lambda: [by_openpyxl(path, read_only=True) for path in paths],
        "without the gate (calamine)": lambda: [by_calamine(path) for path in paths],
        "the gate alone": lambda: [load(path, BOUNDS) for path in paths],
        "with the gate": lambda: [read(path, path.name, BOUNDS) for path in paths],
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
    times = dict(found)
    print(f"| {title} | ms a workbook | × with the gate | × without |\n|---|---|---|---|")
    for name, milliseconds in found:
        ratios = (milliseconds / times[ours] for ours in ("with the gate", "without the gate (calamine)"))
        print(f"| {name} | {milliseconds:.2f} | {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # openpyxl's, of data validations it does not know
    settings, stories = township(SPAN, asked.branches, "述职")
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{story.branch.code}.xlsx" for story in stories]
        for path, story in zip(paths, stories, strict=True):
            path.write_bytes(book(story))
        told(f"{asked.branches} branches of a county", rows(paths, settings, asked.rounds))
    whole = [path for path in sorted(REPOSITORY.glob("workbooks/inbox/**/*.xlsx")) if read(path, path.name, BOUNDS)[0]]
    told(f"the sample's {len(whole)} workbooks", rows(whole, load_settings(Workspace(REPOSITORY)), asked.rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
