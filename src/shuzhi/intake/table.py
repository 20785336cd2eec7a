"""The table of a sheet taken out of its part: where its cells stand and what they refer to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shuzhi.model.sheet import Typed

Stored = tuple[bytes | None, bytes]  # number of the cell format (None: none) and a number, as they are written
Content = int | Stored | bytes  # index of a shared text, a number, the text of a formula as it is written
Line = tuple[int, Sequence[int]]  # a row with content: its 1-based number, the 0-based columns of its cells in order


class Table(NamedTuple):
    """The cells with content of one sheet.

    head, tail  what stands around sheetData, without what differs from workbook to workbook and nobody hears
    lines       the rows in order
    contents    what the cells of all lines have, one after the other
    """

    head: bytes
    tail: bytes
    lines: Sequence[Line]
    contents: Sequence[Content]


def rows(table: Table, values: Mapping[Content, Typed]) -> list[tuple[Typed, ...]]:
    """The rows from the first on, ragged: the value of each content at its place, None elsewhere."""
    found: list[tuple[Typed, ...]] = []
    place = 0
    typed = tuple([values[content] for content in table.contents])
    for row, columns in table.lines:
        if len(found) != row - 1:
            found += [()] * (row - 1 - len(found))
        begin, place = place, place + len(columns)
        last = columns[-1]
        if last == place - begin - 1:
            found.append(typed[begin:place])
        else:
            cells: list[Typed] = [None] * (last + 1)
            for column, value in zip(columns, typed[begin:place], strict=True):
                cells[column] = value
            found.append(tuple(cells))
    return found
