"""Sheets and shared texts as programs usually write them, read by patterns; all else goes the strict road of expat.

What the patterns take is taken out of the part; the rest, with a sample of what was taken, still goes the strict road:
a part passes here only if it passes there, with the same result.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from shuzhi.intake.cells import Cells, column_number, scan
from shuzhi.intake.shared import texts

_CONTENT, _NOTHING = b"\x01", b"\x02"  # in place of a cell: no XML has these bytes
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,9}")?/>')
_FORMULA = (
    rb'(?:<f(?: aca="false")?(?: t="(?:array|shared)")?(?: ref="[A-Z0-9:]{1,20}")?(?: si="[0-9]{1,9}")?'
    rb"(?:/>|>([^<\x02]*)</f>))?"
)
# Groups: letters and row of the address, cell format; index of a text; formula, number; formula, text.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?:'
    rb' t="s"><v>([0-9]{1,9})</v>'
    rb'|(?: t="n")?>' + _FORMULA + rb'<v>(-?[0-9]{1,17}(?:\.[0-9]{1,20})?(?:E[+-]?[0-9]{1,2})?)</v>'
    rb'| t="str">' + _FORMULA + rb"<v>([^<\x02]*)</v>"
    rb")</c>"
)
_STEP = _CELL.groups + 1
# Groups: number; other attributes, whatever they are; what stands in place of its cells.
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"((?: (?!r=)[A-Za-z0-9:]{1,30}="[^"<>&]{0,60}")*)(?:/>|>([\x01\x02]*)</row>)'
)
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_WIDEST = 500  # cells in a row of people's hands
_TEXT = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def usual_cells(pieces: Iterable[bytes]) -> Cells:
    """What `scan` finds in a sheet part. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or part.count(b"sheetData") != 2:  # nor in a comment, where no table begins
        return scan([part])
    taken = _taken(part[begin + len(_BEGIN) : end])
    if taken is None:
        return scan([part])
    cells, sample = taken
    cells.merges = scan([part[:begin] + _BEGIN + sample + part[end:]]).merges
    return cells


def usual_texts(pieces: Iterable[bytes]) -> int:
    """What `texts` finds in a part of shared texts. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    found = _TEXT.split(part[begin:end])
    if 0 <= begin < end and not any(found[::2]):
        sample = b"<si><t>" + b"\n".join(found[1::2]) + b"</t></si>"
        if texts([part[:begin] + sample + part[end:]]) == 1:
            return len(found) // 2
    return texts([part])


def _taken(table: bytes) -> tuple[Cells, bytes] | None:
    """The cells of a table, and a sample of what only expat can judge; None where the patterns do not take it whole."""
    found = _CELL.split(_BLANK.sub(_NOTHING, table))
    rows = _ROW.split(_CONTENT.join(found[::_STEP]))
    odd = _CONTENT in table or _NOTHING in table or any(rows[::4])
    if odd or not _is_ordered(list(map(int, rows[1::4]))):
        return None
    letters, styles, numbers = found[1::_STEP], found[3::_STEP], found[6::_STEP]
    cells, place = Cells(), 0
    for number, own in zip(rows[1::4], rows[3::4], strict=True):
        count = own.count(_CONTENT) if own else 0
        if count:
            width = _width(tuple(letters[place : place + count])) if count <= _WIDEST else 0
            if not width or found[2 + place * _STEP : 2 + (place + count) * _STEP : _STEP] != [number] * count:
                return None
            place, cells.columns = place + count, max(cells.columns, width)
    if letters:
        cells.rows = int(found[-_STEP + 1])
        cells.style = max(map(int, filter(None, styles)), default=0)
    cells.text = max(map(int, filter(None, found[4::_STEP])), default=-1)
    cells.bare = None in styles and any(number and not style for style, number in zip(styles, numbers, strict=True))
    if b"<v>-" in table:
        places = zip(found[2::_STEP], letters, numbers, strict=True)
        cells.negative = {
            (int(row), column_number(column.decode()))
            for row, column, number in places if number and number.startswith(b"-")
        }
    looks = b"".join(b"<row%b/>" % look for look in set(rows[2::4]))
    return cells, looks + b"\n".join(filter(None, (*found[5::_STEP], *found[7::_STEP], *found[8::_STEP])))


@lru_cache(maxsize=256)
def _width(letters: tuple[bytes, ...]) -> int:
    """The last of columns in order; 0 where they are in none."""
    columns = [column_number(column.decode()) for column in letters]
    return columns[-1] if _is_ordered(columns) else 0


def _is_ordered(numbers: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))
