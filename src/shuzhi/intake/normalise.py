"""Raw sheets of many submissions → tall tables, column by column."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import pandas as pd

from shuzhi.form import NOTE, Form, plain
from shuzhi.intake.collect import STR, Cells
from shuzhi.intake.places import BoundSheet
from shuzhi.model.finding import Finding
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import Binding
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
    frames, faulty, notes = {}, [], []
    for sheet in form.sheets:
        cells = Cells(sheet, coverages, synonyms)
        for entry in bound:
            if entry.binding.sheet == sheet.name:
                cells.add(entry)
        frames[sheet.name] = cells.frame()
        findings += cells.findings
        faulty += cells.faulty
        notes += cells.notes
    order = {sheet.name: place for place, sheet in enumerate(form.sheets)}
    ordered = sorted(bound, key=lambda entry: order[entry.binding.sheet])
    return Tables(
        frames,
        _placed(ordered, "row", [entry.binding.items for entry in ordered]),
        _placed(ordered, "column", [_columns(entry.binding) for entry in ordered]),
        pd.DataFrame(faulty, columns=["submission", "sheet", "row", "field"]),
        pd.DataFrame(notes, columns=["submission", "sheet", "row", "text"]),
    ), findings


def _columns(binding: Binding) -> Mapping[str, int]:
    """The columns of the fields; of 支部信息 that of its contents for each, and that of its 说明."""
    if not binding.items:
        return binding.columns
    places = dict.fromkeys(binding.items, binding.columns[""]) | {NOTE: binding.columns.get(NOTE, 0)}
    return {name: column for name, column in places.items() if column}


def _placed(bound: Sequence[BoundSheet], what: str, places: Sequence[Mapping[str, int]]) -> pd.DataFrame:
    """The places of fields by submission and sheet."""
    counts = list(map(len, places))
    sheets = np.array([entry.binding.sheet for entry in bound], dtype=object)
    return pd.DataFrame({
        "submission": np.repeat(np.array([entry.submission for entry in bound], dtype="int64"), counts),
        "sheet": pd.array(np.repeat(sheets, counts), dtype=STR),
        "field": pd.array(list(chain.from_iterable(places)), dtype=STR),
        what: np.array(list(chain.from_iterable(one.values() for one in places)), dtype="int64"),
    })
