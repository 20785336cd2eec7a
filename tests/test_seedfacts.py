"""Every fact of the eight model reports has a cell in the form, and comes through the road cell → table.

The list is seedfacts.md beside this file; the pairs of fact type and report it must cover are those of the project's
domain notes (1.3).
"""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from markdown import cells
from shuzhi import form
from shuzhi.intake.stage import Source, receive
from shuzhi.model.period import Period
from shuzhi.workspace import Workspace, load_settings
from shuzhi.workspace.settings import OWN

ROOT = Path(__file__).parents[1]
WORKSPACE = Workspace(ROOT)
STANDARD, TOWNSHIP = form.load(), form.load("township")
EVERY = "S0a S0b S0c S1 S2a S2b S3 S4"
# Fact type → the reports that state it. F4 (who met when, where, how many came) is asked for by every inspector.
STATED = {
    "F1": EVERY, "F2": "S0b S1 S3", "F3": "S0a S2a S3", "F4": "S0a", "F5": "S0a", "F6": "S0a S1 S2a", "F7": "S0a",
    "F8": "S1 S3 S4", "F9": "S0a", "F10": "S3 S1", "F11": "S1 S3", "F12": "S4", "F13": "S2a S3", "F14": "S0c S3",
    "F15": "S3 S2b", "F16": "S3", "F17": "S0b", "F18": "S0b", "F19": "S3", "F20": "S4 S3", "F21": "S3 S4",
    "F22": "S3 S0c", "F23": "S3 S4 S2b", "F24": "S0c S2b", "F25": "S3", "F26": "S0a S0b", "F27": EVERY, "F28": "S3 S0b",
}
MEETING_TYPES = ["type", "also_1", "also_2"]


class Fact(NamedTuple):
    """One line of seedfacts.md."""

    seed: str
    type: str
    said: str
    workbook: str
    sheet: str
    rows: str
    column: str
    expected: str
    printed: str


def listed():
    lines = [line for line in (Path(__file__).parent / "seedfacts.md").read_text("utf-8").splitlines() if line[:1] == "|"]
    return [Fact(*row) for row in cells("\n".join(lines))[1:]]


FACTS = listed()


def test_every_fact_type_of_every_report_has_a_line():
    """No pair of the domain notes is without a cell; no line speaks of a pair they do not name (–: of none)."""
    named = {(kind, seed) for kind, seeds in STATED.items() for seed in seeds.split()}
    assert {(fact.type, fact.seed) for fact in FACTS if fact.type != "–"} == named


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.seed}-{fact.type}-{fact.said}")
def test_the_fact_stands_in_its_cell(fact):
    """Read as `shuzhi run` and the settings read it, the cell holds what the report says."""
    frame, sheet = table(fact)
    kept = frame[[all(holds(record, sheet, part) for part in fact.rows.split("；") if part)
                  for record in frame.to_dict("records")]]
    if fact.expected.endswith("行"):
        assert f"{len(kept)}行" == fact.expected
        return
    column = kept[field_of(sheet, fact.column).name]
    if fact.expected.startswith("共"):
        assert f"共{shown(round(column.sum(), 6))}" == fact.expected
        return
    assert len(kept) == 1
    if fact.expected.startswith("含"):
        assert fact.expected[1:] in column.iloc[0]
    else:
        assert shown(column.iloc[0]) == fact.expected


def table(fact):
    """The rows of the fact's sheet in its workbook (or its several), and the sheet."""
    if fact.workbook == "乡镇台账":
        sheet = sheet_of(TOWNSHIP, fact.sheet)
        return own_frames()[sheet.name], sheet
    sheet = sheet_of(STANDARD, fact.sheet)
    books = [book.strip().rsplit(" ", 1) for book in fact.workbook.split(" + ")]
    return pd.concat([read(period, branch)[sheet.name] for branch, period in books], ignore_index=True), sheet


@cache
def own_frames():
    """What the settings say: the township's own rows, and 参数 as far as reports print it."""
    settings = load_settings(WORKSPACE)
    said = {"township": settings.township, "committee": settings.committee, "superior": settings.superior}
    return {"parameters": pd.DataFrame([said])} | {
        name: pd.DataFrame([row.values for row in settings.own[name]]) for name in OWN
    }


@cache
def inbox(period):
    """The intake of a whole inbox."""
    settings = load_settings(WORKSPACE, Period.parse(period))
    files = sorted(path for path in WORKSPACE.inbox(settings.period).rglob("*.xlsx") if not path.name.startswith("~$"))
    return receive([Source(number, path.name, path) for number, path in enumerate(files)], STANDARD, settings), settings


@cache
def read(period, branch):
    """Sheet name → rows of the workbook of the branch with this 简称."""
    chunk, settings = inbox(period)
    [code] = [one.code for one in settings.branches if one.short_name == branch]
    [number] = [file.submission for file in chunk.files if file.branch_code == code]
    return {name: frame[frame["submission"] == number] for name, frame in chunk.tables.frames.items()}


def holds(record, sheet, condition):
    """Whether a row is meant."""
    title, sign, wanted = re.fullmatch(r"(.+?)(=|~|<=|>=|有$)(.*)", condition).groups()
    name = field_of(sheet, title).name
    value = shown(record[name])
    if sheet.name == "meetings" and name == "type":
        return wanted in "、".join(shown(record[part]) for part in MEETING_TYPES).split("、")
    return {
        "=": value == wanted, "~": wanted in value, "有": bool(value),
        "<=": "" < value <= wanted, ">=": value >= wanted,
    }[sign]


def shown(value):
    """A value as the list writes it: days in ISO, numbers without trailing zeros, blank as empty."""
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT are not themselves
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else f"{value:.10g}"


def sheet_of(layout, title):
    [sheet] = [sheet for sheet in layout.sheets if sheet.title == title]
    return sheet


def field_of(sheet, title):
    [field] = [field for field in sheet.fields if field.title == title]
    return field
