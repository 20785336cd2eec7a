"""How fast rules and indicators are on chunks of branches: python tests/benchmarks/rules.py [--branches 1000] [--rules 10].

The branches are those of tests/rare: correct workbooks of three to forty members with meetings, votes, tasks, proposals.
Every road applies the same rules to the same rows and counts the same indicators, in turn, in one process: tall frames of
one branch, of 100, 200 and 400. The floor of the indicators is their slow twin, plain loops over plain rows. Memory is
what a chunk needs at most beside its own tables. --rules tells which rules take longest on 100 branches.
"""

import argparse
import gc
import re
import sys
import time
import tracemalloc
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from compute import twin
from compute.generated import frame
from rare import SPANS, township
from shuzhi import form
from shuzhi.compute.indicators import indicators
from shuzhi.model.tables import Tables
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate
from shuzhi.validate.text import reading

STANDARD = form.load()
MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
CHUNKS = (1, 100, 200, 400)
LIMITS = {"close_days": 60}


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


def fresh(one):
    """The scene as nobody has asked it anything yet."""
    return Scene(one.tables, one.form, one.settings, one.branch_codes)


def rows_of(story):
    """A branch as the slow twin takes it."""
    records = {sheet: [read(row) | {"row": place} for place, row in enumerate(rows, 2)] for sheet, rows in story.rows.items()}
    [items] = records.pop("branches")
    places = {field.name: place for place, field in enumerate(STANDARD.sheet("branches").fields, 2)}
    return records | {
        "branches": dict.fromkeys(places) | items, "items": places, "as_of": items["as_of"], "close_days": LIMITS["close_days"],
    }


def seconds(work):
    """Processor seconds, without what others left to collect; time on a busy machine says nothing."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def memory(work):
    """The most memory that the work holds at once, in MB."""
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


def slowest(whole, most):
    """(milliseconds, name) of the rules that take longest on one chunk; typed text is read in one go."""
    nobody = whole.tables.faulty
    parts = {"typed text": partial(reading.read, faulty=nobody)}
    for rule in (*generated(STANDARD), *RULES):
        parts[f"{rule.code} {rule.sheet}.{rule.fields[0]}"] = lambda one, rule=rule: apply([rule], one, nobody)
    return sorted(((seconds(partial(part, fresh(whole))) * 1000, name) for name, part in parts.items()), reverse=True)[:most]


def checked(scenes):
    for one in scenes:
        validate(fresh(one), ())


def counted(scenes):
    for one in scenes:
        indicators(one.tables, LIMITS, None)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=10, help="how many of them go one by one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", type=int, default=0, help="how many of the slowest rules to name")
    asked = parser.parse_args(arguments)
    settings, stories = township(SPANS[0], asked.branches, "benchmark")
    roads = {
        size: [scene(settings, stories[at : at + size]) for at in range(0, asked.sample if size == 1 else len(stories), size)]
        for size in CHUNKS if size == 1 or size <= asked.branches
    }
    plain = [rows_of(story) for story in stories]
    checked(roads[1][:1])  # what is made once: rules, words, calendar
    counted(roads[1][:1])
    found, floor = {}, []
    for _ in range(asked.rounds):
        for size, scenes in roads.items():
            branches = sum(len(one.branch_codes) for one in scenes)
            took = [seconds(partial(work, scenes)) * 1000 / branches for work in (checked, counted)]
            found.setdefault(size, []).append(took)
        loops = partial(list, (count(one) for one in plain for count in twin.FAMILIES.values()))
        floor.append(seconds(loops) * 1000 / len(plain))
    print(f"{len(generated(STANDARD)) + len(RULES)} rules and those of typed text, {len(stories)} branches\n")
    print("| branches a frame | rules, ms a branch | indicators, ms a branch | memory at most, MB |\n|---|---|---|---|")
    for size, rounds in found.items():
        rules, counts = (median(times) for times in zip(*rounds, strict=True))
        print(f"| {size} | {rules:.2f} | {counts:.2f} | {memory(partial(checked, roads[size][:1])):.1f} |")
    print(f"| plain loops | – | {median(floor):.2f} | – |")
    for milliseconds, name in slowest(roads[max(size for size in roads if size <= 100)][0], asked.rules):
        print(f"{milliseconds:6.1f} ms  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
