"""How fast the rules are on chunks of branches, beside branch by branch: python tests/benchmarks/rules.py [--branches 1000].

The branches are those of tests/rare: correct workbooks of three to forty members with meetings, votes, tasks, proposals.
Both roads apply the same rules to the same rows; branch by branch is timed on --sample of them and stands for all.
"""

import argparse
import re
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from compute.generated import frame
from rare import SPANS, township
from shuzhi import form
from shuzhi.model.tables import Tables
from shuzhi.validate import text
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

STANDARD = form.load()
MONTH = re.compile(r"(\d{4})年(\d{1,2})月")


def scene(settings, stories):
    """The tall tables of these branches, as intake reads them."""
    frames, columns, items = {}, [], []
    for sheet in STANDARD.sheets:
        records = []
        for number, story in enumerate(stories, 1):
            rows = story.rows.get(sheet.name, [])
            first = 0 if sheet.kind == "items" else 2
            records += [{"submission": number, "row": place} | read(row) for place, row in enumerate(rows, first)]
            columns += [(number, sheet.name, field.name, place) for place, field in enumerate(sheet.fields, 1)]
            if sheet.kind == "items":
                items += [(number, sheet.name, field.name, place) for place, field in enumerate(sheet.fields, 2)]
        frames[sheet.name] = frame(sheet, records)
    tables = Tables(
        frames, pd.DataFrame(items, columns=["submission", "sheet", "field", "row"]),
        pd.DataFrame(columns, columns=["submission", "sheet", "field", "column"]),
        pd.DataFrame(columns=["submission", "sheet", "row", "field"]),
        pd.DataFrame(columns=["submission", "sheet", "row", "text"]),
    )
    return Scene(tables, STANDARD, settings, {number: story.branch.code for number, story in enumerate(stories, 1)})


def read(row):
    """A month typed without a day is its first day."""
    months = {name: MONTH.fullmatch(value) for name, value in row.items() if isinstance(value, str)}
    return dict(row) | {name: date(int(month[1]), int(month[2]), 1) for name, month in months.items() if month}


def seconds(work, things):
    """Processor seconds for all of the things; time on a busy machine says nothing."""
    begin = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - begin


def slowest(whole, most):
    """(milliseconds, name) of the rules that take longest on one chunk; typed text is read in one go."""
    nobody = whole.tables.faulty
    parts = {"typed text": partial(text.read, faulty=nobody)}
    for rule in (*generated(STANDARD), *RULES):
        parts[f"{rule.code} {rule.sheet}.{rule.fields[0]}"] = lambda one, rule=rule: apply([rule], one, nobody)
    return sorted(((seconds(part, [whole]) * 1000, name) for name, part in parts.items()), reverse=True)[:most]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=1000)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--sample", type=int, default=10, help="how many of them go one by one")
    options = parser.parse_args(arguments)
    settings, stories = township(SPANS[0], options.branches, "benchmark")
    chunks = [scene(settings, stories[at : at + options.chunk]) for at in range(0, len(stories), options.chunk)]
    alone = [scene(settings, [story]) for story in stories[: options.sample]]
    check = partial(validate, earlier=())
    check(alone[0])  # what is made once: rules, words, calendar
    ours = seconds(check, chunks) / len(stories)
    theirs = seconds(check, alone) / len(alone)
    rows = sum(len(table) for one in chunks for table in one.tables.frames.values())
    print(f"{len(generated(STANDARD)) + len(RULES)} rules and those of typed text, {len(stories)} branches, {rows} rows")
    print(f"in chunks of {options.chunk}: {ours * 1000:.1f} ms a branch, all of them in {ours * len(stories):.1f} s")
    print(f"one by one:       {theirs * 1000:.1f} ms a branch, all of them would take {theirs * len(stories):.0f} s")
    print(f"{theirs / ours:.1f} times faster")
    print(f"the slowest on {options.chunk} branches:")
    for milliseconds, name in slowest(chunks[0], 10):
        print(f"  {milliseconds:6.0f} ms  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
