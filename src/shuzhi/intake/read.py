"""A workbook as it was typed: the gate, then calamine, at true addresses."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from itertools import zip_longest
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetVisibleEnum,
)

from shuzhi.intake.around import areas, merged
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.emptied import Emptied
from shuzhi.intake.faults import FAULTS
from shuzhi.intake.gate import Gate, load
from shuzhi.intake.table import Content, Table
from shuzhi.intake.table import rows as placed
from shuzhi.intake.told import told, worksheets
from shuzhi.model.sheet import Area, RawBook, RawSheet, Typed

Row = tuple[Typed, ...]


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
    rest = gate.emptied
    found = (sheets(rest, gate, bounds.rows) if rest else ()) or sheets(data, gate, bounds.rows)
    if not found:
        return None, Gate(FAULTS["reader"], gate.sha256, gate.size)
    keep(data)
    return RawBook(file, found), gate


def sheets(source: bytes | Emptied, gate: Gate, rows: int) -> tuple[RawSheet, ...]:
    """The sheets of a workbook, or of what is left of one; none where the reader finds a fault or others than the gate.

    OverflowError: a span of more days than Python counts.
    """
    try:
        found = _read(source, gate, rows) if isinstance(source, bytes) else _put_back(source, gate, rows)
    except (CalamineError, OverflowError):
        return ()
    except BaseException as fault:  # a panic of the Rust library is a BaseException without an importable class
        if type(fault).__name__ != "PanicException":
            raise
        return ()
    return found if [sheet.title for sheet in found] == list(gate.titles) else ()


def _put_back(emptied: Emptied, gate: Gate, most: int) -> tuple[RawSheet, ...]:
    """The sheets of a workbook from its tables, and from what the reader says of the rest."""
    known = told(emptied)
    if known is None:
        return _read(emptied.data, gate, most, emptied)
    if [one.name for one in known.sheets] != list(gate.titles):
        return ()
    return tuple([_taken(one, emptied.tables[one.name], known.values, (gate, most)) for one in known.sheets])


def _read(data: bytes, gate: Gate, most: int, rest: Emptied | None = None) -> tuple[RawSheet, ...]:
    tables = rest.tables if rest else {}
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        values = _values(book.get_sheet_by_name(rest.rest.first), rest) if rest else {}
        found = []
        for known, place in worksheets(book):
            table, sheet = tables.get(known.name), book.get_sheet_by_index(place)  # refused where it has no part
            if table:
                found.append(_taken(known, table, values, (gate, most)))
            else:
                found.append(_sheet(known, _rows(sheet), areas(sheet.merged_cell_ranges or (), most), gate))
        return tuple(found)


def _taken(
    known: SheetMetadata, table: Table, values: Mapping[Content, Typed], within: tuple[Gate, int]
) -> RawSheet:
    gate, most = within
    return _sheet(known, placed(table, values), merged(table.head, table.tail, most), gate)


def _values(first: CalamineSheet, rest: Emptied) -> dict[Content, Typed]:
    """The value of each content of the tables: plain ones, and what the reader says of the others."""
    said = [cells[0] if cells else None for cells in _rows(first)] if rest.asked else []
    return {**rest.known, **dict(zip_longest(rest.asked, said))}


def _sheet(known: SheetMetadata, cells: Sequence[Row], areas: tuple[Area, ...], gate: Gate) -> RawSheet:
    """One sheet; a day before the first, which Excel shows as ####, is an error: the reader takes it for an hour."""
    negative = gate.negative.get(known.name, ())
    lost = {(row, column) for row, column in negative if isinstance(cells[row - 1][column - 1], time)}
    if lost:
        cells = [
            tuple([None if (row, column) in lost else value for column, value in enumerate(one, 1)])
            for row, one in enumerate(cells, 1)
        ]
    broken = {**gate.broken.get(known.name, {}), **dict.fromkeys(sorted(lost), "error")}
    hidden = known.visible is not SheetVisibleEnum.Visible
    return RawSheet(known.name, _trimmed(cells), broken, hidden, areas, gate.from_1904)


def _rows(sheet: CalamineSheet) -> list[Row]:
    """The rows from the first on; empty text becomes None."""
    return [
        tuple([None if value == "" else value for value in row]) if row.count("") < len(row) else ()
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Empty cells at the end of a row and empty rows at the end are left out."""
    found = [row if not row or row[-1] is not None else _without_end(row) for row in rows]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _without_end(row: Row) -> Row:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]
