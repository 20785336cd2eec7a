"""What changed between two workbooks of a branch, cell by cell."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.commands.matching import Values, matched
from shuzhi.form import NOTE, Field, Sheet
from shuzhi.model.indicator import number_text
from shuzhi.model.sheet import column_letter
from shuzhi.model.tables import Tables
from shuzhi.summarize.data import IMPERSONAL_VOTES
from shuzhi.summarize.values import value_of

ADDED, GONE, CHANGED = "新增的行", "没有了的行", "有改动"
_UNREAD = "看不懂的内容"
_BLANK = "空白"
_LONGEST = 24  # characters of a value that are shown
_KEYS = {
    "members": ("name", "birth"), "meetings": ("date", "type", "topic"), "tasks": ("number",),
    "proposals": ("number",), "agenda": ("number",),
}


@dataclass(frozen=True)
class Change:
    """One cell that changed, or a row that came or went (column "").

    cell  in the later workbook (K7), for a row that went in the earlier one; only 第7行 where the column is not bound
    key   what people know the row by (编号, or day and kind of a meeting), "" where that is nothing public
    told  old → new of public fields; else only that it changed
    """

    sheet: str
    cell: str
    key: str
    column: str
    told: str


@dataclass(frozen=True)
class _Book:
    """One submission of the tables."""

    tables: Tables
    submission: int

    def rows(self, sheet: Sheet) -> dict[int, Values]:
        """Excel row → its values."""
        frame = self._own(self.tables.frames[sheet.name])
        names = [field.name for field in sheet.fields]
        unread = set(self._of(self.tables.faulty, sheet)[["row", "field"]].itertuples(index=False, name=None))
        return {
            int(row): {
                name: _UNREAD if (row, name) in unread else value_of(value)
                for name, value in zip(names, values, strict=True)
            }
            for row, *values in frame[["row", *names]].itertuples(index=False, name=None)
        }

    def places(self, sheet: Sheet) -> dict[str, int]:
        """Item of 支部信息 → its Excel row."""
        return self._pairs(self.tables.items, sheet, "field", "row")

    def columns(self, sheet: Sheet) -> dict[str, int]:
        """Field → its column."""
        return self._pairs(self.tables.columns, sheet, "field", "column")

    def notes(self, sheet: Sheet) -> dict[int, str]:
        """Excel row → its 说明."""
        return self._pairs(self.tables.notes, sheet, "row", "text")

    def _pairs(self, frame: pd.DataFrame, sheet: Sheet, one: str, other: str) -> dict[Any, Any]:
        own = self._of(frame, sheet)
        return dict(zip(own[one].tolist(), own[other].tolist(), strict=True))

    def _of(self, frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
        own = self._own(frame)
        return own[own["sheet"] == sheet.name]

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["submission"] == self.submission]


def changes(tables: Tables, before: int, after: int) -> list[Change]:
    """What changed from one submission of the tables to another, sheet by sheet, row by row."""
    old, new = _Book(tables, before), _Book(tables, after)
    found: list[Change] = []
    for sheet in form.load().sheets:
        found += _items(sheet, old, new) if sheet.kind == "items" else _rows(sheet, old, new)
    return found


def _items(sheet: Sheet, old: _Book, new: _Book) -> Iterator[Change]:
    before, after = (next(iter(book.rows(sheet).values()), {}) for book in (old, new))
    rows_before, rows, columns = old.places(sheet), new.places(sheet), new.columns(sheet)
    said_before, said = old.notes(sheet), new.notes(sheet)
    for field in sheet.fields:
        row = rows.get(field.name, 0)
        was, now = before.get(field.name), after.get(field.name)
        if was != now:
            told = _told(was, now) if field.disclosure == "public" else CHANGED
            yield Change(sheet.title, _cell(row, columns.get(field.name, 0)), "", field.title, told)
        if said_before.get(rows_before.get(field.name, 0)) != said.get(row):
            yield Change(sheet.title, _cell(row, columns.get(NOTE, 0)), "", f"{field.title}的说明", CHANGED)


def _rows(sheet: Sheet, old: _Book, new: _Book) -> Iterator[Change]:
    before, after = old.rows(sheet), new.rows(sheet)
    pairs = matched(before, after, _KEYS.get(sheet.name, ()))
    columns = new.columns(sheet)
    for row in sorted(set(before) - set(pairs)):
        yield Change(sheet.title, _cell(row, 0), _key(sheet, before[row]), "", GONE)
    for one, row in sorted(pairs.items(), key=lambda pair: pair[1]):
        for field in sheet.fields:
            was, now = before[one][field.name], after[row][field.name]
            if was != now:
                told = _told(was, now) if _is_public(sheet, field, (before[one], after[row])) else CHANGED
                cell = _cell(row, columns.get(field.name, 0))
                yield Change(sheet.title, cell, _key(sheet, after[row]), field.title, told)
    for row in sorted(set(after) - set(pairs.values())):
        yield Change(sheet.title, _cell(row, 0), _key(sheet, after[row]), "", ADDED)


def _is_public(sheet: Sheet, field: Field, rows: Sequence[Values]) -> bool:
    """Whether old and new may be shown; what a vote is about is often a person."""
    if (sheet.name, field.name) == ("votes", "matter"):
        return all(row["kind"] in IMPERSONAL_VOTES for row in rows)
    return field.disclosure == "public"


def _key(sheet: Sheet, row: Values) -> str:
    known = [name for name in _KEYS.get(sheet.name, ()) if sheet.field(name).disclosure == "public"]
    return " ".join(_shown(row[name]) for name in known if row[name] is not None)


def _cell(row: int, column: int) -> str:
    return f"{column_letter(column)}{row}" if column and row else f"第{row}行" if row else ""


def _told(was: Hashable, now: Hashable) -> str:
    return f"{_shown(was)} → {_shown(now)}"


def _shown(value: Hashable) -> str:
    if value is None:
        return _BLANK
    if isinstance(value, date):
        return value.isoformat()
    text = number_text(value, 6) if isinstance(value, (int, float)) else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
