"""Sheets and shared texts as programs usually write them, read by patterns; all else goes the strict road of expat.

What the patterns take is taken out of the part; the rest, with a sample of what was taken, still goes the strict road:
a part passes here only if it passes there, with the same result.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from operator import lt
from typing import NamedTuple

from shuzhi.intake.cells import Cells, scan
from shuzhi.intake.frame import alike, merges
from shuzhi.intake.markup import plain, stream
from shuzhi.intake.shared import Texts, texts
from shuzhi.intake.table import WIDTH, Content, Table, cell_places

# What has matched once is never tried otherwise: nothing that follows could be part of it.
_FORMULA = (
    rb'(?:<f(?: aca="false")?+(?: t="(?:array|shared)")?+(?: ref="[A-Z0-9:]{1,20}+")?+(?: si="[0-9]{1,9}+")?+'
    rb"(?:/>|>([^<]*+)</f>))?+"
)
_NUMBER = rb"-?+[0-9]{1,17}+(?:\.[0-9]{1,20}+)?+(?:E[+-]?+[0-9]{1,2}+)?+"
_BLANK = rb'(?:<c r="[A-Z]{1,3}+[1-9][0-9]{0,5}+"(?: s="[0-9]{1,9}+")?+/>)*+'
# Groups: its column and row; cell format; index of a text; number; text as a result. Blank cells may follow.
_CELL = (
    rb'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,9}+)")?+(?: t="s"><v>([0-9]{1,9}+)|(?: t="n")?+>%b<v>('
    + _NUMBER + rb')| t="str">%b<v>([^<]*+))</v></c>' + _BLANK
)
_PLAIN = re.compile(_CELL % (b"", b""))
_CALCULATED = re.compile(_CELL % (_FORMULA, _FORMULA))  # a group more before number and result: of the formula
# Of a table without these cells. Groups: number; other attributes, whatever they are; where the row's cells were.
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6}+)"((?: (?!r=|xmlns)[A-Za-z0-9:]{1,30}+="[ !#-%\'-;=?-~]{0,60}+")*+)(?:/>|>'
    + _BLANK + rb"(&?)</row>)"
)
_LOOK = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
_NAME, _BEGIN, _END = b"sheetData", b"<sheetData>", b"</sheetData>"
_FIRST, _LAST, _KEPT = "<si><t>", "</t></si>", "\1"  # of a shared text; the mark is no sign of XML
_READING = re.compile('</t><phoneticPr fontId="[0-9]{1,4}" type="noConversion"/></si>')
_COUNTED = re.compile(rb'( (?:count|uniqueCount))="[0-9]{1,9}"')
_OTHERWISE = ("&", "\r", "_x")  # where one stands, a text may not be what is written (22.9.2.19: signs by number)
_SMALL = 20_000  # bytes
_LONGEST = 4_000  # bytes of rows without their cells, or of formulas


def usual_cells(pieces: Iterable[bytes]) -> Cells:
    """What `scan` finds in a sheet part. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(b"<sheetData"), part.rfind(_END)
    if part.startswith(b"/>", begin + len(_BEGIN) - 1):
        part = part.replace(b"<sheetData/>", _BEGIN + _END, 1)
        end = part.rfind(_END)
    head, tail = part[: begin + len(_BEGIN)], part[end:]
    if begin < 0 or end < begin or not head.endswith(_BEGIN) or head.count(_NAME) + tail.count(_NAME) != 2:
        return scan([part])  # one that may stand in a comment, too
    head = alike(head)
    taken = _taken(head, part[begin + len(_BEGIN) : end], tail)
    if taken is None:
        return scan([part])
    cells, sample = taken
    cells.merges = merges(head + sample + tail)
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
    return Texts(len(written), as_written(written), head + tail)


def _written(body: str) -> Sequence[str]:
    """The texts as they are written, those that keep the blanks around them behind _KEPT; none for any other body."""
    found = _split(body)
    if found:
        return found
    if "<phonetic" in body:
        body = _READING.sub("</t></si>", body)
    return _split(body.replace('<si><t xml:space="preserve">', _FIRST + _KEPT))


def _split(body: str) -> Sequence[str]:
    if not (body.startswith(_FIRST) and body.endswith(_LAST)):
        return ()
    found = body[len(_FIRST) : -len(_LAST)].split(_LAST + _FIRST)
    return found if body.count("<") == len(found) * (_LAST + _FIRST).count("<") else ()


def as_written(written: Sequence[str]) -> Sequence[str | None]:
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
    pattern = _CALCULATED if b"<f" in table else _PLAIN
    found, width = pattern.split(table), pattern.groups + 1
    groups = [found[at::width] for at in range(width)]
    formulas = groups.pop(7) + groups.pop(5) if pattern is _CALCULATED else []
    gaps, letters, digits, styles, indices, stored, results = groups
    if len(gaps) > 1 and not (gaps[0] and gaps[-1]):
        return None
    ends = [at for at, gap in enumerate(gaps) if gap]
    laid = _laid(b"&".join([gaps[at] for at in ends]))
    if laid is None or not _is_laid(places := cell_places(letters, digits), ends, laid.filled):
        return None
    numbers = b" ".join(filter(None, stored))
    contents: list[Content] = [
        int(index) if index else (style, number) if number else result
        for style, index, number, result in zip(styles, indices, stored, results, strict=True)
    ]
    cells = Cells(table=Table(head, tail, places, ends[1:], contents))
    if places:
        cells.rows, cells.columns = laid.filled[-1], max([places[end - 1] % WIDTH for end in ends[1:]]) + 1
        cells.style = max(map(int, {*styles} - {None}), default=0)
        cells.text = max([one for one in contents if type(one) is int], default=-1)
        cells.bare = None in compress(styles, stored)
        if b"-" in numbers:
            pairs = zip(places, stored, strict=True)
            negative = [at for at, number in pairs if number and number.startswith(b"-")]
            cells.negative = {(at // WIDTH, at % WIDTH + 1) for at in negative}
    for words in (formulas, results):
        joined = b"\n".join(filter(None, words))
        if joined and not (_is_plain if len(joined) > _LONGEST else _is_plain.__wrapped__)(joined):
            stream([b"<v>" + joined + b"</v>"])
    return cells, laid.sample


class _Laid(NamedTuple):
    """The rows of a table: the numbers of those with content in order, and a sample of what only expat can judge."""

    filled: list[int]
    sample: bytes


def _laid(rows: bytes) -> _Laid | None:
    """The rows of a table without its cells; None where the pattern does not take them whole, or in no order."""
    return (_laid_out if len(rows) <= _LONGEST else _laid_out.__wrapped__)(rows)


@lru_cache(maxsize=256)
def _laid_out(rows: bytes) -> _Laid | None:
    found = _ROW.split(rows)
    order = list(map(int, found[1::4]))
    if any(found[::4]) or not _is_ordered(order):
        return None
    return _Laid(list(compress(order, found[3::4])), b"".join(sorted({_look(look) for look in {*found[2::4]}})))


def _is_laid(places: Sequence[int], ends: Sequence[int], filled: Sequence[int]) -> bool:
    """Whether the cells, in order, are those of the rows of these numbers, each from one end to the next."""
    first = [places[begin] // WIDTH for begin in ends[:-1]]
    last = [places[end - 1] // WIDTH for end in ends[1:]]
    return first == last == filled and _is_ordered(places)


def _is_ordered(numbers: Sequence[int]) -> bool:
    return all(map(lt, numbers, numbers[1:]))


@lru_cache(maxsize=4)  # the formulas of one of our own workbooks are those of the next
def _is_plain(words: bytes) -> bool:
    return plain(words) is not None


@lru_cache(maxsize=256)
def _look(attributes: bytes) -> bytes:
    """A row of these attributes, whatever they say."""
    return b"<row%b/>" % b"".join(b' %b=""' % name for name in _LOOK.findall(attributes))


@lru_cache(maxsize=64)
def _count(part: bytes) -> int:
    return texts([part]).count
