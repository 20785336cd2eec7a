"""Raw sheets of many submissions → tall tables, column by column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd

from shuzhi.form import Field, Form, Sheet, plain
from shuzhi.intake.bind import known_headers
from shuzhi.intake.values import Fault, Reading, Result, read_value, visible
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import Binding, RawSheet, Typed
from shuzhi.model.tables import Scalar, Tables
from shuzhi.model.words import Level

# A row that begins so and names neither a choice nor a day is a total or a footnote, no record.
_TOTAL = re.compile(r"(合计|小计|总计|累计|共计|共)[\d名人件条次户]*$")
_FOOTNOTE = re.compile(r"(注|备注|说明|填表说明|填报人|填表人|制表人|书记签字|审核人)[:：]")
_DTYPES = {"string": "str", "date": "datetime64[s]", "integer": "float64", "number": "float64"}
_BROKEN = {
    "error": Fault("C11", Level.ERROR, "单元格里是错误值（如 #REF!）。", "请重新填写这一格。"),
    "formula": Fault("C11", Level.ERROR, "单元格里的公式没有结果。", "请打开文件、保存后再报送，或直接填结果。"),
}


@dataclass(frozen=True)
class BoundSheet:
    """One bound raw sheet of one submission."""

    submission: int
    raw: RawSheet
    binding: Binding


def normalise(
    bound: Sequence[BoundSheet], form: Form, years: Mapping[int, int], local: Mapping[str, str]
) -> tuple[Tables, list[Finding]]:
    """Tall tables of all bound sheets.

    years  submission → year for dates typed without one; local  本地叫法 → meeting type of the form.
    """
    synonyms = dict(form.synonyms)
    if "meeting_type" in synonyms:
        types = synonyms["meeting_type"]
        synonyms["meeting_type"] = {**types, **{plain(a): types.get(plain(b), b) for a, b in local.items()}}
    findings: list[Finding] = []
    frames, items, columns, faulty, notes = {}, [], [], [], []
    for sheet in form.sheets:
        own = [entry for entry in bound if entry.binding.sheet == sheet.name]
        cells = _Cells(sheet, years, synonyms)
        for entry in own:
            cells.add(entry)
            items += [(entry.submission, sheet.name, name, row) for name, row in entry.binding.items.items()]
            columns += _columns(entry, sheet)
        frames[sheet.name] = cells.frame()
        findings += cells.findings
        faulty += cells.faulty
        notes += cells.notes
    return Tables(
        frames,
        pd.DataFrame(items, columns=["submission", "sheet", "field", "row"]),
        pd.DataFrame(columns, columns=["submission", "sheet", "field", "column"]),
        pd.DataFrame(faulty, columns=["submission", "sheet", "row", "field"]),
        pd.DataFrame(notes, columns=["submission", "sheet", "row"]),
    ), findings


def _columns(entry: BoundSheet, sheet: Sheet) -> list[tuple[int, str, str, int]]:
    binding = entry.binding
    if sheet.kind == "items":
        return [(entry.submission, sheet.name, name, binding.columns[""]) for name in binding.items]
    return [(entry.submission, sheet.name, name, column) for name, column in binding.columns.items()]


class _Cells:
    """Collects the cells of one sheet over all submissions; equal cells are read once."""

    def __init__(self, sheet: Sheet, years: Mapping[int, int], synonyms: Mapping[str, Mapping[str, str]]) -> None:
        self.sheet, self.years, self.synonyms = sheet, years, synonyms
        self.records: list[dict[str, object]] = []
        self.findings: list[Finding] = []
        self.faulty: list[tuple[int, str, int, str]] = []
        self.notes: list[tuple[int, str, int]] = []
        self.known: dict[tuple[object, ...], Result] = {}

    def add(self, entry: BoundSheet) -> None:
        """Read the rows of one submission."""
        if self.sheet.kind == "items":
            cells = {name: (row, entry.binding.columns[""]) for name, row in entry.binding.items.items()}
            self.records.append(self._record(entry, 0, cells))
            self._note(entry, range(entry.binding.header_row + 1, len(entry.raw.rows) + 1))
            return
        headers = known_headers(self.sheet)
        for number in range(entry.binding.header_row + 1, len(entry.raw.rows) + 1):
            if _is_record(entry, number, self.sheet, headers):
                cells = {name: (number, column) for name, column in entry.binding.columns.items()}
                self.records.append(self._record(entry, number, cells))
                self._note(entry, [number])

    def frame(self) -> pd.DataFrame:
        """The tall frame (see Tables)."""
        names = [field.name for field in self.sheet.fields]
        frame = pd.DataFrame(self.records, columns=["submission", "row", *names])
        kinds = {field.name: _DTYPES[field.type] for field in self.sheet.fields}
        return frame.astype({"submission": "int64", "row": "int64"} | kinds)

    def _record(self, entry: BoundSheet, number: int, cells: Mapping[str, tuple[int, int]]) -> dict[str, object]:
        record: dict[str, object] = {"submission": entry.submission, "row": number}
        for name, (row, column) in cells.items():
            broken = entry.raw.broken.get((row, column))
            typed = entry.raw.cell(row, column)
            if typed is None and not broken:
                continue
            value, fault = (None, _BROKEN[broken]) if broken else self._read(entry, self.sheet.field(name), typed)
            record[name] = _stamp(value)
            if fault:
                self._report(entry, Finding(
                    entry.submission, fault.code, fault.level, self.sheet.name, row, name, column,
                    fault.message, fault.hint,
                ), value is None)
        return record

    def _note(self, entry: BoundSheet, rows: Iterable[int]) -> None:
        column = entry.binding.columns.get("note", 0)
        noted = [row for row in rows if _typed(entry, row, column) is not None]
        self.notes += [(entry.submission, self.sheet.name, row) for row in noted]

    def _read(self, entry: BoundSheet, field: Field, typed: Typed) -> Result:
        scale = entry.binding.scales.get(field.name, 1.0)
        year = self.years.get(entry.submission)
        key = (field.name, type(typed), typed, scale, year)
        if key not in self.known:
            self.known[key] = read_value(typed, field, Reading(year, self.synonyms, scale))
        return self.known[key]

    def _report(self, entry: BoundSheet, finding: Finding, lost: bool) -> None:  # noqa: FBT001 - private, two uses
        self.findings.append(finding)
        if lost:
            self.faulty.append((entry.submission, self.sheet.name, finding.row, finding.field))


def _stamp(value: Scalar) -> object:
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value


def _is_record(entry: BoundSheet, number: int, sheet: Sheet, headers: Mapping[str, object]) -> bool:
    """Whether a row holds a record: not blank, not only its pre-printed number, no total, footnote or second header."""
    columns = entry.binding.columns
    bound = {name: cell for name, column in columns.items() if (cell := _typed(entry, number, column)) is not None}
    broken = any((number, column) in entry.raw.broken for column in columns.values())
    if not broken and not [name for name in bound if name != "note" and not sheet.field(name).preprinted]:
        return False
    texts = [plain(cell) for cell in _texts(entry.raw.rows[number - 1])]
    if _ends_the_table(texts) and not [
        name for name, cell in bound.items()
        if (sheet.field(name).enum or sheet.field(name).type == "date") and not _ends_the_table([plain(str(cell))])
    ]:
        return False
    return sum(text in headers for text in texts) < max(3, len(texts) // 2)


def _ends_the_table(texts: Sequence[str]) -> bool:
    """Whether a row's first texts are those of a total or a footnote."""
    return any(_TOTAL.match(text) for text in texts[:2]) or bool(texts and _FOOTNOTE.match(texts[0]))


def _typed(entry: BoundSheet, row: int, column: int) -> Typed:
    cell = entry.raw.cell(row, column)
    return None if isinstance(cell, str) and not visible(cell) else cell


def _texts(row: Iterable[Typed]) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and visible(cell)]
