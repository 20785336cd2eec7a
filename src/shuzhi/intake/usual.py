"""Sheets and shared texts as programs usually write them, read by patterns; all else goes the strict road of expat.

What the patterns take is taken out of the part; the rest, with a sample of what was taken, still goes the strict road:
a part passes here only if it passes there, with the same result.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import lt

from shuzhi.intake.cells import Cells, column_number, scan
from shuzhi.intake.markup import stream
from shuzhi.intake.shared import Texts, texts
from shuzhi.intake.table import WIDE, Content, Table

_FORMULA = (
    rb'(?:<f(?: aca="false")?(?: t="(?:array|shared)")?(?: ref="[A-Z0-9:]{1,20}")?(?: si="[0-9]{1,9}")?'
    rb"(?:/>|>[^<]*</f>))?"
)
_NUMBER = rb"-?[0-9]{1,17}(?:\.[0-9]{1,20})?(?:E[+-]?[0-9]{1,2})?"
# Groups: number; other attributes, whatever they are; the cells, each of that row.
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"((?: (?!r=|xmlns)[A-Za-z0-9:]{1,30}="[ !#-%\'-;=?-~]{0,60}")*)(?:/>|>('
    rb'(?:<c r="[A-Z]{1,3}\1"(?: s="[0-9]{1,9}")?(?:/>|(?: t="s"><v>[0-9]{1,9}|(?: t="n")?>' + _FORMULA + rb"<v>"
    + _NUMBER + rb'| t="str">' + _FORMULA + rb"<v>[^<]*)</v></c>))*)</row>)"
)
# In rows of that pattern. Groups: address, cell format; index of a text; formula, number; formula, text.
_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)|(?: t="n")?>(?:<f[^>]*>([^<]*)(?:</f>)?)?<v>([^<]+)'
    rb'| t="str">(?:<f[^>]*>([^<]*)(?:</f>)?)?<v>([^<]*))<'
)
_LOOK = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
# What differs from workbook to workbook above a table, and nobody hears.
_PLACE = re.compile(
    rb'(<dimension ref|activeCell|sqref|topLeftCell|xr:uid)="(?:[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?'
    rb'|\{[0-9A-Fa-f-]{36}\})"'
)
# Groups: whether blanks around it count; a text.
_TEXT = re.compile(
    r'<si><t( xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr fontId="[0-9]{1,4}" type="noConversion"/>)?</si>'
)
# Where one of these stands, a text may not be what is written: references, ends of lines, signs by number (22.9.2.19),
# blanks around it, which count only where it says so.
_BLANK = " \t\n"
_OTHERWISE = ("&", "\r", "_x", *(f"<t>{blank}" for blank in _BLANK), *(f"{blank}</t>" for blank in _BLANK))
_SMALL = 20_000  # bytes


def usual_cells(pieces: Iterable[bytes]) -> Cells:
    """What `scan` finds in a sheet part. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or part.count(b"sheetData") != 2:  # nor in a comment, where no table begins
        return scan([part])
    head, tail = part[: begin + len(_BEGIN)], part[end:]
    taken = _taken(head, part[begin + len(_BEGIN) : end], tail)
    if taken is None:
        return scan([part])
    cells, sample = taken
    frame = _PLACE.sub(rb'\1="A1"', head) + sample + tail
    cells.merges = _merges(frame) if len(frame) <= _SMALL else _merges.__wrapped__(frame)
    return cells


def usual_texts(pieces: Iterable[bytes]) -> Texts:
    """What `texts` finds in a part of shared texts. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    try:
        written = part[begin:end].decode()
    except UnicodeDecodeError:
        return texts([part])
    found = _TEXT.split(written)
    if 0 <= begin < end and not any(found[::3]):
        sample = "<si><t>" + "\n".join(found[2::3]) + "</t></si>"
        if texts([part[:begin] + sample.encode() + part[end:]]).count == 1:
            known = found[2::3]
            if any(mark in written for mark in _OTHERWISE):
                known = list(map(_known, known, found[1::3]))
            return Texts(len(known), known, part[:begin] + part[end:])
    return texts([part])


def _known(text: str, kept: str | None) -> str | None:
    """A text that is what is written; None for any other."""
    is_plain = not any(mark in text for mark in _OTHERWISE) and (kept or text.strip(_BLANK) == text)
    return text if is_plain else None


def _taken(head: bytes, table: bytes, tail: bytes) -> tuple[Cells, bytes] | None:
    """The cells of a table, and a sample of what only expat can judge; None where the patterns do not take it whole."""
    rows = _ROW.split(table)
    numbers = list(map(int, rows[1::4]))
    if any(rows[::4]) or not all(map(lt, numbers, numbers[1:])):
        return None
    groups = list(zip(*_CELL.findall(table), strict=True)) or [()] * _CELL.groups
    addresses, styles, texts_, formulas, stored, others, results = groups
    places = list(map(_place, addresses))
    if not all(map(lt, places, places[1:])):
        return None
    contents: list[Content] = [
        int(text) if text else (style, number) if number else result
        for style, text, number, result in zip(styles, texts_, stored, results, strict=True)
    ]
    cells = Cells(table=Table(head, tail, places, contents))
    if places:
        cells.rows, cells.columns = places[-1] // WIDE + 1, max([place % WIDE for place in places]) + 1
        cells.style = max(map(int, {*styles} - {b""}), default=0)
        cells.text = max([one for one in contents if type(one) is int], default=-1)
        cells.bare = any(number and not style for style, number in {*zip(styles, stored, strict=True)})
    if b"<v>-" in table:
        signs = zip(places, stored, strict=True)
        cells.negative = {(place // WIDE + 1, place % WIDE + 1) for place, number in signs if number.startswith(b"-")}
    looks, typed = {_look(look) for look in {*rows[2::4]}}, {*formulas, *others, *results} - {b""}
    if typed:
        stream([b"<v>" + b"\n".join(typed) + b"</v>"])
    return cells, b"".join(sorted(looks))


@lru_cache(maxsize=1 << 14)
def _place(address: bytes) -> int:
    """Where a cell stands (see Table)."""
    letters = address.rstrip(b"0123456789")
    return (int(address[len(letters) :]) - 1) * WIDE + column_number(letters.decode()) - 1


@lru_cache(maxsize=256)
def _look(attributes: bytes) -> bytes:
    """A row of these attributes, whatever they say."""
    return b"<row%b/>" % b"".join(b' %b=""' % name for name in _LOOK.findall(attributes))


@lru_cache(maxsize=256)
def _merges(frame: bytes) -> int:
    """The merged ranges of a sheet by what stands around its table, which is the same in workbook after workbook."""
    return scan([frame]).merges
