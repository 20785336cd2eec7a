"""Every workbook we write: what a cell may hold, colours, date format and widths; `book` writes them."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from shuzhi.model.sheet import LONGEST
from shuzhi.model.words import Level

__all__ = [
    "CUT", "DATE", "FIRST_DAY", "LEVELS", "LONGEST", "SONG", "TALLEST", "Look", "countable", "day_of", "fitting",
    "lines", "serial", "spelled", "units",
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
CUT = "…（超长，已截断）"
TALLEST = 409.0  # Excel's highest row, in points
FIRST_DAY = date(1901, 1, 1)  # Excel counts the two months of 1900 otherwise than the others
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a workbook have no time zone
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, section 2.2
_SPELLED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")  # what a reader would take for a character written as a number


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
