"""Sheets and shared texts as programs usually write them, read by patterns; all else goes the strict road of expat.

What the patterns take is taken out of the part; the rest, with a sample of what was taken, still goes the strict road:
a part passes here only if it passes there, with the same result.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import lt

from shuzhi.intake.cells import Cells, column_number, scan
from shuzhi.intake.markup import stream
from shuzhi.intake.shared import Texts, texts
from shuzhi.intake.table import Content, Line, Table

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
# In rows of that pattern. Groups: letters of the address, cell format; index of a text; number; text of a formula.
_CELL = re.compile(
    rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)|(?: t="n")?>(?:<f[^>]*>[^<]*(?:</f>)?)?<v>([^<]+)'
    rb'| t="str">(?:<f[^>]*>[^<]*(?:</f>)?)?<v>([^<]*))<'
)
_TYPED = re.compile(rb">([^<]+)</f>")
_LOOK = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
# What differs from workbook to workbook above a table, and nobody hears.
_USED = re.compile(rb'<dimension ref="[A-Z0-9:]{1,21}"')
_CHOSEN = re.compile(rb'(activeCell|sqref|topLeftCell)="[A-Z0-9:]{1,21}"')
# Groups: whether blanks around it count; a text.
_TEXT = re.compile(
    rb'<si><t( xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr fontId="[0-9]{1,4}" type="noConversion"/>)?</si>'
)
_OTHERWISE = ("&", "\r", "_x")  # where one stands, a text may not be what is written (22.9.2.19: signs by number)
_SMALL = 20_000  # bytes
_WIDEST = 100  # cells in a row of people's hands


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
    frame = _USED.sub(b'<dimension ref="A1"', head, 1)
    if b"activeCell" in head:
        frame = _CHOSEN.sub(rb'\1="A1"', frame)
    frame += sample + tail
    cells.merges = merges_around(frame) if len(frame) <= _SMALL else merges_around.__wrapped__(frame)
    return cells


def usual_texts(pieces: Iterable[bytes]) -> Texts:
    """What `texts` finds in a part of shared texts. Raises Refused."""
    part = b"".join(pieces)
    begin, end = part.find(b"<si>"), part.rfind(b"</si>") + len(b"</si>")
    found = _TEXT.split(part[begin:end])
    if 0 <= begin < end and not any(found[::3]):
        written = found[2::3]
        sample = b"<si><t>" + b"\n".join(written) + b"</t></si>"
        if texts([part[:begin] + sample + part[end:]]).count == 1:
            known = _known(b"\0".join(written).decode().split("\0"), found[1::3])
            return Texts(len(known), known, part[:begin] + part[end:])
    return texts([part])


def _known(written: list[str], kept: Sequence[bytes | None]) -> Sequence[str | None]:
    """Each text that is what is written; None for any other: none, references, ends of lines, blanks around it."""
    odd = [mark for mark in _OTHERWISE if mark in "\0".join(written)]
    if not odd and "" not in written and list(map(str.strip, written)) == written:
        return written
    return [
        text if text and (keeps or text.strip(" \t\n") == text) and not any(mark in text for mark in odd) else None
        for text, keeps in zip(written, kept, strict=True)
    ]


def _taken(head: bytes, table: bytes, tail: bytes) -> tuple[Cells, bytes] | None:
    """The cells of a table, and a sample of what only expat can judge; None where the patterns do not take it whole."""
    found = _ROW.split(table)
    numbers = list(map(int, found[1::4]))
    if any(found[::4]) or not _is_ordered(numbers):
        return None
    letters, styles, indices, stored, results = list(zip(*_CELL.findall(table), strict=True)) or [()] * _CELL.groups
    lines = _lines(numbers, found[3::4], letters)
    if not all(line.columns for line in lines):
        return None
    contents: list[Content] = [
        int(index) if index else (style, number) if number else result
        for style, index, number, result in zip(styles, indices, stored, results, strict=True)
    ]
    cells = Cells(table=Table(head, tail, lines, contents))
    if lines:
        cells.rows, cells.columns = lines[-1].row, max([line.columns[-1] for line in lines]) + 1
        cells.style = max(map(int, {*styles} - {b""}), default=0)
        cells.text = max([one for one in contents if type(one) is int], default=-1)
        pairs = [one for one in contents if type(one) is tuple]
        cells.bare = any(not style for style, _ in pairs)
        if any(number.startswith(b"-") for _, number in pairs):
            places = ((line.row, column + 1) for line in lines for column in line.columns)
            cells.negative = {at for at, number in zip(places, stored, strict=True) if number.startswith(b"-")}
    typed = {*results, *(_TYPED.findall(table) if b"</f>" in table else ())} - {b""}
    if typed:
        stream([b"<v>" + b"\n".join(typed) + b"</v>"])
    return cells, b"".join(sorted({_look(look) for look in {*found[2::4]}}))


def _lines(numbers: Iterable[int], bodies: Iterable[bytes | None], letters: Sequence[bytes]) -> list[Line]:
    """The rows with content; one whose cells are in no order has no columns."""
    found, place = list[Line](), 0
    for number, body in zip(numbers, bodies, strict=True):
        count = body.count(b"<v>") if body else 0
        if count:
            columns = _columns if count <= _WIDEST else _columns.__wrapped__
            found.append(Line(number, columns(tuple(letters[place : place + count]))))
            place += count
    return found


@lru_cache(maxsize=512)
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
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
