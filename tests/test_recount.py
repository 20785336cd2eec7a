"""Every figure of every report of the sample, counted again from the workbooks by slow and independent means."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import openpyxl
import pandas as pd
import pytest

from compute import twin
from conftest import YEAR
from shuzhi import form
from shuzhi.compute.catalogue import definitions
from shuzhi.form import plain
from shuzhi.intake.stage import Source, receive
from shuzhi.model.indicator import number_text, rate_text
from shuzhi.model.period import Period
from shuzhi.model.words import Outcome, State
from shuzhi.proof.shown import shown
from shuzhi.render.text import bare

QUARTER = Period(2023, "Q", 3)
TITLES = {sheet.title: sheet for sheet in form.load().sheets}
NAMES = {each.name: each for each in definitions()}
HEADINGS = 3  # rows of a sheet among which its headings stand
# Texts that a report lists each once, quantities that it adds up, shares of two of them: sheet → fields.
LISTED = {"会议": ("studied", "topic"), "其他工作": ("content",)}
ADDED = {
    "其他工作": ("quantity",), "党员": ("thought_reports",), "会议": ("expected", "present"), "民生实事": ("investment",),
}
RATED = {"会议": ("present", "expected")}


@pytest.fixture(scope="module")
def quarter(delivered):
    """The workbooks behind the delivered sample, and its figures."""
    return recount(delivered.workspace, delivered.outcome, QUARTER), figures(delivered.outcome, QUARTER)


@dataclass(frozen=True)
class Recount:
    """The workbooks behind a run by branch code.

    settings     of the run
    files        code → workbook in the inbox
    submissions  code → what it says, as the slow twin wants it (党员 too)
    """

    settings: object
    files: dict
    submissions: dict

    def family(self, branch):
        """The branch and every branch below it that counts."""
        return [one.code for one in (branch, *self.settings.below(branch.code)) if one.code in self.submissions]

    @cache  # noqa: B019 - lives as long as the module
    def indicators(self, code):
        """name → (value, numerator, denominator, rows), by the slow twin; works by their title."""
        found = {}
        for family in twin.FAMILIES.values():
            found |= family(self.submissions[code])
        return found

    def rows(self, branch, addresses):
        """The rows at addresses such as 会议!5 or YX03:会议!5, as dicts, with the sheet's title."""
        found = []
        for address in addresses:
            code, _, place = address.rpartition(":")
            title, _, number = place.partition("!")
            rows = self.submissions[code or branch.code].get(TITLES[title].name, [])
            found += [row for row in rows if row["row"] == int(number)]
        return found

    def __hash__(self):
        return id(self)


def recount(workspace, outcome, period):
    """The workbooks of the branches that count, read anew."""
    results = outcome.results
    counts = results.branches["state"].map(lambda state: State(state).counts)
    counted = results.branches[counts & (results.branches["submission"] >= 0)]
    inbox = workspace.inbox(period)
    files = {code: inbox / file for code, file in zip(counted["branch_code"], counted["file"], strict=True)}
    sources = [Source(number, path.name, path) for number, path in enumerate(files.values(), 1)]
    chunk = receive(sources, form.load(), results.settings)
    assert {one.outcome for one in chunk.files} == {Outcome.USED}
    limit = results.settings.limits["close_days"]
    said = {code: said_by(chunk.tables, number, limit) for number, code in enumerate(files, 1)}
    return Recount(results.settings, files, said)


def said_by(tables, number, limit):
    """One submission as the slow twin wants it."""
    found = {}
    for sheet, frame in tables.frames.items():
        found[sheet] = [
            {name: day_or(value) for name, value in row.items()}
            for row in frame[frame["submission"] == number].to_dict("records")
        ]
    items = tables.items[tables.items["submission"] == number]
    branches = found.pop("branches")[0]
    return found | {
        "branches": branches, "items": dict(zip(items["field"], items["row"], strict=True)),
        "as_of": branches["as_of"], "close_days": limit,
    }


def day_or(value):
    """A date, None for blank, else the value."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def figures(outcome, period):
    """The rows of figures.csv of the branches' reports (the township's own: commands/running/test_township.py)."""
    path = outcome.office.parent / period.code / "数据" / "figures.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        of_branches = (line for line in csv.DictReader(file) if line["report"].startswith("报告/"))
        return [line for line in of_branches if not line["report"].startswith("报告/乡镇/")]


def wrong(figure, known):
    """Why a figure is not what the workbooks say; "" if it is."""
    branch = known.settings.at(figure["report"].split("/")[1])
    rows = tuple(filter(None, figure["rows"].split(";")))
    source = figure["source"]
    if source in NAMES:
        texts = indicator_texts(branch, source, rows, known)
    elif "!" in source:
        texts = cell_texts(known.files[branch.code], source)
    elif source in TITLES:
        texts = counted_texts(TITLES[source], known.rows(branch, rows), rows)
    elif source == "支部名册":
        texts = {str(len(known.family(branch)) - 1)}
    else:
        return f"unknown source {source}"
    return "" if figure["text"] in texts else f"{figure['text']} is none of {sorted(texts)}"


def indicator_texts(branch, name, rows, known):
    """What may be printed of an indicator with these rows: of the branch alone, with all below it, or a part of it."""
    key = NAMES[name].title if name.startswith("work_") else name
    own = known.indicators(branch.code).get(key, twin.EMPTY)
    texts = printed(own, NAMES[name].unit) if own[3] == rows else set()
    parts = [(code, known.indicators(code).get(key, twin.EMPTY)) for code in known.family(branch)]
    both = together(parts, branch.code)
    if both[3] == rows:
        texts |= printed(both, NAMES[name].unit)
    if rows and set(rows) < set(both[3]) and both[1] is None:
        texts |= {str(len(rows))}
    return texts


def together(parts, code):
    """The parts of a family added up; rates from their summed parts."""
    def total(values):
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    rows = tuple(row if one == code else f"{one}:{row}" for one, part in parts for row in part[3])
    part, whole = (total(each[place] for _, each in parts) for place in (1, 2))
    if whole is None:
        return (total(each[0] for _, each in parts), None, None, rows)
    return (part / whole * 100 if whole else None, part, whole, rows)


def printed(found, unit):
    """The texts of a value: itself, of a rate its parts too, of 万元 below one its 元."""
    value, part, whole, _ = found
    if value is None:
        return set()
    if part is not None and whole:
        return {rate_text(part, whole), f"{part:.0f}", f"{whole:.0f}"}
    return {number_text(value, 2), *([number_text(value * 10_000)] if unit == "万元" and value < 1 else [])}


def cell_texts(path, source):
    """What may be printed of the number that stands in a cell of a workbook."""
    title, address = source.split("!")
    names = {plain(name) for name in (title, *TITLES[title].aliases)}
    book = opened(path)
    [sheet] = [book[name] for name in book.sheetnames if plain(name) in names]
    typed = unicodedata.normalize("NFKC", str(sheet[address].value)).replace(",", "")
    number = float(re.search(r"-?\d+(?:\.\d+)?", typed).group())
    headings = " ".join(str(cell.value) for cell in sheet[re.match("[A-Z]+", address).group()][:HEADINGS])
    if title == "民生实事" and re.search(r"(?<!万)元", headings + typed):  # the form counts in 万元, this workbook in 元
        number /= 10_000
    return {number_text(number), number_text(number * 10_000)} if number < 1 else {number_text(number)}


@cache
def opened(path):
    """A workbook of the inbox, its values."""
    return openpyxl.load_workbook(path, data_only=True)


def counted_texts(sheet, rows, addresses):
    """What may be printed of rows named: how many, how many different ones, what they add up to."""
    assert len(rows) == len(addresses) > 0
    texts = {str(len(rows))}
    for field in LISTED.get(sheet.title, ()):
        texts.add(str(len({bare(row[field]) for row in rows if row[field]})))
    for field in ADDED.get(sheet.title, ()):
        texts.add(number_text(sum(row[field] or 0 for row in rows)))
    if sheet.title in RATED:
        part, whole = (sum(row[field] or 0 for row in rows) for field in RATED[sheet.title])
        texts |= {rate_text(part, whole)} if whole else set()
    return texts


def test_every_figure_of_the_quarter_is_what_the_workbooks_say(quarter):
    """Indicators by the slow twin, cells read again, rows counted again: no figure is wrong or of unknown source."""
    known, found = quarter
    assert len(found) > 600
    assert [(one, why) for one in found if (why := wrong(one, known))] == []


def test_every_figure_of_the_year_is_what_the_workbooks_say(delivered_year):
    """The same of the annual reports."""
    known = recount(delivered_year.workspace, delivered_year.outcome, YEAR)
    found = figures(delivered_year.outcome, YEAR)
    assert len(found) > 300
    assert [(one, why) for one in found if (why := wrong(one, known))] == []


def test_a_wrong_figure_is_seen(quarter):
    """A number one higher, another row, another cell and a source that nobody knows are each told."""
    known, found = quarter
    for one in found[:40]:
        assert wrong(one | {"text": one["text"] + "1"}, known)
    assert wrong(found[0] | {"source": "别处"}, known).startswith("unknown source")
    named = next(one for one in found if one["source"] == "proposals_total")
    assert wrong(named | {"rows": named["rows"] + ";居民提案!99"}, known)
    cell = next(one for one in found if "民生实事!T" in one["source"])
    assert wrong(cell | {"source": cell["source"].replace("T", "U")}, known)


@pytest.mark.parametrize("which", ["quarter", "year"])
def test_every_report_shows_each_of_its_figures(which, request):
    """What was recorded stands in the delivered file, as often as it was recorded, outside the annexes too."""
    if which == "year":
        outcome, period = request.getfixturevalue("delivered_year").outcome, YEAR
    else:
        outcome, period = request.getfixturevalue("delivered").outcome, QUARTER
    assert outcome.faults == ()
    by_report = {}
    for one in figures(outcome, period):
        by_report.setdefault(one["report"], []).append(one["text"])
    folder = outcome.office.parent / period.code
    for name, texts in by_report.items():
        whole = "\n".join(line.text for line in shown((folder / name).read_bytes()))
        place = 0
        for text in texts:
            place = whole.find(text, place) + len(text)
            assert place >= len(text), (name, text)
