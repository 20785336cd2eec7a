"""One sheet of a blank workbook as XML: its rows and their styles between two ends that do not change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuzhi.model.sheet import column_letter
from shuzhi.zipped import Member, Piece, joined, piece

_ROW = re.compile(r'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_HEIGHT = re.compile(r' ht="([\d.]+)"')
_WIDTH = re.compile(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"')
_PARTS = re.compile(r'(.*<dimension ref=")[^"]*?([A-Z]+)\d+(".*?<sheetData>)(.*)(</sheetData>.*)', re.DOTALL)
_AREA = re.compile(r"[A-Z]+\d+:[A-Z]+(\d+)")
_ROOM = 100  # rows below the last one that must still have drop-downs
_EDGE = 0.7109375  # what a file adds to the width that was set: the margins of a cell in digits


@dataclass(frozen=True)
class Cell:
    """One cell of the blank; `kind` and `content` as they stand in its tag."""

    letter: str
    style: int
    kind: str
    content: str

    def at(self, row: int) -> str:
        """The cell as XML in that row."""
        head = f'<c r="{self.letter}{row}" s="{self.style}"{self.kind}'
        return f"{head}>{self.content}</c>" if self.content else f"{head}/>"


@dataclass(frozen=True)
class Line:
    """One row of the blank: its cells from the first column on; `height` in points, 0 where the program chooses."""

    height: float
    cells: tuple[Cell, ...]

    def at(self, row: int) -> str:
        """The row as XML under that number."""
        return line(row, self.height, "".join(cell.at(row) for cell in self.cells))


@dataclass(frozen=True)
class Mould:
    """One sheet.

    start   up to the area of `<dimension>`; head: from there to the last row that never changes; tail: behind the rows
    lines   the rows that may change, by their number
    right   letter of the last column; widths: 1-based column → its width in digits
    shared  how many cells of the lines point to shared strings
    reach   the last row that drop-downs, doubts and filter reach
    """

    member: str
    start: Piece
    head: Piece
    lines: Mapping[int, Line]
    tail: Piece
    right: str
    widths: Mapping[int, int]
    shared: int
    reach: int

    def beyond(self, last: int) -> int:
        """How many rows further drop-downs, doubts and filter must reach where row `last` is filled; mostly 0."""
        return last - max(self.lines) if self.reach and last > self.reach - _ROOM else 0

    def filled(self, rows: Sequence[str]) -> Member:
        """The sheet with these rows in place of its lines."""
        last = min(self.lines) + len(rows) - 1
        tail, more = self.tail, self.beyond(last)
        if more:
            far = rf"\g<1>{self.reach + more}"
            tail = piece(re.sub(rf"(:[A-Z]+){self.reach}\b", far, tail.raw.decode()).encode())
        right = max(self.right, column_letter(rows[-1].count("<c ")), key=lambda letter: (len(letter), letter))
        area, body = piece(f"A1:{right}{last}".encode(), once=True), piece("".join(rows).encode(), once=True)
        return joined(self.member, [self.start, area, self.head, body, tail])


def mould(member: Member, fixed: int) -> Mould:
    """Take a sheet apart; its first `fixed` rows never change. ValueError: XlsxWriter writes no such sheet."""
    parts = _PARTS.fullmatch(member.content.decode())
    if not parts:
        raise ValueError(f"{member.name}: no rows between two ends")
    start, right, head, rows, tail = parts.groups()
    kept = [match for match in _ROW.finditer(rows) if int(match[1]) <= fixed]
    end = kept[-1].end() if kept else 0
    lines = {int(number): _line(attributes, cells or "") for number, attributes, cells in _ROW.findall(rows[end:])}
    widths = {
        column: round(float(width) - _EDGE)
        for first, last, width in _WIDTH.findall(head) for column in range(int(first), int(last) + 1)
    }
    return Mould(
        member.name, piece(start.encode()), piece((head + rows[:end]).encode()), lines, piece(tail.encode()),
        right, widths, rows[end:].count(' t="s"'), max(map(int, _AREA.findall(tail)), default=0),
    )


def line(row: int, height: float, cells: str) -> str:
    """A row as XML."""
    tall = f' ht="{height:g}" customHeight="1"' if height else ""
    return f'<row r="{row}"{tall}>{cells}</row>'


def _line(attributes: str, cells: str) -> Line:
    height = _HEIGHT.search(attributes)
    found = tuple(
        Cell(letter, int(style[1]) if (style := _STYLE.search(rest)) else 0, _STYLE.sub("", rest), content)
        for letter, rest, content in _CELL.findall(cells)
    )
    return Line(float(height[1]) if height else 0, found)
