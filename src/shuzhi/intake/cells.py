"""The cells of one sheet part: each where it says it is, and those whose content no reader can give."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from shuzhi.intake.faults import Refused
from shuzhi.intake.markup import Attributes, Names, local, stream

_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")  # in linear time


@dataclass
class Cells:
    """What one pass over a sheet finds; 1-based addresses.

    rows, columns  the last row and column with content (a cell that is only formatted has none)
    text, style    the highest index used of the shared texts and of the cell formats, -1 = none
    merges         merged ranges
    """

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    text: int = -1
    style: int = -1
    merges: int = 0


def scan(pieces: Iterable[bytes]) -> Cells:
    """Stream a worksheet part.

    Raises:
        Refused: see markup.stream; cells twice, out of order or outside their row; indices and numbers that are none.
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
        self.tables = 0  # sheetData elements seen
        self.row = 0
        self.last = (0, 0)  # address of the last cell with content
        self.reference: str | None = None  # the last address written in this row, and cells since then
        self.steps = 0
        self.cell: Attributes = {}
        self.has_value = self.has_formula = False
        self.text: list[str] = []
        self.begin = 0  # where in the part the value begins
        self.names = Names()

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, name: str, attributes: Attributes) -> None:
        name = self.names.local(name, attributes)
        if name == "c":
            self.cell = attributes
            self.has_value = self.has_formula = False
            if "r" in attributes:
                self.reference, self.steps = attributes["r"], 0
            else:
                self.steps += 1
        elif name == "v":
            self.has_value, self.text, self.begin = True, [], self.parser.CurrentByteIndex
            self.parser.CharacterDataHandler = self.text.append
        elif name == "is":
            self.has_value, self.text = True, []
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.row = _row(attributes, self.row)
            self.reference, self.steps = None, 0
        elif name == "mergeCell":
            self.cells.merges += 1
        elif name == "sheetData":
            self.tables += 1
            # Readers disagree about a value with a comment or a CDATA section in it; no program writes them here.
            self.parser.CommentHandler = self.parser.StartCdataSectionHandler = _refuse
            self.parser.ProcessingInstructionHandler = _refuse

    def end(self, name: str) -> None:
        tag, name = name, local(name) if ":" in name else name
        if name == "v":
            self.parser.CharacterDataHandler = None
            if len(self.text) > 1 and self.cell.get("t") != "str":
                self.check_plain(tag)
        elif name == "c" and (self.has_value or self.has_formula):
            self.settle()
        elif name == "sheetData":
            self.parser.StartElementHandler = self.parser.EndElementHandler = self.after
            self.parser.CommentHandler = self.parser.StartCdataSectionHandler = None
            self.parser.ProcessingInstructionHandler = None

    def after(self, name: str, attributes: Attributes | None = None) -> None:
        name = local(name)
        self.tables += name == "sheetData"
        self.cells.merges += name == "mergeCell" and attributes is not None

    def check_plain(self, tag: str) -> None:
        """A number in pieces: cut by the end of a piece, or by a reference (&#49;), which readers leave out."""
        if self.parser.CurrentByteIndex - self.begin != len(f"<{tag}>") + sum(map(len, self.text)):
            raise Refused("structure")

    def settle(self) -> None:
        """One cell with content has been read."""
        address = self.address()
        if address <= self.last:
            raise Refused("structure")
        self.last = address
        cells, kind, text = self.cells, self.cell.get("t") or "n", "".join(self.text) if self.has_value else ""
        cells.rows, cells.columns = address[0], max(cells.columns, address[1])
        cells.style = max(cells.style, _index(self.cell.get("s", "0"), "styles"))
        if kind == "e":
            cells.broken[address] = "error"
        elif self.has_formula and not text and not (self.has_value and kind in ("str", "inlineStr")):
            cells.broken[address] = "formula"
        elif kind == "s" and text:
            cells.text = max(cells.text, _index(text, "texts"))
        elif kind == "n" and text and (not _NUMBER.fullmatch(text) or "inf" in str(float(text))):
            raise Refused("structure")

    def address(self) -> tuple[int, int]:
        """Row and column of the cell; without r it follows the one before."""
        if self.reference is None:
            return self.row, self.steps
        match = _CELL.fullmatch(self.reference)
        if not match or int(match[2]) != self.row:
            raise Refused("structure")
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        return self.row, column + self.steps


def _refuse(*_: object) -> None:
    raise Refused("structure")


def _row(attributes: Attributes, previous: int) -> int:
    if "r" not in attributes:
        return previous + 1
    return _index(attributes["r"], "structure")


def _index(text: str, kind: str) -> int:
    if not _INDEX.fullmatch(text):
        raise Refused(kind)
    return int(text)
