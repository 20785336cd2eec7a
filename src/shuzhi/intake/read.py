"""A workbook as it was typed: the gate, then calamine, at true addresses; the only importer of python_calamine."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import time
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shuzhi.intake.bounds import Bounds
from shuzhi.intake.faults import FAULTS
from shuzhi.intake.gate import MOST_COLUMNS, Gate, load
from shuzhi.model.sheet import Area, RawBook, RawSheet, Typed


def read(
    path: Path, file: str, bounds: Bounds, keep: Callable[[bytes], None] = lambda _: None
) -> tuple[RawBook | None, Gate]:
    """Read one file of the inbox; `file` is its POSIX path below it.

    keep  is given the bytes of a file that is read, before anybody else may change it

    No book where the gate or the reader found a fault (in Gate.fault). Numbers are floats, dates right in both date
    systems (plain numbers stay numbers), of a merged range only the top left cell has a value, error cells and
    formulas without result are None and named in RawSheet.broken.
    """
    data, gate = load(path, bounds)
    if gate.fault:
        return None, gate
    try:
        sheets = _sheets(data, gate, bounds.rows)
    except (CalamineError, OverflowError):  # OverflowError: a span of more days than Python counts
        sheets = ()
    except BaseException as fault:  # a panic of the Rust library is a BaseException without an importable class
        if type(fault).__name__ != "PanicException":
            raise
        sheets = ()
    if [sheet.title for sheet in sheets] != list(gate.titles):
        return None, Gate(FAULTS["reader"], gate.sha256, gate.size)
    keep(data)
    return RawBook(file, sheets), gate


def _sheets(data: bytes, gate: Gate, rows: int) -> tuple[RawSheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return tuple(
            _sheet(known, book.get_sheet_by_index(number), gate, rows)
            for number, known in enumerate(book.sheets_metadata) if known.typ is SheetTypeEnum.WorkSheet
        )


def _sheet(known: SheetMetadata, sheet: CalamineSheet, gate: Gate, rows: int) -> RawSheet:
    """One sheet; a day before the first, which Excel shows as ####, is an error: the reader takes it for an hour."""
    cells = sheet.to_python(skip_empty_area=False)
    negative = gate.negative.get(known.name, ())
    lost = [(row, column) for row, column in negative if isinstance(cells[row - 1][column - 1], time)]
    for row, column in lost:
        cells[row - 1][column - 1] = ""
    broken = {**gate.broken.get(known.name, {}), **dict.fromkeys(lost, "error")}
    hidden = known.visible is not SheetVisibleEnum.Visible
    return RawSheet(
        known.name, _trimmed(cells), broken, hidden, _areas(sheet.merged_cell_ranges or (), rows), gate.from_1904
    )


def _areas(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: int) -> tuple[Area, ...]:
    """Merged ranges, sorted; what is no range, one cell, or reaches beyond what the gate allows is left out."""
    areas = (Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    return tuple(sorted(
        area for area in areas
        if area.first_row <= area.last_row <= rows and area.first_column <= area.last_column <= MOST_COLUMNS
        and area[:2] != area[2:]
    ))


def _trimmed(rows: Iterable[Sequence[Typed]]) -> tuple[tuple[Typed, ...], ...]:
    """Empty text becomes None; empty cells at the end of a row and empty rows at the end are left out."""
    found: list[tuple[Typed, ...]] = []
    for row in rows:
        blank = row.count("") == len(row)
        cells = [] if blank else [value if value or value != "" else None for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        found.append(tuple(cells))
    while found and not found[-1]:
        found.pop()
    return tuple(found)
