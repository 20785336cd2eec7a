"""Which reports a branch gets, and the facts each is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.commands.running.comparing import compared
from shuzhi.compute.catalogue import Lines, indicator, with_year
from shuzhi.model.facts import Facts
from shuzhi.model.finding import Finding
from shuzhi.model.history import Earlier
from shuzhi.model.indicator import Figure
from shuzhi.model.origin import NOWHERE, Amendment, Origins
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.tables import Row, Scalar, Tables
from shuzhi.model.words import Audience, Level, State

_ITEM, _COLUMN = ("submission", "field", "row"), ("submission", "sheet", "field", "column")
_NO_KIND = ReportKind("", "", Audience.OFFICE, "")


@dataclass(frozen=True)
class BranchTask:
    """One branch of a chunk: its state, findings, and the branches counted in `all`.

    indicators  scope (own, all) → name → line (see compute.catalogue); none in a task, where all lie beside it
    earlier  the periods in which it was complete that this one may be compared with
    origins, amended  see Facts
    """

    branch: Branch
    submission: int
    state: State
    findings: tuple[Finding, ...]
    indicators: Mapping[str, Lines]
    children: tuple[Branch, ...]
    earlier: tuple[Earlier, ...] = ()
    origins: Origins = NOWHERE
    amended: tuple[Amendment, ...] = ()


@dataclass(frozen=True)
class ChunkFacts:
    """The tables of a chunk, cut into what each branch's reports are made from."""

    tables: Tables
    settings: Settings
    as_of: date | None
    finals: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)

    def reports(self, facts: Facts) -> Iterator[Facts]:
        """The facts of every report that their branch gets, in the order of 报告."""
        for kind in self.settings.reports_for(facts.branch):
            if _fed(kind, facts):
                yield replace(facts, kind=kind, final=self.finals.get(name(facts.branch, kind)))

    def of(self, one: BranchTask) -> Facts:
        """What a branch's reports are made from, of no kind yet."""
        rows = {sheet.name: self._rows.get((one.submission, sheet.name), ()) for sheet in form.load().sheets}
        names = {"full_name": one.branch.full_name, "short_name": one.branch.short_name}  # as the roster has them
        items = {**rows["branches"][0].values, **names}
        coverage = Coverage(_day(items["coverage_start"]), _day(items["coverage_end"]))
        own, whole = (
            {name: indicator(line) for name, line in one.indicators.get(scope, {}).items()} for scope in ("own", "all")
        )
        own = with_year(own)
        facts = Facts(
            period=self.settings.period, coverage=coverage, as_of=self.as_of or _day(items["as_of"]),
            township=self.settings.township, kind=_NO_KIND, branch=one.branch, items=items,
            item_rows=self._item_rows.get(one.submission, {}), rows=_inside(rows, coverage),
            own=own, all=with_year(whole) if whole else own, limits=self.settings.limits, children=one.children,
            draft=one.state is not State.APPROVED,
            notices=tuple(each._replace(submission=0) for each in one.findings if each.level == Level.NOTICE),
            switches=self.settings.switches, origins=one.origins, amended=one.amended, lacking=self._lacking(one),
            columns=self._columns.get(one.submission, {}),
        )
        return compared(facts, one.earlier)

    def _lacking(self, one: BranchTask) -> tuple[Period, ...]:
        """The quarters that the branch's workbook does not have."""
        found = self.tables.lacking
        if not len(found):
            return ()
        return tuple(filter(None, map(Period.parse, found.loc[found["submission"] == one.submission, "period"])))

    @cached_property
    def _item_rows(self) -> Mapping[int, dict[str, int]]:
        """Submission → field of 支部信息 → Excel row."""
        found: dict[int, dict[str, int]] = {}
        for number, item, row in zip(*(self.tables.items[name].tolist() for name in _ITEM), strict=True):
            found.setdefault(number, {})[item] = row
        return found

    @cached_property
    def _columns(self) -> Mapping[int, dict[str, dict[str, int]]]:
        """Submission → sheet → field → Excel column."""
        found: dict[int, dict[str, dict[str, int]]] = {}
        for number, sheet, item, column in zip(*(self.tables.columns[name].tolist() for name in _COLUMN), strict=True):
            found.setdefault(number, {}).setdefault(sheet, {})[item] = column
        return found

    @cached_property
    def _rows(self) -> Mapping[tuple[int, str], tuple[Row, ...]]:
        """(submission, sheet) → its rows, blank cells None."""
        found: dict[tuple[int, str], list[Row]] = {}
        for sheet, frame in self.tables.frames.items():
            names = [str(name) for name in frame.columns[2:]]
            numbers, rows, *columns = (_plain(frame[name]) for name in frame.columns)
            for number, row, *values in zip(numbers, rows, *columns, strict=True):
                found.setdefault((number, sheet), []).append(Row(sheet, row, dict(zip(names, values, strict=True))))
        return {key: tuple(rows) for key, rows in found.items()}


def name(branch: Branch, kind: ReportKind) -> str:
    """Where a report lies in the delivery: 报告/石井村/抓基层党建述职报告.docx."""
    return f"报告/{branch.place}/{kind.output}.docx"


def _fed(kind: ReportKind, facts: Facts) -> bool:
    """Whether every sheet the report needs has rows or says 确无."""
    standard = form.load()
    return all(facts.rows[name] or facts.items.get(standard.sheet(name).nothing) == "确无" for name in kind.needs)


def _inside(rows: Mapping[str, tuple[Row, ...]], coverage: Coverage) -> dict[str, tuple[Row, ...]]:
    """Rows of dated sheets outside the coverage left out (they count in the year)."""
    standard = form.load()

    def counts(row: Row, field: str) -> bool:
        day = row.values.get(field)
        return isinstance(day, date) and coverage.start <= day <= coverage.end

    return {
        name: tuple(row for row in own if not (dated := standard.sheet(name).dated) or counts(row, dated))
        for name, own in rows.items()
    }


def _day(value: Scalar) -> date:
    """A required day: a branch that lacks it is returned and gets no report."""
    if not isinstance(value, date):
        raise TypeError
    return value


def _plain(column: pd.Series) -> list[Any]:
    """The values of a column, blank cells None, moments as days."""
    if column.dtype.kind == "M":
        days: list[Any] = column.to_numpy().astype("datetime64[D]").tolist()
        return days
    return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124 - NaN is blank
