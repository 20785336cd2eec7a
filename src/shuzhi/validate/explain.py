"""What a warning's explanation (说明) is bound to, and what is written beside it.

The binding is branch, rule, sheet and a keyed digest of what the rule's cells say, so that an explanation survives
moved rows and dies with a change. What speaks of one period only (支部信息, a header, fields that are `fresh` in the
form) is bound to the period too.
"""

import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from shuzhi.form import NOTE, Sheet
from shuzhi.model.explanation import Memory
from shuzhi.model.takeover import is_program_text
from shuzhi.model.words import Level
from shuzhi.validate.decide import weighed
from shuzhi.validate.scene import Scene

ITEMS = "branches"
NAME = "full_name"  # the item beside which a warning without a record of its own is explained
_HOMELESS = "确实没有错的，请在“支部信息”表“支部全称”一行的“说明”里写一句原因。"
_NO_PLACE = "表里没有“说明”这一栏的，先在右边空白的一栏写上标题“说明”。"
_LENGTH = 32  # hexadecimal digits of a digest
_KEYS = ["submission", "sheet", "row"]


def bound(findings: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The findings plus `digest` and `text`: of each warning its cells, and what 说明 beside it says ("" = nothing).

    The hint of a warning that stands on no record (a header, the file) says where it can be explained; so does that of
    one on a sheet without 说明.
    """
    warnings = findings[findings["level"] == Level.WARNING]
    chunk = _Chunk.of(warnings, scene)
    asked = {place: chunk.ask(one) for place, one in zip(warnings.index, warnings.itertuples(index=False), strict=True)}
    told = [asked.get(place, _NOTHING) for place in findings.index]
    return findings.assign(
        digest=_texts([_sealed(one.cells, scene.memory) for one in told], findings),
        text=_texts([one.text for one in told], findings),
        hint=findings["hint"] + _texts([one.hint for one in told], findings),
    )


def explained(findings: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The findings of a chunk plus digest, text and explanation (see bound and decide.weighed)."""
    told = bound(findings, scene)
    return weighed(told, scene.branch_codes, scene.memory, scene.settings.period.code)


def across_bound(findings: pd.DataFrame, notes: pd.DataFrame, memory: Memory) -> pd.DataFrame:
    """As `bound`, for findings across branches, by their `key` (what the cell shares with the other branch)."""
    beside = _beside(notes)
    asked = findings["level"] == Level.WARNING
    cells = [json.dumps(row) for row in findings[["code", "sheet", "key"]].to_numpy().tolist()]
    texts = [beside.get(tuple(row), "") for row in findings[_KEYS].to_numpy().tolist()]
    return findings.assign(
        digest=_texts([_sealed(cell, memory) for cell in cells], findings).where(asked, ""),
        text=_texts(texts, findings).where(asked, ""),
    )


@dataclass(frozen=True)
class _Asked:
    """One warning: what its digest is made of, the text beside it, what its hint lacks."""

    cells: str = ""
    text: str = ""
    hint: str = ""


_NOTHING = _Asked()


@dataclass(frozen=True)
class _Chunk:
    """What warnings stand on.

    records  (submission, sheet, row) → its cells (支部信息: row 0); items: (submission, item of 支部信息) → row
    notes    (submission, sheet, row) → its 说明; asking: (submission, sheet) that has such a column
    """

    records: Mapping[tuple[int, str, int], Mapping[str, object]]
    items: Mapping[tuple[int, str], int]
    notes: Mapping[tuple[int, str, int], str]
    asking: Collection[tuple[int, str]]
    sheets: Mapping[str, Sheet]
    period: str

    @classmethod
    def of(cls, warnings: pd.DataFrame, scene: Scene) -> "_Chunk":
        """What stands where the warnings do."""
        records: dict[tuple[int, str, int], Mapping[str, object]] = {}
        for sheet in set(warnings["sheet"]) - {""}:
            frame, own = scene[sheet], warnings[warnings["sheet"] == sheet]
            frame = frame[frame["submission"].isin(own["submission"]) & frame["row"].isin({0, *own["row"]})]
            for record in frame.to_dict("records"):
                records[record["submission"], sheet, record["row"]] = {str(name): cell for name, cell in record.items()}
        items, notes = scene.tables.items, scene.tables.notes
        items = items[items["submission"].isin(warnings["submission"]) & (items["sheet"] == ITEMS)]
        rows_of = {(number, name): row for number, _, name, row in items.itertuples(index=False, name=None)}
        notes = notes[notes["submission"].isin(warnings["submission"])]
        columns = scene.tables.columns
        asking = set(columns.loc[columns["field"] == NOTE, ["submission", "sheet"]].itertuples(index=False, name=None))
        sheets = {sheet.name: sheet for sheet in scene.form.sheets}
        return cls(records, rows_of, _beside(notes), asking, sheets, scene.settings.period.code)

    def ask(self, one: Any) -> _Asked:
        """A finding: on a cell or row of a record, on an item of 支部信息, or on neither."""
        names = f"{one.field} {one.reads}".split()
        row, at = (one.row, one.row)
        if one.sheet == ITEMS:
            row, at = (0, self.items.get((one.submission, one.field), one.row))
        record = self.records.get((one.submission, one.sheet, row))
        if not at or record is None:
            text = self.notes.get((one.submission, ITEMS, self.items.get((one.submission, NAME), 0)), "")
            return _Asked(self._cells(one, {"": one.hint}), text, _HOMELESS + self._place(one.submission, ITEMS))
        if not names and one.sheet != ITEMS:
            names = [field.name for field in self.sheets[one.sheet].fields if field.name != NOTE]
        cells = {name: _plain(record.get(name)) for name in names} or {"": one.hint}
        text = self.notes.get((one.submission, one.sheet, at), "")
        return _Asked(self._cells(one, cells), text, self._place(one.submission, one.sheet))

    def _place(self, submission: int, sheet: str) -> str:
        return "" if (submission, sheet) in self.asking else _NO_PLACE

    def _cells(self, one: Any, cells: Mapping[str, str]) -> str:
        """C rules on 支部信息 speak of the cell alone, the others of the period's workbook."""
        facts = one.sheet == ITEMS and not one.code.startswith("C")
        timely = facts or "" in cells or any(self.sheets[one.sheet].field(name).fresh for name in cells)
        return json.dumps([one.code, one.sheet, self.period if timely else "", cells], ensure_ascii=False)


def _beside(notes: pd.DataFrame) -> dict[tuple[int, str, int], str]:
    rows = notes[[*_KEYS, "text"]].itertuples(index=False, name=None)
    return {(number, sheet, row): text for number, sheet, row, text in rows if not is_program_text(text)}


def _sealed(cells: str, memory: Memory) -> str:
    return hmac.digest(memory.key, cells.encode(), "sha256").hex()[:_LENGTH] if cells else ""


def _plain(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _texts(values: list[str], findings: pd.DataFrame) -> pd.Series:
    return pd.Series(values, findings.index, dtype="str")
