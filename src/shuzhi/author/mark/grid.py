"""The rows and cells of a worksheet by their addresses, also those that do not say where they stand."""

import re
from bisect import bisect, insort
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from shuzhi.author.mark.markup import Element, beside, child, children, is_true, local, number, without
from shuzhi.author.mark.thin import kept_rows
from shuzhi.model.sheet import column_letter

Cell = tuple[int, int]
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LENGTH = re.compile(r"[0-9]{1,4}(\.[0-9]+)?")
_WIDTH, _HEIGHT = 8.43, 15.0  # Excel's own, where the file says nothing
_MOST_COLUMNS = 16_384


class Grid:
    """A worksheet (its root) whose cells get other formats; rows and columns are 1-based."""

    def __init__(self, root: Element, kept: Sequence[bytes] = ()) -> None:
        """A worksheet without sheetData has no cells and gets none; `kept`: its rows that `thinned` cut out."""
        self.root, self._data = root, child(root, "sheetData")
        self._rows: dict[int, Element] = {}
        self._columns = [
            (number(one.get("min")), number(one.get("max"), _MOST_COLUMNS), one)
            for one in children(child(root, "cols"), "col")
        ]
        self._widths: dict[int, float] = {}
        usual = child(root, "sheetFormatPr")
        self._usual = _length(usual, "defaultColWidth", _WIDTH), _length(usual, "defaultRowHeight", _HEIGHT)
        for row, element in _rows(self._data):
            if row not in self._rows or len(element):
                self._rows[row] = element
        self._order = sorted(self._rows)
        self._kept = kept

    def cell(self, address: Cell) -> Element | None:
        """The cell there, made where there is none, with the format of its row or column; None without sheetData."""
        if self._data is None:
            return None
        row = self._rows.get(address[0])
        if row is None:
            row = self._add_row(self._data, address[0])
        cell = _cell(row, address)
        return self._add_cell(row, address) if cell is None else cell

    def show(self, address: Cell) -> None:
        """Let the row and the column of a cell be seen, with Excel's usual size where theirs is 0."""
        for element, size in ((self._rows.get(address[0]), "ht"), (self._over(address[1]), "width")):
            if element is not None and is_true(element.get("hidden")):
                without(element, "hidden")
                if not _length(element, size, 1.0):
                    without(element, size)
        self._widths.pop(address[1], None)

    def restyle(self, changed: Mapping[int, int]) -> None:
        """Give every cell, row and column with a format in `changed` the other one."""
        for _, _, one in self._columns:
            _change(one, "style", changed)
        for row in self._rows.values():
            _change(row, "s", changed)
            for cell in row:
                _change(cell, "s", changed)

    def height(self, row: int) -> float:
        """Height of a row in points; 0 if it is hidden."""
        own = self._rows[row].attrib if row in self._rows else self._others.get(row)
        if own is not None and is_true(own.get("hidden")):
            return 0.0
        return _length(own, "ht", self._usual[1])

    @cached_property
    def _others(self) -> Mapping[int, Mapping[str, str]]:
        return kept_rows(self._kept)

    def width(self, column: int) -> float:
        """Width of a column in digits; 0 if it is hidden."""
        if column not in self._widths:
            over = self._over(column)
            hidden = over is not None and is_true(over.get("hidden"))
            self._widths[column] = 0.0 if hidden else _length(over, "width", self._usual[0])
        return self._widths[column]

    def _over(self, column: int) -> Element | None:
        """What the worksheet says of a column, perhaps of others with it."""
        return next((one for first, last, one in self._columns if first <= column <= last), None)

    def _add_row(self, data: Element, row: int) -> Element:
        made = etree.Element(beside(data, "row"), {"r": str(row)})
        place = bisect(self._order, row)
        if place < len(self._order):
            self._rows[self._order[place]].addprevious(made)
        else:
            data.append(made)
        insort(self._order, row)
        self._rows[row] = made
        return made

    def _add_cell(self, row: Element, address: Cell) -> Element:
        made = etree.Element(beside(row, "c"), {"r": f"{column_letter(address[1])}{address[0]}"})
        over = self._over(address[1])
        style = row.get("s") if is_true(row.get("customFormat")) else None if over is None else over.get("style")
        if style:
            made.set("s", style)
        after = next((one for known, one in _cells(row) if known > address[1]), None)
        row.insert(len(row) if after is None else row.index(after), made)
        without(row, "spans")
        self._widen(address)
        return made

    def _widen(self, address: Cell) -> None:
        """Let the area that the sheet says it uses reach a new cell."""
        area = child(self.root, "dimension")
        corners = [address_of(text) for text in area.get("ref", "").split(":")] if area is not None else []
        known = [corner for corner in corners if corner]
        if area is not None and known and len(known) == len(corners):
            rows, columns = zip(*known, address, strict=True)
            first, last = (min(rows), min(columns)), (max(rows), max(columns))
            area.set("ref", ":".join(f"{column_letter(column)}{row}" for row, column in (first, last)))


def _rows(data: Element | None) -> Iterator[tuple[int, Element]]:
    row = 0
    for element in children(data, "row"):
        row = number(element.get("r"), row + 1)
        yield row, element


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Column and cell; one that does not say where it stands follows the one before."""
    column = 0
    for element in row:
        if local(element) == "c":
            address = address_of(element.get("r", ""))
            column = address[1] if address else column + 1
            yield column, element


def _cell(row: Element, address: Cell) -> Element | None:
    """The cell of a row at an address; the one with content where a file has two."""
    place = f"{column_letter(address[1])}{address[0]}"
    found = [one for one in row if one.get("r") == place]
    found = found or [one for known, one in _cells(row) if known == address[1]]
    return next((one for one in found if len(one)), found[0] if found else None)


def address_of(reference: str) -> Cell | None:
    """Row and column of an address such as B7; None if it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _change(element: Element, name: str, changed: Mapping[int, int]) -> None:
    style = number(element.get(name), -1)
    if style in changed:
        element.set(name, str(changed[style]))


def _length(element: Element | etree._Attrib | Mapping[str, str] | None, name: str, usual: float) -> float:
    text = "" if element is None else str(element.get(name, ""))
    return float(text) if _LENGTH.fullmatch(text) else usual
