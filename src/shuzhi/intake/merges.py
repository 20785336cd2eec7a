"""Merged cells: whose text stands over a cell, and which cells below a filled one belong to it."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

from shuzhi.model.sheet import Area, RawSheet


def text_over(raw: RawSheet, row: int, column: int) -> str:
    """The text in a cell, or in the merged range that covers it; "" for anything else."""
    cell = raw.cell(row, column)
    if cell is None and (area := _area(raw, row, column)):
        cell = raw.cell(area.first_row, area.first_column)
    return cell if isinstance(cell, str) else ""


def is_wide(raw: RawSheet, row: int, column: int) -> bool:
    """Whether a cell is merged over three columns or more: a line of text, not a record's cell."""
    place = bisect_left(raw.merged, (row, column))
    area = raw.merged[place] if place < len(raw.merged) else None
    return area is not None and area[:2] == (row, column) and area.last_column - column >= 2


def covered(raw: RawSheet, header_row: int, columns: Iterable[int]) -> dict[tuple[int, int], int]:
    """(row, column) of each empty cell below the header that a filled one above is merged over → that one's row.

    Only in the first column of a range: what stands to its right was never a cell of its own. Ranges that overlap,
    which Excel does not write, count once.
    """
    wanted, ends = set(columns), dict.fromkeys(columns, header_row)
    found: dict[tuple[int, int], int] = {}
    for top, column, bottom, _ in raw.merged:
        if column not in wanted or top <= ends[column] or raw.cell(top, column) is None:
            continue
        last = min(bottom, len(raw.rows))
        found.update({
            (row, column): top for row in range(top + 1, last + 1)
            if raw.cell(row, column) is None and (row, column) not in raw.broken
        })
        ends[column] = last
    return found


def _area(raw: RawSheet, row: int, column: int) -> Area | None:
    above = takewhile(lambda area: area.first_row <= row, raw.merged)
    return next((
        area for area in above if row <= area.last_row and area.first_column <= column <= area.last_column
    ), None)
