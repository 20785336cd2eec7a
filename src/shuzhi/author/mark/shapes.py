"""The boxes of comments (VML, ECMA-376 part 4): one a comment, hidden until the mouse is over its cell."""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache

from shuzhi.author.mark.grid import Cell, Grid
from shuzhi.author.mark.markup import Element, child, children, local, number, parsed
from shuzhi.spreadsheet import units

_FRAME = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
)
EMPTY = _FRAME.format('<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>').encode()
_KIND_ID = "_x0000_t202"
_KIND = (
    f'<v:shapetype id="{_KIND_ID}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    f'<v:shape id="" type="#{_KIND_ID}" style="" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor/>'
    "<x:AutoFill>False</x:AutoFill><x:Row/><x:Column/></x:ClientData></v:shape>"
)
_STYLE = (
    "position:absolute;margin-left:80pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden"
)
_ID = re.compile(r"_x0000_s([0-9]{1,8})")
_WIDTH, _LINE, _DIGITS = 340, 21, 40  # pixels of a box and of a line of text, digits a line has room for
_DIGIT, _EDGES = 7, 5  # pixels of a digit and of the edges of a column
_POINT = 96 / 72  # pixels
_MOST = 16_000  # columns or rows that a box may reach over


class Shapes:
    """The drawing (its root) that belongs to the comments of a worksheet."""

    def __init__(self, root: Element, grid: Grid) -> None:
        """Shapes of other kinds (buttons, pictures) stay as they are."""
        self._root, self._grid = root, grid
        self._boxes: dict[Cell, Element] = {}
        for shape in children(root, "shape"):
            if address := _address(shape):
                self._boxes[address] = shape
        numbers = [int(match[1]) for one in root if (match := _ID.fullmatch(one.get("id") or ""))]
        self._next = max(numbers, default=1024) + 1
        self._is_known = any(one.get("id") == _KIND_ID for one in children(root, "shapetype"))

    def __contains__(self, address: Cell) -> bool:
        return address in self._boxes

    def is_empty(self) -> bool:
        """Whether nothing is drawn any more."""
        return not any(local(one) in ("shape", "group", "rect", "line", "oval") for one in self._root)

    def drop(self, address: Cell) -> None:
        """Take away the box of a cell."""
        shape = self._boxes.pop(address, None)
        if shape is not None:
            self._root.remove(shape)

    def put(self, address: Cell, text: str) -> None:
        """A box large enough for the text, in place of the one that the cell has."""
        old = _ID.fullmatch(self._boxes[address].get("id", "")) if address in self._boxes else None
        own = int(old[1]) if old else self._next
        self._next = max(self._next, own + 1)
        self.drop(address)
        if not self._is_known:
            self._root.append(deepcopy(_made(_KIND)))
            self._is_known = True
        height = _LINE * sum(max(1, -(-units(line) // _DIGITS)) for line in text.split("\n")) + 16
        shape = deepcopy(_made(_BOX))
        shape.set("id", f"_x0000_s{own}")
        shape.set("style", _STYLE.format(width=f"{_WIDTH / _POINT:g}", height=f"{height / _POINT:g}"))
        *_, anchor, _, row, column = shape[-1]
        anchor.text, row.text, column.text = self._anchor(address, height), str(address[0] - 1), str(address[1] - 1)
        self._root.append(shape)
        self._boxes[address] = shape

    def _anchor(self, address: Cell, height: int) -> str:
        """Left column, pixels in it, top row, pixels in it, and the same for the right and lower edge; from 0."""
        left, top = address[1], max(address[0] - 2, 0)
        right, across = _reached(left, 15 + _WIDTH, lambda place: _column_pixels(self._grid.width(place + 1)))
        bottom, down = _reached(top, 2 + height, lambda place: round(self._grid.height(place + 1) * _POINT))
        return f"{left}, 15, {top}, 2, {right}, {across}, {bottom}, {down}"


def _reached(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row, and the pixels in it, that lie so many pixels right of or below the start of another."""
    place, left = start, pixels
    while left > (own := size(place)) and place < start + _MOST:
        left -= own
        place += 1
    return place, left


def _column_pixels(width: float) -> int:
    return round(width * _DIGIT) + _EDGES if width else 0


def _address(shape: Element) -> Cell | None:
    """The cell whose comment the shape shows; None for any other shape."""
    data = child(shape, "ClientData")
    if data is None or data.get("ObjectType") != "Note":
        return None
    told: dict[str, str] = {}
    for one in data.iterchildren("{*}Row", "{*}Column"):
        told.setdefault(local(one), one.text or "")
    first, second = (number(told.get(name, "").strip(), -1) for name in ("Row", "Column"))
    return (first + 1, second + 1) if min(first, second) >= 0 else None


@lru_cache(maxsize=2)
def _made(text: str) -> Element:
    frame = parsed(_FRAME.format(text).encode())
    if frame is None:
        raise ValueError(text)
    return frame[0]
