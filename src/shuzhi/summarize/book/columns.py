"""The columns of a list while its lines are written: what many cells have alike is made once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from shuzhi.spreadsheet.rows import Rows, cell_of
from shuzhi.summarize.book.paint import Cell, Column, Painter, counted, height_of
from shuzhi.summarize.values import Once, Value

FIRST_ROW = 2  # in Excel's counting, below the header


@dataclass(frozen=True)
class Inked:
    """A column while its lines are written; place: counted from 0.

    make    the cell of a value, its look and its row in Excel's counting
    single  each cell is another one; else what is equal is made once
    """

    place: int
    column: Column
    values: Sequence[Value]
    looks: Sequence[str]
    make: Callable[[Value, str, int], Cell]
    single: bool = False

    def cells(self, sheet: Rows, painter: Painter) -> Iterator[str]:
        """The cells, for `Rows.lay_rows`."""
        def ink(value: Value, look: str, row: int = FIRST_ROW) -> str:
            return cell_of(self.place, painter.ink(sheet, self.make(value, look, row), long=self.column.long))

        if self.single:
            return map(ink, self.values, self.looks, count(FIRST_ROW))
        made: Once[tuple[type, Value, str], str] = Once(lambda key: ink(*key[1:]))  # 1 and True are equal
        return map(made.__getitem__, zip(map(type, self.values), self.values, self.looks, strict=True))


def lines_of(sheet: Rows, painter: Painter, columns: Sequence[Inked]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The height and the cells of each line."""
    cells = zip(*(one.cells(sheet, painter) for one in columns), strict=True)
    counts = zip(*(counted(one.values, one.column) for one in columns), strict=True)
    return zip(map(height_of, map(max, counts)), cells, strict=True)
