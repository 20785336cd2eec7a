"""Raw sheets of many submissions → tall tables, column by column."""

from collections.abc import Mapping, Sequence

import pandas as pd

from shuzhi.form import NOTE, Form, Sheet, plain
from shuzhi.intake.collect import Cells
from shuzhi.intake.places import BoundSheet
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.tables import Tables

__all__ = ["BoundSheet", "normalise"]


def normalise(
    bound: Sequence[BoundSheet], form: Form, coverages: Mapping[int, Coverage], local: Mapping[str, str]
) -> tuple[Tables, list[Finding]]:
    """Tall tables of all bound sheets.

    coverages  submission → the days that dates typed without a year belong to
    local      本地叫法 → meeting type of the form
    """
    synonyms = dict(form.synonyms)
    if "meeting_type" in synonyms:
        types = synonyms["meeting_type"]
        synonyms["meeting_type"] = {**types, **{plain(a): types.get(plain(b), b) for a, b in local.items()}}
    findings: list[Finding] = []
    frames, items, columns, faulty, notes = {}, [], [], [], []
    for sheet in form.sheets:
        own = [entry for entry in bound if entry.binding.sheet == sheet.name]
        cells = Cells(sheet, coverages, synonyms)
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
        pd.DataFrame(notes, columns=["submission", "sheet", "row", "text"]),
    ), findings


def _columns(entry: BoundSheet, sheet: Sheet) -> list[tuple[int, str, str, int]]:
    binding = entry.binding
    if sheet.kind == "items":
        places = dict.fromkeys(binding.items, binding.columns[""]) | {NOTE: binding.columns.get(NOTE, 0)}
        return [(entry.submission, sheet.name, name, column) for name, column in places.items() if column]
    return [(entry.submission, sheet.name, name, column) for name, column in binding.columns.items()]
