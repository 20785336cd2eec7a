"""What a township's own files cost: python tests/benchmarks/book.py [--branches 100 1000 10000] [--rounds 3].

The branches are those of the sample township, again and again under other names, with three earlier periods. Each
number of branches has a process of its own: processor time of 汇总表 (both editions), index.html and 数据/, in turns with
XlsxWriter writing the same values and nothing else (no look, formula, link or chart) into both workbooks; the middle of
the rounds, and how much memory our three took beyond what the results take (the peak, with Linux's counting). XlsxWriter
is measured as far as its memory lets it, up to 1,000 branches.
"""

import argparse
import gc
import math
import multiprocessing
import resource
import sys
import tempfile
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

import pandas as pd
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.page import with_earlier
from conftest import NOW, copy_sample
from manybranches import multiplied
from shuzhi.commands.run import RunRequest, run
from shuzhi.progress import Silent
from shuzhi.summarize.book.workbook import Draft
from shuzhi.summarize.data import data_files
from shuzhi.summarize.page.page import page

NO_FIGURES = pd.DataFrame(columns=["report", "number", "text", "source", "rows"])  # of reports: none is written here
PLAIN = 1000  # branches up to which XlsxWriter writes the same


def plainly(books):
    """The values of the workbooks in workbooks that have nothing else."""
    for sheets in books:
        book = Workbook(BytesIO(), {"in_memory": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value != "":
                        sheet.write(number, place, value)
        book.close()


def values(content):
    """Title of a sheet → its rows, days as text."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        title: [[value if isinstance(value, (str, float)) else str(value) for value in row]
                for row in book.get_sheet_by_name(title).to_python()]
        for title in book.sheet_names
    }


def timed(make):
    """Seconds of processor time, and what was made."""
    gc.collect()
    begin = time.process_time()
    made = make()
    return time.process_time() - begin, made


def measure(results, branches, rounds):
    """Name → seconds or MB."""
    given = multiplied(with_earlier(results), branches)
    files = [f"报告/{branch.place}/{kind.output}.docx" for branch in given.settings.branches
             for kind in given.settings.reports_for(branch)]
    held = _peak()
    found = {"books": [], "page": [], "data": [], "plain": []}
    plain = []
    for _ in range(rounds):
        seconds, books = timed(lambda given=given: [*Draft(given).editions(given, files, files)])
        found["books"].append(seconds)
        found["page"].append(timed(partial(page, given, files))[0])
        found["data"].append(timed(lambda given=given: [b"".join(pieces) for _, pieces in data_files(given, NO_FIGURES)])[0])
        if "memory" not in found:
            found |= {"memory": [_peak() - held], "size": [len(books[0]) / 1e6]}
            plain += map(values, books) if branches <= PLAIN else ()
        found["plain"].append(timed(partial(plainly, plain))[0] if plain else math.nan)
    return {name: median(numbers) for name, numbers in found.items()}


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = run(RunRequest(copy_sample(Path(folder) / "township"), now=NOW), Silent()).results
    print("| branches | 汇总表, s | index.html, s | 数据/, s | all, ms a branch | memory, MB | 汇总表, MB | XlsxWriter, s | times |")
    print("|---|---|---|---|---|---|---|---|---|")
    for branches in asked.branches:
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            found = alone.apply(measure, (results, branches, asked.rounds))
        whole = found["books"] + found["page"] + found["data"]
        print(
            f"| {branches:,} | {found['books']:.2f} | {found['page']:.2f} | {found['data']:.2f} | {whole / branches * 1000:.1f} "
            f"| {found['memory']:.0f} | {found['size']:.1f} | {found['plain']:.2f} | {found['plain'] / found['books']:.1f} |",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
