"""The table of a sheet taken out of its part: where its cells stand and what they refer to."""

from collections.abc import Mapping, Sequence
from itertools import product
from operator import add
from string import ascii_uppercase
from typing import NamedTuple

from shuzhi.model.sheet import Typed

Stored = tuple[bytes | None, bytes]  # number of the cell format (None: none) and a number, as they are written
Content = int | Stored | bytes  # index of a shared text, a number, the text of a formula as it is written
WIDTH = 32_768  # columns that three letters name, rounded up; a place is the number of a row × WIDTH + 0-based column


class Table(NamedTuple):
    """The cells with content of one sheet.

    head, tail  what stands around sheetData, without what differs from workbook to workbook and nobody hears
    places      where the cells stand, in order
    ends        how many cells there are up to the end of each row with content
    contents    what the cells have
    """

    head: bytes
    tail: bytes
    places: Sequence[int]
    ends: Sequence[int]
    contents: Sequence[Content]


class _Rows(dict[bytes, int]):
    """Where a row begins, by its number as it is written; of the first ones it is known."""

    def __missing__(self, digits: bytes) -> int:
        return int(digits) * WIDTH


class _Columns(dict[bytes, int]):
    """The 0-based column of up to three letters; of one or two it is known."""

    def __missing__(self, letters: bytes) -> int:
        return (self[letters[:-1]] + 1) * len(ascii_uppercase) + self[letters[-1:]]


_ROWS = _Rows((b"%d" % number, number * WIDTH) for number in range(1, 500))
_COLUMNS = _Columns(
    (letters.encode(), column)
    for column, letters in enumerate([*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))])
)


def cell_places(letters: Sequence[bytes], digits: Sequence[bytes]) -> list[int]:
    """Where cells stand, by the letters of their columns and the digits of their rows."""
    return list(map(add, map(_ROWS.__getitem__, digits), map(_COLUMNS.__getitem__, letters)))


def rows(table: Table, values: Mapping[Content, Typed]) -> list[tuple[Typed, ...]]:
    """The rows from the first on, ragged: the value of each content at its place, None elsewhere."""
    found: list[tuple[Typed, ...]] = []
    begin, places = 0, table.places
    typed = tuple(map(values.__getitem__, table.contents))
    for end in table.ends:
        row, last = divmod(places[end - 1], WIDTH)
        if len(found) != row - 1:
            found += [()] * (row - 1 - len(found))
        if last == end - begin - 1:
            found.append(typed[begin:end])
        else:
            cells: list[Typed] = [None] * (last + 1)
            for place, value in zip(places[begin:end], typed[begin:end], strict=True):
                cells[place % WIDTH] = value
            found.append(tuple(cells))
        begin = end
    return found
