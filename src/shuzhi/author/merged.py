"""The merged ranges of a branch's own sheet: which cell shows what is said of a covered one."""

from bisect import bisect_right

from shuzhi.model.sheet import RawSheet

Cell = tuple[int, int]
_MOST = 2_000  # ranges of a sheet: offices merge titles and groups; where there are more, no range is looked for


def shown(raw: RawSheet, cell: Cell) -> Cell:
    """The cell that shows: the top left one of its merged range, mostly the cell itself; addresses 1-based."""
    if len(raw.merged) > _MOST:
        return cell
    above = raw.merged[: bisect_right(raw.merged, (cell[0], cell[1] + 1))]
    over = (area for area in above if cell[0] <= area.last_row and area.first_column <= cell[1] <= area.last_column)
    return next(((area.first_row, area.first_column) for area in over), cell)
