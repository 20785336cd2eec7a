"""Cells of the summary workbook: text only as text, dates as dates, numbers without trailing zeros."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from shuzhi.model.words import Level, State

Value = str | int | float | date | None

# Excel's own limit of a cell, counted in UTF-16 units.
MOST_TEXT = 32_767
# The highest row of Excel, in points.
MOST_HEIGHT = 409.0
# Font colour and fill of each look; the words themselves say the same, so that a black and white print loses nothing.
LOOKS = {
    "good": ("#1B6B37", "#E6F4EA"),
    "warn": ("#7A4F00", "#FFF3D1"),
    "bad": ("#B00020", "#FDE7E9"),
    "busy": ("#1A4F8B", "#E3EEFB"),
    "mute": ("#5F6368", "#F1F3F4"),
    "head": ("#1F2A44", "#DCE6F2"),
    "group": ("#FFFFFF", "#3B5B8C"),
    "sum": ("#1F2A44", "#EEF3FA"),
}
STATE_LOOK = {
    State.MISSING: "bad", State.UNREADABLE: "bad", State.RETURNED: "bad", State.TO_EXPLAIN: "warn",
    State.ACCEPTED: "good", State.APPROVED: "good",
}
LEVEL_LOOK = {Level.ERROR: "bad", Level.WARNING: "warn", Level.NOTICE: "mute"}


class Cell(NamedTuple):
    """A value, how it looks ("" = plain), how many decimals a number shows at most."""

    value: Value
    look: str = ""
    places: int = 2


@dataclass(frozen=True)
class Column:
    """A column of a list: title, width in Chinese characters; `long` text starts at the left edge and wraps."""

    title: str
    width: float
    long: bool = False


class Painter:
    """Writes cells of one XlsxWriter workbook; formats are made once and shared."""

    def __init__(self, book: Any) -> None:
        """Write into this open workbook."""
        self._book = book
        self._format = cache(self._new_format)

    def put(self, sheet: Any, place: tuple[int, int], cell: Cell, *, long: bool = False) -> None:
        """Write one cell at (row, column), counted from 0; an empty one keeps its frame and fill."""
        row, column = place
        value, look, places = cell
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._format(look, "General", long=long))
        elif isinstance(value, str):
            sheet.write_string(row, column, cell_text(value), self._format(look, "General", long=long))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._format(look, "yyyy-mm-dd", long=long))
        else:
            sheet.write_number(row, column, value, self._format(look, number_format(value, places), long=long))

    def formula(self, sheet: Any, place: tuple[int, int], formula: str, value: float) -> None:
        """Write a formula of the total row together with its result."""
        sheet.write_formula(*place, formula, self._format("sum", number_format(value), long=False), value)

    def group(self, sheet: Any, row: int, columns: tuple[int, int], title: str) -> None:
        """Write a group's heading over the columns from first to last."""
        look = self._format("group", "General", long=False)
        if columns[0] == columns[1]:
            sheet.write_string(row, columns[0], title, look)
        else:
            sheet.merge_range(row, columns[0], row, columns[1], title, look)

    def table(self, sheet: Any, top: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
        """Write a header and rows from row `top` (from 0) on, each as high as its text; gives the row below."""
        heads = [Cell(column.title, "head") for column in columns]
        for number, row in enumerate([heads, *rows], top):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.put(sheet, (number, place), cell, long=column.long and number > top)
            sheet.set_row(number, row_height(zip(columns, row, strict=True)))
        return top + 1 + len(rows)

    def _new_format(self, look: str, number: str, *, long: bool) -> Any:
        colour, fill = LOOKS.get(look, ("#000000", ""))
        wanted = {
            "font_name": "宋体", "font_size": 10.5, "font_color": colour, "border": 1, "border_color": "#A6A6A6",
            "valign": "vcenter", "align": "left" if long else "center", "text_wrap": True, "num_format": number,
            "bold": look in ("head", "group", "sum"),
        }
        return self._book.add_format(wanted | ({"bg_color": fill} if fill else {}))


def set_widths(sheet: Any, columns: Sequence[Column]) -> None:
    """Give each column its width: a Chinese character takes two of Excel's units, the padding one."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width * 2 + 1)


def set_page(sheet: Any, title: str, *, large: bool = False, foot: str = "") -> None:
    """Landscape A4 (A3 if `large`), the title above each page, page numbers below, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(8 if large else 9)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    sheet.set_header('&C&"宋体,Bold"&16' + title.replace("&", "&&"), {"margin": 0.35})
    sheet.set_footer('&L&"宋体"&9' + foot.replace("&", "&&") + '&R&"宋体"&9第 &P 页，共 &N 页', {"margin": 0.3})
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)


def row_height(cells: Iterable[tuple[Column, Cell]]) -> float:
    """The height in points that shows every wrapped line: WPS and LibreOffice do not find it by themselves."""
    lines = max(
        (
            sum(-(-text_width(line) // column.width) or 1 for line in cell.value.split("\n"))
            for column, cell in cells if isinstance(cell.value, str)
        ),
        default=1,
    )
    return min(6.0 + 14.0 * lines, MOST_HEIGHT)


def text_width(text: str) -> float:
    """How wide a text is, in Chinese characters; Latin letters and digits take half of one."""
    return sum(1.0 if ord(char) > 0x2000 else 0.55 for char in text)


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows of a frame as named tuples."""
    return list(frame.itertuples(index=False))


def value_of(value: Any) -> Value:
    """A frame's value as a cell holds it: missing → None, a timestamp → its day, 3.0 → 3."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, date)) else str(value)


def number_format(value: float, most: int = 2) -> str:
    """At most `most` decimals without trailing zeros; more only where 99.996 would show as 100 or 0.001 as 0."""
    places = next((count for count in range(most) if abs(value - round(value, count)) < 1e-9), most)
    while places < 6 and value not in (0, 100) and round(value, places) in (0, 100):
        places += 1
    return "0." + "0" * places if places else "0"


def cell_text(text: str) -> str:
    """Text that a cell can hold: without characters XML forbids, at most Excel's 32,767 units, an ellipsis if cut."""
    text = "".join(char for char in text if not 0xD800 <= ord(char) <= 0xDFFF and char not in "\ufffe\uffff")
    raw = text.encode("utf-16-le")
    if len(raw) <= MOST_TEXT * 2:
        return text
    return raw[: (MOST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"
