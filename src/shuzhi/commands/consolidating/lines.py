"""The rows of one quarter's workbook as plain values that know where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from shuzhi.form import Sheet
from shuzhi.model.period import Coverage, Period
from shuzhi.model.tables import Tables

_ITEMS = "branches"
_OWN_NOTE = ("period",)  # 说明 beside 报告期 speaks of that quarter


@dataclass(frozen=True, eq=False)
class Quarter:
    """The workbook of one branch that last counted in a quarter.

    tables  of this workbook alone
    months  (sheet, row, field) → days of which only the month was typed, as 1960年1月 (row 0: an item)
    """

    period: Period
    tables: Tables
    months: Mapping[tuple[str, int, str], str] = field(default_factory=dict)

    @property
    def days(self) -> Coverage:
        """The days that the workbook counts; they may be others than its period's."""
        start, end = self.tables.frames[_ITEMS][["coverage_start", "coverage_end"]].iloc[0]
        return Coverage(start.date(), end.date())

    @property
    def item_notes(self) -> dict[str, str]:
        """Item of 支部信息 → what its 说明 says."""
        items = self.tables.items
        names = dict(zip(items["row"], items["field"], strict=True))
        notes = self.tables.notes[self.tables.notes["sheet"] == _ITEMS]
        return {
            names[row]: text for row, text in zip(notes["row"], notes["text"], strict=True)
            if row in names and names[row] not in _OWN_NOTE
        }


@dataclass(frozen=True, eq=False)
class Line:
    """One row: its quarter, its Excel row there, its filled cells."""

    quarter: Quarter
    row: int
    values: Mapping[str, object]


def lines(sheet: Sheet, quarter: Quarter) -> list[Line]:
    """The rows of a sheet in a quarter, in workbook order."""
    frame = quarter.tables.frames[sheet.name]
    names = [field.name for field in sheet.fields]
    found = []
    for row, *values in frame[["row", *names]].itertuples(index=False, name=None):
        filled = {name: _plain(value) for name, value in zip(names, values, strict=True) if not pd.isna(value)}
        typed = {name: quarter.months.get((sheet.name, row, name), value) for name, value in filled.items()}
        found.append(Line(quarter, row, typed))
    return found


def _plain(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value
