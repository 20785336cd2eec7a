"""A workbook as it was typed, and how its columns bind to the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

# The hidden sheet of our workbooks that says which form one is, for whom and when it was handed out.
META = "_meta"
VERDICT = "核对结果"  # the sheet in front of a workbook that was sent back
ROW = "row"  # key of _meta: sheet and number (or digest) of a row carried into the workbook
EARLIER = "earlier"  # key of _meta: sheet and number of a row of the workbooks before
LACKING = "lacking"  # key of _meta: a quarter of which the half year or year has no workbook

LONGEST = 32_767  # Excel's limit of a cell's text, in UTF-16 units

Typed = str | int | float | bool | date | datetime | time | timedelta | None


class Area(NamedTuple):
    """A rectangle of cells, 1-based, its edges included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class RawSheet:
    """One sheet: `rows[r][c]` is the cell in Excel row r+1, column c+1; ragged rows are allowed, None is empty.

    `broken` names cells whose content no reader can give: (row, column), 1-based → "error" (#REF! …) or "formula"
    (a formula without a stored result). `merged`: the merged ranges, sorted; only their top left cells have a value.
    `from_1904`: its workbook counts days from 1904, not 1900, so that a plain number may be such a day.
    """

    title: str
    rows: tuple[tuple[Typed, ...], ...]
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    from_1904: bool = False

    def cell(self, row: int, column: int) -> Typed:
        """The value at a 1-based address; None outside."""
        if row < 1 or row > len(self.rows) or column < 1 or column > len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]


@dataclass(frozen=True)
class RawBook:
    """One workbook of the inbox: `file` is its POSIX path below the inbox, `sheets` in the workbook's order."""

    file: str
    sheets: tuple[RawSheet, ...]


@dataclass(frozen=True)
class Binding:
    """Which column of a raw sheet is which field of the form.

    sheet       standard name of the sheet (form), title its title in the file
    header_row  Excel row of the header; data begin below
    columns     field name → 1-based Excel column; of 支部信息 "item", "" and "note": 项目, 内容, 说明 (0 = none)
    unknown     (1-based column, header text, "" = none) not known or doubled; of 支部信息 (Excel row, item text)
    scales      field name → factor from the unit in the header to the unit of the form (（元） → 万元: 0.0001)
    items       Excel rows of the items of 支部信息 by field name; empty for other sheets
    """

    sheet: str
    title: str
    header_row: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    scales: Mapping[str, float] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)


@cache
def column_letter(column: int) -> str:
    """Excel's letter of a 1-based column: 8 → H."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(title: str) -> str:
    """A sheet's title as it stands in formulas and links."""
    return "'" + title.replace("'", "''") + "'"
