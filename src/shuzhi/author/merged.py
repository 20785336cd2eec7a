"""The merged ranges of a branch's own sheet, merged again on the marked copy."""

from collections.abc import Iterable, Mapping

from shuzhi.model.finding import Finding
from shuzhi.model.sheet import RawSheet
from shuzhi.spreadsheet import Worksheet

_MOST_CELLS = 20_000  # of one sheet: offices merge titles and groups, not whole sheets

Cell = tuple[int, int]


def top_left(raw: RawSheet) -> dict[Cell, Cell]:
    """Each cell of a merged range → the one that shows; a range that overlaps another is left as single cells."""
    found: dict[Cell, Cell] = {}
    for top, left, bottom, right in raw.merged:
        if (bottom - top + 1) * (right - left + 1) + len(found) > _MOST_CELLS:
            continue
        cells = {(row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not found.keys() & cells.keys() and all(raw.cell(*cell) is None for cell in cells if cell != (top, left)):
            found |= cells
    return found


def merge(sheet: Worksheet, shown: Mapping[Cell, Cell]) -> None:
    """Merge the ranges of `top_left`; what stands in them is written afterwards."""
    ends: dict[Cell, Cell] = {}
    for cell, corner in shown.items():
        ends[corner] = max(cell, ends.get(corner, cell))
    for (top, left), (bottom, right) in ends.items():
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")


def shown_on(findings: Iterable[Finding], shown: Mapping[Cell, Cell]) -> list[Finding]:
    """The findings, those on a covered cell moved to the one that shows."""
    places = [(finding, shown.get((finding.row, finding.column))) for finding in findings]
    return [finding._replace(row=cell[0], column=cell[1]) if cell else finding for finding, cell in places]
