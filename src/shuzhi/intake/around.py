"""What the reader says of a sheet without its cells, which is the same in workbook after workbook."""

import io
from collections.abc import Iterable
from functools import lru_cache

from python_calamine import CalamineWorkbook

from shuzhi.intake.gate import MOST_COLUMNS
from shuzhi.intake.markup import MAIN
from shuzhi.model.sheet import Area
from shuzhi.zipped import member, stored, zipped

Range = tuple[tuple[int, int], tuple[int, int]]  # 0-based: row and column of its first cell, of its last
_SMALL = 20_000  # bytes
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
)
_SHEETS = f"""<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">
<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_BOOK = (
    member("_rels/.rels", (_LINKS % ("officeDocument", "xl/workbook.xml")).encode()),
    member("xl/_rels/workbook.xml.rels", (_LINKS % ("worksheet", "worksheets/sheet1.xml")).encode()),
    member("xl/workbook.xml", _SHEETS.encode()),
)


def areas(ranges: Iterable[Range], rows: int) -> tuple[Area, ...]:
    """Merged ranges, sorted; what is no range, one cell, or reaches beyond what the gate allows is left out."""
    found = (Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    return tuple(sorted(
        area for area in found
        if area.first_row <= area.last_row <= rows and area.first_column <= area.last_column <= MOST_COLUMNS
        and area[:2] != area[2:]
    ))


def merged(head: bytes, tail: bytes, rows: int) -> tuple[Area, ...]:
    """The merged ranges of a sheet by what stands before and behind its cells.

    Raises:
        CalamineError, or a panic of the Rust library: the reader does not take it.
    """
    return (_merged if len(head) + len(tail) <= _SMALL else _merged.__wrapped__)(head + tail, rows)


@lru_cache(maxsize=256)
def _merged(part: bytes, rows: int) -> tuple[Area, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(zipped([*_BOOK, stored("xl/worksheets/sheet1.xml", part)]))) as book:
        return areas(book.get_sheet_by_index(0).merged_cell_ranges or (), rows)
