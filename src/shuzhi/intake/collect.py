"""The cells of one sheet of the form, over many submissions: read, their faults told, laid into one frame."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from shuzhi.form import NOTE, Field, Sheet
from shuzhi.intake.places import KEYS, BoundSheet, Place, Places, Value
from shuzhi.intake.records import Kind, Rows, rows, typed
from shuzhi.intake.values import Fault, as_text, says_none
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import RawSheet, Typed
from shuzhi.model.words import Level

_DTYPES = {"string": "str", "date": "datetime64[s]", "integer": "float64", "number": "float64"}
STR = pd.StringDtype(na_value=np.nan)
_BROKEN = {
    "error": Fault("C11", Level.ERROR, "单元格里是错误值（如 #REF!）。", "请重新填写这一格。"),
    "formula": Fault("C11", Level.ERROR, "单元格里的公式没有结果。", "请打开文件、保存后再报送，或直接填结果。"),
}
_MERGED = Fault("S11", Level.ERROR, "合并的单元格不知道是哪一行的。", "请取消合并，逐行填写。")
_PART = Fault(
    "S12", Level.ERROR, "这一行的主要栏目和上面合并了，看不出是不是另外一条。",
    "请取消合并；是另一条的补填完整，不是的并到上面一行。",
)
_LINE = Fault("S13", Level.NOTICE, "这一行合并成了一格，当作标注，没有统计。", "要统计的请取消合并，逐格填写。")
_EXAMPLE = Fault("S14", Level.NOTICE, "这一行是填写说明里的例子，没有统计。", "请删去这一行。")
_TELLING = 5  # an example with fewer cells than that may well be what a branch really writes (以上报告，请予评议。)


class Cells:
    """Collects the cells of one sheet over all submissions; equal cells are read once."""

    def __init__(
        self, sheet: Sheet, coverages: Mapping[int, Coverage], synonyms: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.sheet, self.places = sheet, Places(sheet, coverages, synonyms)
        self.names = self.places.names
        self.records: list[list[object]] = []
        self.findings: list[Finding] = []
        self.faulty: list[tuple[int, str, int, str]] = []
        self.notes: list[tuple[int, str, int, str]] = []
        self.example = tuple(self.places.example().items())

    def add(self, entry: BoundSheet) -> None:
        """Read the rows of one submission."""
        places, at_note = self.places.of(entry), entry.binding.columns.get(NOTE, 0)
        if self.sheet.kind == "items":
            self.records.append(self._record(entry, 0, places, {}))
            self._note(entry, range(entry.binding.header_row + 1, len(entry.raw.rows) + 1), at_note, {})
            return
        found = rows(entry.raw, entry.binding, self.sheet)
        bound, positions = entry.binding.columns, self.places.positions
        example = [(positions[name], value) for name, value in self.example if name in bound]
        told = []
        for number in found.of(Kind.RECORD):
            record = self._record(entry, number, places, found.covered)
            if len(example) >= _TELLING and all(record[at] == value for at, value in example):
                self._say(entry, _EXAMPLE, number)
            else:
                self.records.append(record)
                told.append(number)
        self._note(entry, told, at_note, found.covered)
        self._doubt(entry, found)

    def frame(self) -> pd.DataFrame:
        """The tall frame (see Tables)."""
        kinds = dict.fromkeys(KEYS, "int64") | {one.name: _DTYPES[one.type] for one in self.sheet.fields}
        columns = zip(*self.records, strict=True) if self.records else [()] * len(self.names)
        return pd.DataFrame({
            name: _column(values, kinds[name]) for name, values in zip(self.names, columns, strict=True)
        })

    def _record(
        self, entry: BoundSheet, number: int, places: Sequence[Place | None], covered: Mapping[tuple[int, int], int],
    ) -> list[object]:
        """One record: the submission, its row, the values of all fields."""
        record: list[object] = [entry.submission, number, *[None] * len(self.sheet.fields)]
        for place, cell in zip(places, _cells(entry.raw, number, places), strict=False):
            if cell is None or place is None:
                continue
            read = place.known.get(cell if type(cell) is str else (type(cell), cell)) or self._read(entry, place, cell)
            record[place.at], fault = read
            if fault:
                self._tell(entry, place, number, fault, lost=read[0] is None)
        if covered or entry.raw.broken:
            self._add_others(entry, record, places, covered)
        return record

    def _read(self, entry: BoundSheet, place: Place, cell: Typed) -> Value:
        """What a cell reads as that was not read before."""
        key = cell if type(cell) is str else (type(cell), cell)
        read = place.known[key] = self.places.read(entry, place, cell)
        return read

    def _add_others(
        self, entry: BoundSheet, record: list[object], places: Iterable[Place | None],
        covered: Mapping[tuple[int, int], int],
    ) -> None:
        """Broken cells, and those merged with one above, whose text, choice or day they have (a number stays there)."""
        number = cast("int", record[1])
        for place in filter(None, places):
            row = place.row or number
            top = covered.get((row, place.column), row)
            cell, broken = entry.raw.cell(top, place.column), entry.raw.broken.get((top, place.column))
            if broken:
                self._tell(entry, place, number, _BROKEN[broken] if top == row else None, lost=True)
            elif top != row and _is_one_row_s(place.field, cell):
                self._tell(entry, place, number, None, lost=True)
            elif top != row:
                value, fault = self._read(entry, place, cell)
                record[place.at] = value
                if fault and value is None:
                    self._tell(entry, place, number, None, lost=True)

    def _doubt(self, entry: BoundSheet, found: Rows) -> None:
        """Say which rows were left out, and which merged cells belong to nobody knows which row."""
        for kind, fault in ((Kind.PART, _PART), (Kind.LINE, _LINE)):
            for number in found.of(kind):
                self._say(entry, fault, number)
        if not found.covered:
            return
        names = {column: name for name, column in entry.binding.columns.items()}
        records = set(found.of(Kind.RECORD))
        doubled = {
            (top, column) for (row, column), top in found.covered.items()
            if {row, top} <= records and _is_one_row_s(self.sheet.field(names[column]), entry.raw.cell(top, column))
        }
        for row, column in sorted(doubled):
            self._say(entry, _MERGED, row, names[column])

    def _say(self, entry: BoundSheet, fault: Fault, row: int, field: str = "") -> None:
        own = (at for at in range(1, len(entry.raw.rows[row - 1]) + 1) if typed(entry.raw, row, at) is not None)
        column = entry.binding.columns[field] if field else next(own, 1)
        self.findings.append(Finding(
            entry.submission, fault.code, fault.level, self.sheet.name, row, field, column, fault.message, fault.hint
        ))

    def _note(
        self, entry: BoundSheet, rows: Iterable[int], column: int, covered: Mapping[tuple[int, int], int]
    ) -> None:
        for row in rows if column else ():
            top = covered.get((row, column), row) if covered else row
            cells = entry.raw.rows[top - 1]
            if column > len(cells) or cells[column - 1] is None:
                continue
            said = typed(entry.raw, top, column)
            if said is not None and not (isinstance(said, str) and says_none(said)):  # 无 explains nothing
                self.notes.append((entry.submission, self.sheet.name, row, as_text(said)))

    def _tell(self, entry: BoundSheet, place: Place, number: int, fault: Fault | None, *, lost: bool) -> None:
        """Note a cell that was not simply read, of the record in a row; without a fault nobody is told."""
        row = place.row or number
        if fault:
            self.findings.append(Finding(
                entry.submission, fault.code, fault.level, self.sheet.name, row, place.field.name, place.column,
                fault.message, fault.hint,
            ))
        if lost:
            self.faulty.append((entry.submission, self.sheet.name, row, place.field.name))


def _cells(raw: RawSheet, number: int, places: Iterable[Place | None]) -> Sequence[Typed]:
    """What stands in a row, or in the items; broken cells are blank."""
    if not number:
        items = [(one.row, one.column) for one in places if one]
        return [None if item in raw.broken else raw.cell(*item) for item in items]
    cells = raw.rows[number - 1]
    if not raw.broken:
        return cells
    return [None if (number, column) in raw.broken else cell for column, cell in enumerate(cells, 1)]


def _column(values: Sequence[Any], kind: str) -> pd.api.extensions.ExtensionArray | np.ndarray[Any, Any]:
    """The column of a frame; None is missing."""
    return pd.array(list(values), dtype=STR) if kind == "str" else np.array(values, dtype=kind)


def _is_one_row_s(field: Field, cell: Typed) -> bool:
    """Whether a cell merged over several rows can be only one row's: a number (it would be added up twice), a 编号."""
    if field.format == "count_or_all":
        return not isinstance(cell, str) or any(char.isdigit() for char in cell)
    return field.type in ("integer", "number") or bool(field.preprinted)
