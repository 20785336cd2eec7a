"""Consolidated workbooks, a chunk of branches at a time: the archived quarters are read, one workbook is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from shuzhi import archive, form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import Compiled, compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.standard import layout
from shuzhi.commands.consolidating.lines import Quarter
from shuzhi.commands.consolidating.merging import Consolidated, consolidated, handed_over
from shuzhi.commands.issuing.carrying import known
from shuzhi.commands.issuing.months import months
from shuzhi.commands.owned import owned
from shuzhi.form import Form
from shuzhi.intake.stage import Source, receive
from shuzhi.ledger import Counted
from shuzhi.model.origin import Origins
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.sheet import LACKING, column_letter
from shuzhi.model.tables import Tables

_FIRST_ROW = 2  # of a sheet of rows, below its header


@dataclass(frozen=True)
class MakingTask:
    """One chunk: each branch with its quarters that counted, in order; the archive; the folder to write into."""

    settings: Settings
    branches: tuple[tuple[Branch, tuple[Counted, ...]], ...]
    archive: Path
    folder: Path


@dataclass(frozen=True)
class Made:
    """One consolidated workbook.

    quarters  what it was made from; lacking: the quarters in which the branch stood and that it does not have
    """

    branch: Branch
    path: Path
    sha256: str
    quarters: tuple[Period, ...]
    lacking: tuple[Period, ...]
    origins: Origins


def make_chunk(task: MakingTask) -> tuple[Made, ...]:
    """Write the consolidated workbooks of one chunk; a branch whose archived workbooks are all gone gets none."""
    gathered = gather(task)
    return tuple(
        _made(task, branch, gathered[branch.code]) for branch, _ in task.branches if gathered.get(branch.code)
    )


def gather(task: MakingTask) -> dict[str, tuple[Quarter, ...]]:
    """Branch code → its quarters whose archived workbooks are there, unchanged and its own, in order of time."""
    wanted = dict(enumerate((one for _, those in task.branches for one in those), 1))
    places = {
        number: archive.place(task.archive, one.period, one.branch_code, one.sha256) for number, one in wanted.items()
    }
    # What was archived has been read once without harm; anything else is not opened here.
    sources = [
        Source(number, one.branch_code, places[number])
        for number, one in wanted.items() if archive.is_whole(places[number], one.sha256)
    ]
    standard = form.load()
    chunk = receive(sources, standard, task.settings)
    typed = months(standard, chunk)
    theirs = owned(chunk, task.settings.branches, {number: one.branch_code for number, one in wanted.items()})
    found: dict[str, list[Quarter]] = {}
    for entry in chunk.files:
        one = wanted[entry.submission]
        period = Period.parse(one.period)
        if period and entry.submission in theirs and entry.sha256 == one.sha256:
            own = {key[1:]: text for key, text in typed.items() if key[0] == entry.submission}
            found.setdefault(one.branch_code, []).append(Quarter(period, _only(chunk.tables, entry.submission), own))
    return {code: tuple(sorted(those, key=lambda quarter: quarter.period)) for code, those in found.items()}


def lacking(settings: Settings, branch: Branch, quarters: Sequence[Quarter]) -> tuple[Period, ...]:
    """The quarters of the settings' period in which the branch stood and of which these count no month."""
    months = {day for one in quarters for day in one.days.fifteenths()}
    return tuple(
        one for one in settings.period.quarters
        if branch.stands(one.days) and months.isdisjoint(one.days.fifteenths())
    )


def _made(task: MakingTask, branch: Branch, quarters: tuple[Quarter, ...]) -> Made:
    settings, standard = task.settings, form.load().printed(task.settings.switches)
    merged = consolidated(standard, quarters, settings.coverage)
    day = branch.handed_over(settings.coverage.end)
    if day:
        merged = handed_over(standard, merged, day)
    content = known(settings, branch, dict(merged.content))
    periods = tuple(one.period for one in quarters)
    gone = lacking(settings, branch, quarters)
    keys = [("period", settings.period.code), ("branch_code", branch.code), *((LACKING, one.code) for one in gone)]
    data = filled(_mould(settings.switches, settings.period.year), content, keys)
    path = task.folder / f"{branch.place}.xlsx"
    path.write_bytes(data)
    return Made(branch, path, sha256(data).hexdigest(), periods, gone, origins(standard, merged, quarters))


def origins(standard: Form, merged: Consolidated, quarters: Sequence[Quarter]) -> Origins:
    """Where the rows and items of a consolidated workbook come from, by their address in it."""
    rows: dict[str, str] = {}
    for name, own in merged.origins.items():
        title = standard.title_of(name)
        for row, line in enumerate(own, _FIRST_ROW):
            rows[f"{title}!{row}"] = f"{line.quarter.period.code}:{title}!{line.row}"
    sheet = standard.sheet("branches")
    places = layout(sheet, (), 0)[1].items
    there = {quarter: _items(quarter) for quarter in quarters}
    for name, whence in merged.items.items():
        found = [f"{one.period.code}:{sheet.title}!{there[one][name]}" for one in whence if name in there[one]]
        if found:
            rows[f"{sheet.title}!{places[name]}"] = ";".join(found)
    return Origins(rows, {key: letter for quarter in quarters for key, letter in _letters(standard, quarter).items()})


def _items(quarter: Quarter) -> dict[str, int]:
    items = quarter.tables.items
    return dict(zip(items["field"], items["row"].tolist(), strict=True))


def _letters(standard: Form, quarter: Quarter) -> dict[tuple[str, str], str]:
    """The columns of a quarter's workbook that stand elsewhere than in the standard form."""
    known_columns = {
        (sheet.name, one.name): 2 if sheet.kind == "items" else place
        for sheet in standard.sheets for place, one in enumerate(sheet.fields, 1)
    }
    found = {}
    for sheet, name, column in quarter.tables.columns[["sheet", "field", "column"]].itertuples(index=False):
        place = known_columns.get((sheet, name), column)
        if place != column:
            key = (f"{quarter.period.code}:{standard.title_of(sheet)}", column_letter(place))
            found[key] = column_letter(column)
    return found


def _only(tables: Tables, submission: int) -> Tables:
    """The tables of one submission."""

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["submission"] == submission]

    frames: Mapping[str, pd.DataFrame] = {name: own(frame) for name, frame in tables.frames.items()}
    return replace(
        tables, frames=frames, items=own(tables.items), columns=own(tables.columns), faulty=own(tables.faulty),
        notes=own(tables.notes), earlier=own(tables.earlier), lacking=own(tables.lacking),
    )


@cache
def _mould(switches: frozenset[str], year: int) -> Compiled:
    standard = form.load().printed(switches)
    return compiled(blank(standard, year), standard, year)
