"""The cells of one sheet part: each where it says it is, and those whose content no reader can give."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite
from xml.parsers import expat

from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import MAIN, Attributes, Grammar, stream
from shuzhi.intake.shared import TEXT
from shuzhi.intake.table import Table

_LETTERS = re.compile("[A-Za-z]{1,3}")
_AREA = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_WHOLE = re.compile("[A-Z]{1,3}:[A-Z]{1,3}|[1-9][0-9]{0,6}:[1-9][0-9]{0,6}")  # columns or rows
_VALUES = {
    "n": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"),  # in linear time
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?)?"),
    "b": re.compile("[01]"),
}
# 18.18.11: type → what a cell of it may have, in this order: formula, value, inline string
_PARTS = {**dict.fromkeys(("n", "s", "str", "b", "e", "d"), ("f", "v", "fv")), "inlineStr": ("f", "i", "fi")}
_SHEET = Grammar(MAIN, {
    "": "worksheet", "worksheet": "sheetData mergeCells *", "mergeCells": "mergeCell", "mergeCell": "",
    "sheetData": "row", "row": "c", "c": "f v is", "f": "", "v": "", "is": "t r rPh *", **TEXT,
    "*": "* row c f v is r t",  # extLst has an f too, and nobody looks for cells there
})


@dataclass
class Cells:
    """What one pass over a sheet finds; 1-based addresses.

    rows, columns  the last row and column with content (a cell that is only formatted has none)
    text, style    the highest index used of the shared texts and of the cell formats, -1 = none
    merges         merged ranges
    negative       addresses of stored numbers below 0
    bare           whether a number names no cell format
    table          the cells themselves, where they were taken by patterns
    """

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    text: int = -1
    style: int = -1
    merges: int = 0
    negative: set[tuple[int, int]] = field(default_factory=set)
    bare: bool = False
    table: Table | None = field(default=None, compare=False)


def scan(pieces: Iterable[bytes]) -> Cells:
    """Stream a worksheet part.

    Raises:
        Refused: see markup.stream; elements and cells twice, out of order or outside their place; attributes, indices
            and numbers that are none.
    """
    pass_ = _Pass()
    stream(pieces, pass_.listen)
    if pass_.tables != 1:
        raise Refused("structure")
    return pass_.cells


class _Pass:
    """The handlers of one sheet and where they stand."""

    def __init__(self) -> None:
        self.cells = Cells()
        self.above = [""]  # names of the open elements
        self.tables = 0  # sheetData elements seen
        self.row = 0
        self.last = (0, 0)  # address of the last cell with content
        self.reference: str | None = None  # the last address written in this row, and cells since then
        self.steps = 0
        self.cell: Attributes = {}
        self.parts = ""  # what the cell has: f, v, is, one letter each
        self.text: list[str] = []
        self.begin = 0  # where in the part the value begins

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, name: str, attributes: Attributes) -> None:
        above = self.above
        here = _SHEET.inside[above[-1]]
        word = here.get(name) or _SHEET.other(here, name)
        above.append(word)
        if word == "c":
            self.cell, self.parts = attributes, ""
            if "r" in attributes:
                self.reference, self.steps = attributes["r"], 0
            else:
                self.steps += 1
        elif word == "v":
            self.parts += "v"
            self.text, self.begin = [], self.parser.CurrentByteIndex
            self.parser.CharacterDataHandler = self.text.append
        elif word in ("f", "is"):
            self.parts += word[0]
        elif word == "row":
            self.row = _row(attributes, self.row)
            self.reference, self.steps = None, 0
        elif word == "mergeCell":
            self.cells.merges += 1
            _check_area(attributes.get("ref", ""))
        elif word == "sheetData":
            self.tables += 1
            # Readers disagree about a value with a comment or a CDATA section in it; no program writes them here.
            self.parser.CommentHandler = self.parser.StartCdataSectionHandler = _refuse
            self.parser.ProcessingInstructionHandler = _refuse

    def end(self, name: str) -> None:
        word = self.above.pop()
        if word == "v":
            self.parser.CharacterDataHandler = None
            if len(self.text) > 1 and self.cell.get("t") != "str":
                self.check_plain(name)
        elif word == "c":
            if self.parts:
                self.settle()
        elif word == "sheetData":
            self.parser.CommentHandler = self.parser.StartCdataSectionHandler = None
            self.parser.ProcessingInstructionHandler = None

    def check_plain(self, name: str) -> None:
        """A number in pieces: cut by the end of a piece, or by a reference (&#49;), which readers leave out."""
        tag = ":".join(reversed(name.split(" ")[1:]))
        if self.parser.CurrentByteIndex - self.begin != len(f"<{tag}>") + sum(map(len, self.text)):
            raise Refused("structure")

    def settle(self) -> None:
        """One cell with content has been read."""
        cell, cells, address = self.cell, self.cells, self.address()
        kind = cell.get("t", "n")
        if address <= self.last or self.parts not in _PARTS.get(kind, ()):
            raise Refused("structure")
        self.last = address
        cells.rows, cells.columns = address[0], max(cells.columns, address[1])
        cells.style = max(cells.style, _index(cell["s"], "styles") if "s" in cell else 0)
        text = "".join(self.text) if "v" in self.parts else ""
        if kind == "e" and "v" in self.parts:
            cells.broken[address] = "error"
        elif "f" in self.parts and not text and (kind != "str" or self.parts == "f") and "i" not in self.parts:
            cells.broken[address] = "formula"
        elif text and kind == "s":
            cells.text = max(cells.text, _index(text, "texts"))
        elif text and kind in _VALUES:
            if not _VALUES[kind].fullmatch(text) or (kind == "n" and not isfinite(float(text))):
                raise Refused("structure")
            cells.bare = cells.bare or (kind == "n" and "s" not in cell)
            if text[0] == "-":
                cells.negative.add(address)

    def address(self) -> tuple[int, int]:
        """Row and column of the cell; without r it follows the one before."""
        column = column_number(self.reference.removesuffix(str(self.row))) if self.reference is not None else 0
        return self.row, column + self.steps


def _refuse(*_: object) -> None:
    raise Refused("structure")


@lru_cache
def column_number(letters: str) -> int:
    """The number of a column: A 1, AA 27. Raises Refused."""
    if not _LETTERS.fullmatch(letters):
        raise Refused("structure")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _check_area(reference: str) -> None:
    """A cell, a range from its first to its last cell, or whole columns or rows, which some programs write."""
    match = _AREA.fullmatch(reference)
    if not match and not _WHOLE.fullmatch(reference):
        raise Refused("structure")
    if match and match[3] and (column_number(match[3]) < column_number(match[1]) or int(match[4]) < int(match[2])):
        raise Refused("structure")


def _row(attributes: Attributes, previous: int) -> int:
    row = _index(attributes["r"], "structure") if "r" in attributes else previous + 1
    if row <= previous:
        raise Refused("structure")
    return row


def _index(text: str, kind: str) -> int:
    if not (text.isdigit() and text.isascii() and len(text) < 10):
        raise Refused(kind)
    return int(text)
