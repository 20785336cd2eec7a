"""Sheets and shared texts as programs usually write them, read by patterns; all else goes the strict road of expat.

What the patterns take is taken out of the part; the rest, with a sample of what was taken, still goes the strict road:
a part passes here only if it passes there, with the same result.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, compress, pairwise, repeat
from operator import itemgetter, lt

from shuzhi.intake.cells import Cells, column_number, scan
from shuzhi.intake.markup import plain, stream
from shuzhi.intake.shared import Texts, texts
from shuzhi.intake.table import Content, Table

# What has matched once is never tried otherwise: nothing that follows could be part of it.
_FORMULA = (
    rb'(?:<f(?: aca="false")?+(?: t="(?:array|shared)")?+(?: ref="[A-Z0-9:]{1,20}+")?+(?: si="[0-9]{1,9}+")?+'
    rb"(?:/>|>[^<]*+</f>))?+"
)
_NUMBER = rb"-?+[0-9]{1,17}+(?:\.[0-9]{1,20}+)?+(?:E[+-]?+[0-9]{1,2}+)?+"
_BLANK = rb'(?:<c r="[A-Z]{1,3}+[1-9][0-9]{0,5}+"(?: s="[0-9]{1,9}+")?+/>)*+'
# Groups: its column and row; cell format; index of a text; number; text of a formula. Blank cells may follow.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}+)([0-9]++)"(?: s="([0-9]{1,9}+)")?+(?: t="s"><v>([0-9]{1,9}+)|(?: t="n")?+>' + _FORMULA
    + rb"<v>(" + _NUMBER + rb')| t="str">' + _FORMULA + rb"<v>([^<]*+))</v></c>" + _BLANK
)
# Of a table without these cells. Groups: number; other attributes, whatever they are; where the row's cells were.
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6}+)"((?: (?!r=|xmlns)[A-Za-z0-9:]{1,30}+="[ !#-%\'-;=?-~]{0,60}+")*+)(?:/>|>'
    + _BLANK + rb"(&?)</row>)"
)
_WORDS = re.compile(rb">([^<]+)<")
_LOOK = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
# What differs from workbook to workbook above a table, and nobody hears.
_USED = re.compile(rb'<dimension ref="[A-Z]{1,2}[1-9][0-9]{0,5}(?::[A-Z]{1,2}[1-9][0-9]{0,5})?"')
_CHOSEN = re.compile(rb' (activeCell|sqref|topLeftCell|min|max|width|style)="[A-Z0-9:.]{1,21}"')
_ALIKE = re.compile(rb'(<col(?: [A-Za-z]{1,20}="[^<>"]{0,40}")++ ?/>)\1+')
_FIRST, _LAST, _KEPT = "<si><t>", "</t></si>", "\1"  # of a shared text; the mark is no sign of XML
_READING = re.compile('</t><phoneticPr fontId="[0-9]{1,4}" type="noConversion"/></si>')
_COUNTED = re.compile(rb'( (?:count|uniqueCount))="[0-9]{1,9}"')
_OTHERWISE = ("&", "\r", "_x")  # where one stands, a text may not be what is written (22.9.2.19: signs by number)
_SMALL = 20_000  # bytes
_WIDEST = 100  # cells in a row of people's hands


def usual_cells(pieces: Iterable[bytes]) -> Cells:
    """What `scan` finds in a sheet part. Raises Refused."""
    part = b"".join(pieces).replace(b"<sheetData/>", _BEGIN + _END)
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or part.count(b"sheetData") != 2:  # nor in a comment, where no table begins
        return scan([part])
    head, tail = _USED.sub(b'<dimension ref="A1"', part[: begin + len(_BEGIN)], 1), part[end:]
    if b"activeCell" in head or b"<cols>" in head:
        head = _ALIKE.sub(rb"\1", _CHOSEN.sub(rb' \1="A1"', head))
    taken = _taken(head, part[begin + len(_BEGIN) : end], tail)
    if taken is None:
        return scan([part])
    cells, sample = taken
    frame = head + sample + tail
    cells.merges = merges_around(frame) if len(frame) <= _SMALL else merges_around.__wrapped__(frame)
    return cells


def usual_texts(pieces: Iterable[bytes]) -> Texts:
    """What `texts` finds in a part of shared texts. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    written = _written(plain(part[begin:end]) or "") if 0 <= begin < end else ()
    head, tail = _COUNTED.sub(rb'\1="0"', part[:begin], 2), part[end:]
    count = _count if len(head) + len(tail) <= _SMALL else _count.__wrapped__
    if not written or count(head + tail) or count(head + b"<si/>" + tail) != 1:
        return texts([part])
    return Texts(len(written), _known(written), head + tail)


def _written(body: str) -> Sequence[str]:
    """The texts as they are written, those that keep the blanks around them behind _KEPT; none for any other body."""
    if "<phonetic" in body:
        body = _READING.sub("</t></si>", body)
    body = body.replace('<si><t xml:space="preserve">', _FIRST + _KEPT)
    if not (body.startswith(_FIRST) and body.endswith(_LAST)):
        return ()
    found = body[len(_FIRST) : -len(_LAST)].split(_LAST + _FIRST)
    return found if body.count("<") == len(found) * (_LAST + _FIRST).count("<") else ()


def _known(written: Sequence[str]) -> Sequence[str | None]:
    """Each text that is what is written; None for any other: none, references, ends of lines, blanks around it."""
    joined = "\0".join(written)
    odd = [mark for mark in _OTHERWISE if mark in joined]
    if not odd and _KEPT not in joined and "" not in written and list(map(str.strip, written)) == written:
        return written
    bare = [one.removeprefix(_KEPT) for one in written]
    return [
        text if text and (text != one or text.strip(" \t\n") == text) and not any(map(text.__contains__, odd)) else None
        for one, text in zip(written, bare, strict=True)
    ]


def _taken(head: bytes, table: bytes, tail: bytes) -> tuple[Cells, bytes] | None:
    """The cells of a table, and a sample of what only expat can judge; None where the patterns do not take it whole."""
    found = _CELL.split(table)
    gaps, letters, digits, styles, indices, stored, results = (found[at::7] for at in range(_CELL.groups + 1))
    if len(gaps) > 1 and not (gaps[0] and gaps[-1]):
        return None
    ends = [at for at, gap in enumerate(gaps) if gap]
    rows = _ROW.split(b"&".join([gaps[at] for at in ends]))
    numbers, marks = rows[1::4], rows[3::4]
    order = list(map(int, numbers))
    filled = list(compress(numbers, marks))
    if any(rows[::4]) or not _is_ordered(order) or len(filled) != max(len(ends) - 1, 0):
        return None
    columns = _columns(filled, ends, letters, digits)
    if columns is None:
        return None
    lines = list(zip(compress(order, marks), columns, strict=True))
    contents: list[Content] = [
        int(index) if index else (style, number) if number else result
        for style, index, number, result in zip(styles, indices, stored, results, strict=True)
    ]
    cells = Cells(table=Table(head, tail, lines, contents))
    if lines:
        cells.rows, cells.columns = lines[-1][0], max(map(itemgetter(-1), columns)) + 1
        cells.style = max(map(int, {*styles} - {None}), default=0)
        cells.text = max([one for one in contents if type(one) is int], default=-1)
        cells.bare = None in compress(styles, stored)
        if b"<v>-" in table:
            places = ((row, column + 1) for row, own in lines for column in own)
            pairs = zip(places, stored, strict=True)
            cells.negative = {at for at, number in pairs if number and number.startswith(b"-")}
    if (b"</f>" in table or b' t="str"' in table) and plain(table) is None:
        stream([b"<v>" + b"\n".join({*_WORDS.findall(table)}) + b"</v>"])
    return cells, b"".join(sorted({_look(look) for look in {*rows[2::4]}}))


def _columns(
    numbers: Sequence[bytes], ends: Sequence[int], letters: Sequence[bytes], digits: Sequence[bytes]
) -> list[tuple[int, ...]] | None:
    """The columns of the rows of these numbers, each from one end to the next; None where cells are in no order."""
    own = [tuple(letters[begin:end]) for begin, end in pairwise(ends)]
    counts = list(map(len, own))
    if digits != list(chain.from_iterable(map(repeat, numbers, counts))):
        return None
    found = list(map(_counted if max(counts, default=0) <= _WIDEST else _counted.__wrapped__, own))
    return found if all(found) else None


@lru_cache(maxsize=2_048)
def _counted(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    """The 0-based columns of cells in order; none where they are in no order."""
    columns = tuple([column_number(column.decode()) - 1 for column in letters])
    return columns if _is_ordered(columns) else ()


def _is_ordered(numbers: Sequence[int]) -> bool:
    return all(map(lt, numbers, numbers[1:]))


@lru_cache(maxsize=256)
def _look(attributes: bytes) -> bytes:
    """A row of these attributes, whatever they say."""
    return b"<row%b/>" % b"".join(b' %b=""' % name for name in _LOOK.findall(attributes))


@lru_cache(maxsize=256)
def merges_around(frame: bytes) -> int:
    """The merged ranges of a sheet by what stands around its table, which is the same in workbook after workbook."""
    return scan([frame]).merges


@lru_cache(maxsize=64)
def _count(part: bytes) -> int:
    return texts([part]).count
