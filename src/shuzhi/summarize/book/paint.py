"""Cells of the summary workbook: text only as text, dates as dates, numbers without trailing zeros."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from shuzhi import form
from shuzhi.model.sheet import column_letter, quoted
from shuzhi.model.words import State
from shuzhi.spreadsheet import DATE, LEVELS, SONG, TALLEST, Look, lines
from shuzhi.spreadsheet.book import Styles, Workbook, link
from shuzhi.spreadsheet.rows import Rows, cell_of, style_of
from shuzhi.summarize.values import AT_ONCE, Once, Value

_BODY: Look = {
    "font_name": SONG, "font_size": 10.5, "border": 1, "border_color": "#A6A6A6", "valign": "vcenter",
    "align": "center", "text_wrap": True,
}
_LONG: Look = {"align": "left"}
_LINK: Look = {"font_color": "#0B57D0", "underline": 1}
# What lies over the body; the words themselves say the same, so that a black and white print loses nothing.
LOOKS: Mapping[str, Look] = {
    "": {},
    "good": {"font_color": "#1B6B37", "bg_color": "#E6F4EA"},
    "warn": {"font_color": "#7A4F00", "bg_color": "#FFF3D1"},
    "bad": {"font_color": "#B00020", "bg_color": "#FDE7E9"},
    "busy": {"font_color": "#1A4F8B", "bg_color": "#E3EEFB"},
    "mute": {"font_color": "#5F6368", "bg_color": "#F1F3F4"},
    "head": {"font_color": "#1F2A44", "bg_color": "#DCE6F2", "bold": True},
    "group": {"font_color": "#FFFFFF", "bg_color": "#3B5B8C", "bold": True},
    "sum": {"font_color": "#1F2A44", "bg_color": "#DCE6F2", "bold": True},
    "part": {"font_color": "#1F2A44", "bg_color": "#EEF3FA"},
    **{level.value: look for level, look in LEVELS.items()},
}
SIGNED = ("单位（盖章）：", "主要负责人：", "审核人：", "填表人：", "填报时间：　　年　月　日")
SIGNED_HEIGHT = 36
SUM_HEIGHT = 20
STATE_LOOK = {
    State.MISSING: "bad", State.UNREADABLE: "bad", State.RETURNED: "bad", State.TO_EXPLAIN: "warn",
    State.ACCEPTED: "good", State.APPROVED: "good",
}


_CELL = re.compile(r"[A-Z]{1,3}\d+|R\d*(C\d*)?|C\d*|TRUE|FALSE", re.IGNORECASE)


class Cell(NamedTuple):
    """A value, how it looks (a key of LOOKS, "" = plain), how many decimals a number shows at most.

    least    how many it shows in any case, so that the points of a column stand below each other
    formula  a live formula whose result the value is
    link     where a click leads, see spreadsheet.link
    tip      what a pointer on the link is told; such a cell looks as if it had no link
    signed   a number with its sign: +3, -2, 0
    """

    value: Value
    look: str = ""
    places: int = 2
    least: int = 0
    formula: str = ""
    link: str = ""
    tip: str = ""
    signed: bool = False


_VALUE, _FORMULA, _LINK_OF = attrgetter("value"), attrgetter("formula"), attrgetter("link")


@dataclass(frozen=True)
class Column:
    """A column of a list: title, width in Chinese characters; `long` text starts at the left edge and wraps."""

    title: str
    width: float
    long: bool = False

    @property
    def units(self) -> float:
        """The width in Excel's units: a Chinese character takes two of them, the padding one."""
        return self.width * 2 + 1


class Painter:
    """Writes cells of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Write into this open workbook."""
        self.book = book
        self._styles = Styles(book)
        self._made: dict[tuple[str, str, bool, bool], str] = {}

    def put(self, sheet: Rows, place: tuple[int, int], cell: Cell, *, long: bool = False) -> None:
        """Write one cell at (row, column), counted from 0; an empty one keeps its frame and fill."""
        self.lead(sheet, place, cell)
        sheet.lay(place, self.ink(sheet, cell, long=long))

    def lead(self, sheet: Rows, place: tuple[int, int], cell: Cell) -> None:
        """Let the place lead where the cell does, if anywhere; the cell itself is to be put there."""
        if cell.link:
            link(sheet, (place[0] + 1, place[1] + 1), cell.link, cell.tip)

    def ink(self, sheet: Rows, cell: Cell, *, long: bool = False) -> str:
        """The XML of a cell behind its place, see `Rows.ink`; its link is not in it."""
        style = self._style(cell, long=long)
        return sheet.formula(cell.formula, cell.value, style) if cell.formula else sheet.ink(cell.value, style)

    def columns(
        self, sheet: Rows, top: int, long: Sequence[bool], columns: Iterable[Sequence[Cell]]
    ) -> Iterator[tuple[str, ...]]:
        """The cells of each row from row `top` (counted from 0) and column A on, for `Rows.lay_rows`.

        Their links are in place. What many cells of a column have alike is made once.
        """
        return zip(*(
            self._column(sheet, (top, place), cells, long=left)
            for place, (cells, left) in enumerate(zip(columns, long, strict=True))
        ), strict=True)

    def _column(self, sheet: Rows, top: tuple[int, int], cells: Sequence[Cell], *, long: bool) -> Iterator[str]:
        """The cells of a column whose first one stands at `top`."""
        def ink(cell: Cell) -> str:
            return cell_of(top[1], self.ink(sheet, cell, long=long))

        def single(row: int, key: tuple[type, Cell]) -> str:
            cell = key[1]
            if cell.link:
                self.lead(sheet, (row, top[1]), cell)
            return ink(cell) if cell.link or cell.formula else made[key]

        made: Once[tuple[type, Cell], str] = Once(lambda key: ink(key[1]))
        keys = zip(map(type, map(_VALUE, cells)), cells, strict=True)  # 1 and True are equal
        if any(map(_LINK_OF, cells)) or any(map(_FORMULA, cells)):
            return map(single, count(top[0]), keys)
        return map(made.__getitem__, keys)

    def _style(self, cell: Cell, *, long: bool) -> str:
        number, value = "", cell.value
        if value is None or type(value) is str:
            pass
        elif isinstance(value, date):
            number = DATE
        elif isinstance(value, int | float):
            number = number_format(value, cell.places, cell.least)
            number = f"+{number};-{number};0" if cell.signed else number
        key = (cell.look, number, bool(cell.link) and not cell.tip, long)
        try:
            return self._made[key]
        except KeyError:
            shown = [_LONG] * long + [_LINK] * key[2] + [{"num_format": number}] * bool(number)
            return self._made.setdefault(key, style_of(self._styles.of(_BODY, LOOKS[cell.look], *shown)))

    def group(self, sheet: Rows, row: int, columns: tuple[int, int], title: str) -> None:
        """Write a group's heading over the columns from first to last."""
        self.merged(sheet, row, columns, Cell(title, "group"))

    def merged(self, sheet: Rows, row: int, columns: tuple[int, int], cell: Cell) -> None:
        """Write one cell over the columns from first to last."""
        if columns[0] < columns[1]:
            sheet.merge_range(row, columns[0], row, columns[1], "", self._styles.of(_BODY, LOOKS[cell.look]))
        self.put(sheet, (row, columns[0]), cell)

    def name(self, sheet: Rows, name: str, area: tuple[int, int, int, int]) -> None:
        """Give the cells from (row, column) to (row, column), counted from 0, a name for formulas (see defined)."""
        self.book.define_name(defined(name), f"={quoted(sheet.get_name())}!{absolute(*area[:2])}:{absolute(*area[2:])}")

    def framed(self, sheet: Rows, area: tuple[int, int, int, int]) -> None:
        """Give the empty cells of an area their frame without writing each."""
        style = self._styles.of({"border": 1, "border_color": _BODY["border_color"]})
        sheet.conditional_format(*area, {"type": "blanks", "format": style})

    def free(self, sheet: Rows, row: int, columns: Sequence[Column], text: str) -> None:
        """Write a line of text without a frame over all these columns, as high as it needs."""
        style = self._styles.of(_BODY, _LONG, {"border": 0})
        if len(columns) > 1:
            sheet.merge_range(row, 0, row, len(columns) - 1, "", style)
        sheet.lay((row, 0), sheet.ink(text, style_of(style)))
        sheet.set_row(row, row_height([(Column("", sum(column.width for column in columns)), Cell(text))]))

    def loose(self, sheet: Rows, place: tuple[int, int], text: str) -> None:
        """Write a text without a frame that runs over the empty cells beside it."""
        style = self._styles.of(_BODY, _LONG, {"border": 0, "text_wrap": False})
        sheet.lay(place, sheet.ink(text, style_of(style)))

    def sign(self, sheet: Rows, row: int, columns: Sequence[Column]) -> None:
        """Write the line that is signed and stamped below a table of these columns, with room for a pen."""
        room = int(sum(column.width for column in columns)) - len("".join(SIGNED)) - 1
        self.free(sheet, row, columns, ("　" * max(2, room // len(SIGNED))).join(SIGNED))
        sheet.set_row(row, SIGNED_HEIGHT)

    def table(self, sheet: Rows, top: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
        """Write a header and rows from row `top` (from 0) on, each as high as its text; gives the row below."""
        heads = [Cell(column.title, "head") for column in columns]
        for place, head in enumerate(heads):
            self.put(sheet, (top, place), head)
        sheet.set_row(top, row_height(zip(columns, heads, strict=True)))
        return sheet.lay_rows(top + 1, len(columns), self._rows(sheet, top + 1, columns, rows))

    def _rows(
        self, sheet: Rows, top: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]],
    ) -> Iterator[tuple[float, tuple[str, ...]]]:
        """The height and the cells of each row, its links are in place."""
        long = [column.long for column in columns]
        for start in range(0, len(rows), AT_ONCE):
            cells = [*zip(*rows[start:start + AT_ONCE], strict=True)]
            counts = (counted(map(_VALUE, those), column) for those, column in zip(cells, columns, strict=True))
            heights = map(height_of, map(max, zip(*counts, strict=True)))
            yield from zip(heights, self.columns(sheet, top + start, long, cells), strict=True)


def absolute(row: int, column: int) -> str:
    """A cell's address in formulas, from places counted from 0: (4, 7) → $H$5."""
    return f"${column_letter(column + 1)}${row + 1}"


def defined(title: str) -> str:
    """The name for formulas of a title: its tag, with a _ before what Excel would take for a cell (A1, R1C1, TRUE)."""
    name = form.tag(title)
    return f"_{name}" if _CELL.fullmatch(name) else name


def set_widths(sheet: Rows, columns: Sequence[Column]) -> None:
    """Give each column its width."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.units)


def set_page(sheet: Rows, title: str, *, large: bool = False, foot: str = "") -> None:
    """Landscape A4 (A3 if `large`), the title above each page, page numbers below, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(8 if large else 9)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    sheet.set_header('&C&"宋体,Bold"&16' + title.replace("&", "&&"), {"margin": 0.35})
    sheet.set_footer('&L&"宋体"&9' + foot.replace("&", "&&") + '&R&"宋体"&9第 &P 页，共 &N 页', {"margin": 0.3})
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)


def row_height(cells: Iterable[tuple[Column, Cell]]) -> float:
    """The height in points that shows every wrapped line."""
    texts = [(cell.value, column.units) for column, cell in cells if isinstance(cell.value, str)]
    return height_of(max((lines(text, width) for text, width in texts), default=1))


def counted(values: Iterable[Value], column: Column) -> Iterator[int]:
    """How many lines each value takes."""
    made: Once[Value, int] = Once(lambda value: lines(value, column.units) if isinstance(value, str) else 1)
    return map(made.__getitem__, values)


def height_of(count: int) -> float:
    """The height in points of a row with so many lines."""
    return min(6.0 + 14.0 * count, TALLEST)


@lru_cache(maxsize=8192)
def number_format(value: float, most: int = 2, least: int = 0) -> str:
    """At most `most` decimals, no trailing zeros, yet `least`; more where 99.996 would show as 100 or 0.001 as 0."""
    places = max(least, _needed(value, most))
    while places < 6 and value not in (0, 100) and round(value, places) in (0, 100):
        places += 1
    return "0." + "0" * places if places else "0"


def decimals(values: Iterable[Any], most: int = 2) -> int:
    """How many decimals the numbers among the values show at most: those of the one that needs most of them."""
    numbers = {value for value in values if isinstance(value, (int, float)) and not math.isnan(value)}
    return max((_needed(value, most) for value in numbers), default=0)


def _needed(value: float, most: int) -> int:
    """The decimals of a value rounded to `most` of them, without trailing zeros."""
    shown = round(value, most)
    return next((count for count in range(most) if abs(shown - round(shown, count)) < 1e-9), most)
