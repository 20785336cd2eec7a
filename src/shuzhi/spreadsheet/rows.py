"""Many plain cells quickly, and one workbook finished in two ways: what XlsxWriter does not do by itself."""

import math
from copy import deepcopy
from functools import cache
from typing import TypeGuard

from shuzhi.model.sheet import column_letter
from shuzhi.spreadsheet import Format, Workbook, Worksheet, fitting


class Rows(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A sheet whose plain cells become XML the moment they are written: a third of XlsxWriter's own time.

    Whatever XlsxWriter itself writes into it (merged ranges, links) stands beside them; a chart cannot show its cells.
    """

    def __init__(self) -> None:
        """As XlsxWriter makes them."""
        super().__init__()
        self._ready: dict[int, dict[int, str]] = {}

    def __deepcopy__(self, memo: dict[int, object]) -> "Rows":
        """A copy that is written on by itself; rows written so far are shared."""
        copy = type(self).__new__(type(self))
        memo[id(self)] = copy
        for name, value in vars(self).items():
            setattr(copy, name, dict(value) if name == "_ready" else deepcopy(value, memo))
        return copy

    def lay(self, place: tuple[int, int], value: str | float | None, style: str) -> None:
        """Put a plain value (see `is_plain`) at (row, column), counted from 0; `style` as `style_of` gives it.

        Text is `fitting`. Closing the book raises ValueError where the place lies outside a sheet.
        """
        row, column = place
        if isinstance(value, str):
            value = fitting(value) or None
        if value is None:
            rest = f"{style}/>"
        elif isinstance(value, str):
            index = self.str_table._get_shared_string_index(value)  # noqa: SLF001 - as XlsxWriter does itself
            rest = f'{style} t="s"><v>{index}</v></c>'
        else:
            rest = f"{style}><v>{value:.16G}</v></c>"
        try:
            self._ready[row][column] = rest
        except KeyError:
            self._ready[row] = {column: rest}

    def _write_dimension(self) -> None:
        for row, cells in self._ready.items():
            if self._check_dimensions(row, min(cells)) or self._check_dimensions(row, max(cells)):
                raise ValueError(f"row {row + 1} of {self.get_name()} reaches outside a sheet")
        super()._write_dimension()

    def _write_rows(self) -> None:
        """Every row with cells of either kind or with a height of its own."""
        for row in sorted(self._ready.keys() | self.table.keys() | self.row_info.keys()):
            ready, own = self._ready.get(row, {}), self.table.get(row, {})
            self._write_row(row, None, self.row_info.get(row))
            if own:
                for column in sorted(ready.keys() | own.keys()):
                    if column in ready:
                        self.fh.write(f'<c r="{_letters(column)}{row + 1}"{ready[column]}')
                    else:
                        self._write_cell(row, column, own[column])
            else:
                cells = [f'<c r="{_letters(column)}{row + 1}"{ready[column]}' for column in sorted(ready)]
                self.fh.write("".join(cells))
            self._xml_end_tag("row")


def is_plain(value: object) -> TypeGuard[str | float | None]:
    """Whether `Rows.lay` takes it: no day, truth value, infinity, no text that XlsxWriter takes for its own markup."""
    if isinstance(value, str):
        return not value.startswith("<r>")
    return value is None or type(value) is int or (type(value) is float and math.isfinite(value))


def style_of(look: Format) -> str:
    """How a format is named in a cell's XML, for `Rows.lay`."""
    return f' s="{look._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter does itself


def drop_sheet(book: Workbook, title: str) -> None:
    """Take a sheet out of a workbook that is not closed yet."""
    book.worksheets_objs.remove(book.sheetnames.pop(title))
    for index, sheet in enumerate(book.worksheets_objs):
        sheet.index = index


@cache
def _letters(column: int) -> str:
    return column_letter(column + 1)
