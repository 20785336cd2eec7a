"""One value into one cell, as what it is: text is never taken for a formula, link or markup."""

import math
from datetime import date, datetime, time, timedelta

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
CUT = "…（超长，已截断）"
_FIRST_DAY = date(1901, 1, 1)


def put(sheet: Worksheet, address: tuple[int, int], value: object, look: Format) -> None:
    """Write a value at a 1-based (row, column); None, "" and NaN leave an empty cell with its look.

    Text longer than Excel's 32,767 UTF-16 units is cut and ends in CUT. Days before 1901, which Excel cannot count,
    and negative durations are written as text. ValueError: the address lies outside a sheet.
    """
    row, column = address[0] - 1, address[1] - 1
    match value:
        case None | "":
            code = sheet.write_blank(row, column, None, look)
        case bool():
            code = sheet.write_boolean(row, column, value, look)
        case int() | float():
            finite = math.isfinite(value)
            code = sheet.write_number(row, column, value, look) if finite else sheet.write_blank(row, column, "", look)
        case date() | time() | timedelta() if _countable(value):
            code = sheet.write_datetime(row, column, value, look)
        case _:
            code = _put_text(sheet, (row, column), fitting(str(value)), look)
    if code:
        raise ValueError(f"cell {address} of {sheet.get_name()}: XlsxWriter answered {code}")


def fitting(text: str) -> str:
    """The text as a cell can hold it: no lone surrogates, at most LONGEST UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > LONGEST * 2:
        units = units[: (LONGEST - len(CUT)) * 2] + CUT.encode("utf-16-le")
    return units.decode("utf-16-le", "replace")


def _put_text(sheet: Worksheet, place: tuple[int, int], text: str, look: Format) -> int:
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter would copy this unescaped into the file
        return int(sheet.write_rich_string(*place, text[:1], look, text[1:], look))
    return int(sheet.write_string(*place, text, look))


def _countable(value: date | time | timedelta) -> bool:
    if isinstance(value, timedelta):
        return value >= timedelta()
    if isinstance(value, time):
        return True
    return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY
