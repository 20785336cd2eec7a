"""会议: events, their types, attendance, and how many there should have been."""

import numpy as np
import pandas as pd

from shuzhi.compute.catalogue import MEETING_TYPES
from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, counted, rated, stacked, summed
from shuzhi.model.period import Coverage
from shuzhi.model.units import PARENTS

ORGLIFE = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会")
_Types = dict[str, set[int]]  # the places of the events of each type
_EXPECTED_FROM = {
    "meetings_committee_expected": ("org_type", "coverage_start", "coverage_end", "committee_size"),
    "meetings_group_expected": ("org_type", "coverage_start", "coverage_end", "groups"),
    "meetings_general_expected": ("org_type", "coverage_start", "coverage_end"),
}


def marks(chunk: Chunk) -> Marks:
    """Marks of the events in coverage."""
    rows = chunk.rows("meetings")
    rows = rows[in_coverage(rows["date"], rows)]
    types = _types(rows)
    lectures = _is_one_of(rows, types, ("党课",))
    return stacked([
        counted("meetings", rows, {
            "meeting_events": rows["date"].notna(),
            "lectures_by_secretary": lectures & (rows["speaker"] == rows["branch_secretary"]),
            **{f"meetings_{word}": _is_one_of(rows, types, (title,)) for title, word in MEETING_TYPES.items()},
        }),
        _attendance(rows, types, "general_attendance_rate", ("支部党员大会",)),
        _attendance(rows, types, "orglife_attendance_rate", ORGLIFE),
        _attendance(rows, types, "representatives_attendance_rate", ("村（居）民代表会议",)),
    ])


def expected(chunk: Chunk) -> Marks:
    """Marks of the meetings there should have been; each stands on the items of 支部信息 it comes from.

    A month or quarter counts when the 15th (of its last month) lies in coverage. 0 for a 总支 or 党委, and 支委会 also
    where there is no 支委会; otherwise no mark while one of the items is blank.
    """
    said = chunk.branches
    parent = said["org_type"].isin(PARENTS)
    known = said["org_type"].notna()
    months, quarters = _months_and_quarters(said)
    numbers = {
        "meetings_committee_expected": months.where(known & said["committee_size"].notna())
        .mask(parent | (said["committee_size"] == 0), 0),
        "meetings_group_expected": (months * said["groups"]).where(known).mask(parent, 0),
        "meetings_general_expected": quarters.where(known).mask(parent, 0),
    }
    return stacked(_on_items(chunk, name, number.dropna()) for name, number in numbers.items())


def _types(rows: pd.DataFrame) -> _Types:
    found: _Types = {}
    for field in ("type", "also_1", "also_2"):
        for place, text in enumerate(rows[field].tolist()):
            for one in text.split("、") if isinstance(text, str) else ():
                found.setdefault(one.strip(), set()).add(place)
    return found


def _is_one_of(rows: pd.DataFrame, types: _Types, wanted: tuple[str, ...]) -> pd.Series:
    picked = np.zeros(len(rows), dtype=bool)
    for one in wanted:
        picked[list(types.get(one, ()))] = True
    return pd.Series(picked, rows.index)


def _attendance(rows: pd.DataFrame, types: _Types, name: str, wanted: tuple[str, ...]) -> Marks:
    events = rows[_is_one_of(rows, types, wanted)]
    return rated("meetings", events, name, (events["present"], events["expected"]))


def _months_and_quarters(said: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Months and quarters in each branch's coverage; blank where a date is."""
    spans = said[["coverage_start", "coverage_end"]].dropna()
    pairs = list(zip(spans["coverage_start"].dt.date, spans["coverage_end"].dt.date, strict=True))
    numbers = {pair: (Coverage(*pair).months(), Coverage(*pair).quarters()) for pair in set(pairs)}
    months = pd.Series([numbers[pair][0] for pair in pairs], spans.index, dtype="float64")
    quarters = pd.Series([numbers[pair][1] for pair in pairs], spans.index, dtype="float64")
    return months.reindex(said.index), quarters.reindex(said.index)


def _on_items(chunk: Chunk, name: str, number: pd.Series) -> Marks:
    """The number as one mark on the first item it comes from, and marks of 0 on the others."""
    items = chunk.tables.items
    first, *others = _EXPECTED_FROM[name]
    items = items[items["field"].isin([first, *others]) & items["submission"].isin(number.index)]
    amount = items["submission"].map(number).where(items["field"] == first, 0)
    return summed("branches", items, {name: amount})
