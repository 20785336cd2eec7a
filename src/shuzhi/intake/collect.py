"""The cells of one sheet of the form, over many submissions: read, their faults told, laid into one frame."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from shuzhi.form import NOTE, Field, Sheet
from shuzhi.intake.places import BoundSheet, Place, Places
from shuzhi.intake.records import Kind, Rows, rows, typed
from shuzhi.intake.values import Fault, as_text, says_none
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import Typed
from shuzhi.model.words import Level

_DTYPES = {"string": "str", "date": "datetime64[s]", "integer": "float64", "number": "float64"}
_STR = pd.StringDtype(na_value=np.nan)
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
        self.records: list[dict[str, object]] = []
        self.findings: list[Finding] = []
        self.faulty: list[tuple[int, str, int, str]] = []
        self.notes: list[tuple[int, str, int, str]] = []
        self.example = self.places.example()

    def add(self, entry: BoundSheet) -> None:
        """Read the rows of one submission."""
        places, at_note = self.places.of(entry), entry.binding.columns.get(NOTE, 0)
        if self.sheet.kind == "items":
            self.records.append(self._record(entry, 0, places, {}))
            self._note(entry, range(entry.binding.header_row + 1, len(entry.raw.rows) + 1), at_note, {})
            return
        found = rows(entry.raw, entry.binding, self.sheet)
        example = [name for name in self.example if name in entry.binding.columns]
        told = []
        for number in found.of(Kind.RECORD):
            record = self._record(entry, number, places, found.covered)
            if len(example) >= _TELLING and all(record.get(name) == self.example[name] for name in example):
                self._say(entry, _EXAMPLE, number)
            else:
                self.records.append(record)
                told.append(number)
        self._note(entry, told, at_note, found.covered)
        self._doubt(entry, found)

    def frame(self) -> pd.DataFrame:
        """The tall frame (see Tables)."""
        kinds = {"submission": "int64", "row": "int64"} | {one.name: _DTYPES[one.type] for one in self.sheet.fields}
        return pd.DataFrame({
            name: _column([record.get(name) for record in self.records], kind) for name, kind in kinds.items()
        })

    def _record(
        self, entry: BoundSheet, number: int, places: Sequence[Place], covered: Mapping[tuple[int, int], int],
    ) -> dict[str, object]:
        """One record; a cell merged with one above has that one's text, choice or day (a number stays where it is)."""
        record: dict[str, object] = {"submission": entry.submission, "row": number}
        lines, faults = entry.raw.rows, entry.raw.broken
        for place in places:
            field, own_row, column, known, _ = place
            row = own_row or number
            top = covered.get((row, column), row) if covered else row
            cells = lines[top - 1]
            cell = cells[column - 1] if 0 < column <= len(cells) else None
            broken = faults.get((top, column)) if faults else None
            if cell is None and not broken:
                continue
            above = top != row
            if above and _is_one_row_s(field, cell):
                self.faulty.append((entry.submission, self.sheet.name, row, field.name))
                continue
            key = cell if type(cell) is str else (type(cell), cell)
            read = (None, _BROKEN[broken]) if broken else known.get(key)
            if read is None:
                read = known[key] = self.places.read(entry, place, cell)
            value, fault = read
            record[field.name] = value
            if fault and above and value is None:
                self.faulty.append((entry.submission, self.sheet.name, row, field.name))
            elif fault and not above:
                self._report(entry, Finding(
                    entry.submission, fault.code, fault.level, self.sheet.name, row, field.name, column,
                    fault.message, fault.hint,
                ), value is None)
        return record

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

    def _report(self, entry: BoundSheet, finding: Finding, lost: bool) -> None:  # noqa: FBT001 - private, two uses
        self.findings.append(finding)
        if lost:
            self.faulty.append((entry.submission, self.sheet.name, finding.row, finding.field))


def _column(values: list[Any], kind: str) -> pd.api.extensions.ExtensionArray | np.ndarray[Any, Any]:
    """The column of a frame; None is missing."""
    return pd.array(values, dtype=_STR) if kind == "str" else np.array(values, dtype=kind)


def _is_one_row_s(field: Field, cell: Typed) -> bool:
    """Whether a cell merged over several rows can be only one row's: a number (it would be added up twice), a 编号."""
    if field.format == "count_or_all":
        return not isinstance(cell, str) or any(char.isdigit() for char in cell)
    return field.type in ("integer", "number") or bool(field.preprinted)
