"""A workbook while XlsxWriter writes it: opened with a fixed date, its formats, cells and links."""

import math
import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from io import BytesIO
from urllib.parse import quote

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from shuzhi.spreadsheet import Look, countable, fitting
from shuzhi.spreadsheet.formulas import Sheet

__all__ = ["Format", "Styles", "Workbook", "Worksheet", "link", "open_book", "put"]

LONGEST_TIP = 255  # Excel's limit, in UTF-16 units
_ESCAPED = re.compile(r'[%#"<>\[\]^`{}\s]')  # of a path in a link


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


def _put_text(sheet: Worksheet, place: tuple[int, int], text: str, look: Format) -> int:
    if not text:
        return int(sheet.write_blank(*place, None, look))
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter would copy this unescaped into the file
        return int(sheet.write_rich_string(*place, text[:1], look, text[1:], look))
    return int(sheet.write_string(*place, text, look))
