"""The table of a sheet taken out of its part: where its cells stand and what they refer to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shuzhi.model.sheet import Typed

WIDE = 1 << 15  # more columns than letters of an address can name
Stored = tuple[bytes, bytes]  # number of the cell format ("" = none) and a number, as they are written
Content = int | Stored | bytes  # index of a shared text, a number, the text of a formula as it is written


class Table(NamedTuple):
    """The cells with content of one sheet.

    head, tail  the part without what stands in sheetData
    places      row * WIDE + column of each cell, 0-based, in order
    contents    what each cell has
    """

    head: bytes
    tail: bytes
    places: Sequence[int]
    contents: Sequence[Content]


def rows(table: Table, values: Mapping[Content, Typed]) -> list[list[Typed]]:
    """The rows from the first on, ragged: the value of each content at its place, None elsewhere."""
    found: list[list[Typed]] = []
    end = 0  # of the row at hand
    for place, content in zip(table.places, table.contents, strict=True):
        if place >= end:
            row = place // WIDE
            found.extend([] for _ in range(row + 1 - len(found)))
            cells, begin, end = found[row], row * WIDE, (row + 1) * WIDE
        gap = place - begin - len(cells)
        if gap:
            cells.extend([None] * gap)
        cells.append(values[content])
    return found
