"""Every workbook we write: one home of XlsxWriter, of what a cell may hold, of colours, date format and widths."""

import math
import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from shuzhi.model.sheet import LONGEST
from shuzhi.model.words import Level
from shuzhi.spreadsheet.formulas import Sheet

__all__ = [
    "CUT", "DATE", "FIRST_DAY", "LEVELS", "LONGEST", "SONG", "TALLEST", "Format", "Look", "Styles", "Workbook",
    "Worksheet", "countable", "day_of", "fitting", "lines", "link", "open_book", "put", "serial", "spelled", "units",
]

Look = Mapping[str, str | int | float | bool]

SONG = "宋体"
DATE = "yyyy-m-d"
# The fill of a level; the words of it stand beside or in a comment, so that a black and white print loses nothing.
LEVELS: Mapping[Level, Look] = {
    Level.ERROR: {"bg_color": "#FFABAB", "font_color": "#000000"},
    Level.WARNING: {"bg_color": "#FFF0A0", "font_color": "#000000"},
    Level.NOTICE: {"bg_color": "#CFE5FA", "font_color": "#000000"},
}
LONGEST_TIP = 255  # Excel's limit, in UTF-16 units
CUT = "…（超长，已截断）"
TALLEST = 409.0  # Excel's highest row, in points
FIRST_DAY = date(1901, 1, 1)  # Excel counts the two months of 1900 otherwise than the others
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a workbook have no time zone
_ESCAPED = re.compile(r'[%#"<>\[\]^`{}\s]')  # of a path in a link
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, section 2.2
_SPELLED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")  # what a reader would take for a character written as a number


class Styles:
    """The formats of one workbook; the same look is made once."""

    def __init__(self, book: Workbook) -> None:
        """Formats are added to `book` as they are asked for."""
        self._book = book
        self._made: dict[tuple[tuple[str, str | int | float | bool], ...], Format] = {}

    def of(self, *looks: Look) -> Format:
        """The format of looks laid over each other, the last one on top."""
        whole = {name: value for look in looks for name, value in look.items()}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


def open_book(
    target: BytesIO, properties: Mapping[str, str], made: date, options: Mapping[str, object] | None = None
) -> Workbook:
    """A workbook in memory, written to `target` when closed; the same content always gives the same bytes.

    properties  title and author
    made        stands as its date, because a file that differs only by its minute would be no copy
    options     XlsxWriter's own, such as default_row_height
    """
    book = Workbook(target, deepcopy({"in_memory": True, **(options or {})}))  # XlsxWriter adds to what it is given
    book.worksheet_class = Sheet
    book.set_properties({**properties, "created": datetime.combine(made, time())})
    return book


def put(sheet: Worksheet, address: tuple[int, int], value: object, look: Format) -> None:
    """Write a value at a 1-based (row, column); None, "" and NaN leave an empty cell with its look.

    Text stays text, never a formula, link or markup, as far as `fitting` lets it. Days before 1901, which Excel cannot
    count, and negative durations are written as text. ValueError: the address lies outside a sheet.
    """
    row, column = address[0] - 1, address[1] - 1
    match value:
        case None:
            code = sheet.write_blank(row, column, None, look)
        case bool():
            code = sheet.write_boolean(row, column, value, look)
        case int() | float():
            finite = math.isfinite(value)
            code = sheet.write_number(row, column, value, look) if finite else sheet.write_blank(row, column, "", look)
        case date() | time() | timedelta() if countable(value):
            code = sheet.write_datetime(row, column, value, look)
        case _:
            code = _put_text(sheet, (row, column), fitting(str(value)), look)
    if code:
        raise ValueError(f"cell {address} of {sheet.get_name()}: XlsxWriter answered {code}")


def link(sheet: Worksheet, address: tuple[int, int], target: str, tip: str = "") -> None:
    """Make a 1-based (row, column) lead to `target`; write its value with `put` afterwards.

    target  external:报告/石井村/述职报告.docx (beside the workbook) or internal:'核对结果'!A5
    tip     what a pointer on it is told, as far as LONGEST_TIP
    ValueError: the address lies outside a sheet, the target is too long or the sheet has 65,530 links already.
    """
    row, column = address[0] - 1, address[1] - 1
    inside = target.startswith("internal:")
    url = Url(target if inside else _ESCAPED.sub(lambda found: quote(found[0]), target))
    url.text = "→"  # the value is written over it
    url.tip = tip if len(tip.encode("utf-16-le")) <= LONGEST_TIP * 2 else tip[:LONGEST_TIP // 2] + "…"
    # XlsxWriter's backslashes lead nowhere in WPS and LibreOffice on Linux.
    url._relationship_link = url._relationship_link.replace("\\", "/")  # noqa: SLF001 - there is no other way
    if sheet.write_url(row, column, url):
        raise ValueError(f"cell {address} of {sheet.get_name()}: no link to {target}")


def fitting(text: str) -> str:
    """The text as a cell can hold it: without characters XML forbids, half ones as �, ending in CUT if too long."""
    if text.isprintable() and len(text) <= LONGEST // 2:  # nearly every text: nothing forbidden, nothing too long
        return text
    raw = _ILLEGAL.sub("", text).encode("utf-16-le", "surrogatepass")
    if len(raw) > LONGEST * 2:
        whole = raw[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore")
        return whole + CUT
    return raw.decode("utf-16-le", "replace")


def spelled(text: str) -> str:
    """A fitting text as the XML of a workbook has it (ECMA-376 part 1, 22.9.2.19): _x0041_ stays these seven signs."""
    return _SPELLED.sub("_x005F_", text).replace("\r", "_x000D_")


def units(text: str) -> int:
    """Width of a text in digits, Excel's unit of a column: a Chinese character takes two."""
    return sum(map(_DIGITS.__getitem__, text))


class _Digits(dict[str, int]):
    """Character → its width; looked up a hundred thousand times."""

    def __missing__(self, char: str) -> int:
        """Looked up once."""
        return self.setdefault(char, 2 if unicodedata.east_asian_width(char) in "WFA" else 1)


_DIGITS = _Digits()


def lines(text: str, width: float) -> int:
    """Number of lines a text takes in a column of that Excel width: WPS and LibreOffice leave the height to us."""
    if len(text) * 2 <= width - 1 and "\n" not in text:  # nearly every text: short, whatever its characters
        return 1
    return _lines(text, width)


@lru_cache(maxsize=8192)
def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(units(line) / max(width - 1, 2))) for line in text.split("\n"))


def _put_text(sheet: Worksheet, place: tuple[int, int], text: str, look: Format) -> int:
    if not text:
        return int(sheet.write_blank(*place, None, look))
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter would copy this unescaped into the file
        return int(sheet.write_rich_string(*place, text[:1], look, text[1:], look))
    return int(sheet.write_string(*place, text, look))


def countable(value: date | time | timedelta) -> bool:
    """Whether Excel can count it: no day before 1901, no negative duration."""
    if isinstance(value, timedelta):
        return value >= timedelta()
    if isinstance(value, time):
        return True
    return (value.date() if isinstance(value, datetime) else value) >= FIRST_DAY


def serial(value: date | time | timedelta) -> float:
    """The number that stands in a cell for a `countable` day, moment or span: days, whole ones as int."""
    match value:
        case datetime():
            span = value.replace(tzinfo=None) - _DAY_ZERO
        case date():
            return value.toordinal() - _DAY_ZERO.toordinal()
        case time():
            span = datetime.combine(_DAY_ZERO, value.replace(tzinfo=None)) - _DAY_ZERO
        case _:
            span = value
    days = span / timedelta(days=1)
    return int(days) if days.is_integer() else days


def day_of(number: float) -> date:
    """The day that a number stands for; the opposite of `serial`."""
    return (_DAY_ZERO + timedelta(days=int(number))).date()
