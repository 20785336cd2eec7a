"""Every branch of the roster as the page knows it: its place there is its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.words import Outcome, State
from shuzhi.summarize.advice import advice
from shuzhi.summarize.page.cells import Link
from shuzhi.summarize.values import rows_of


@dataclass(frozen=True)
class Member:
    """One branch: `at` its place in the roster from 0, `filled` the day of filling in, `days` the coverage it typed.

    counts  必须改, 请核对, 提醒; None where nothing was read
    next    what the office does about it; reason: why its file could not be read
    """

    at: int
    code: str
    name: str
    full_name: str
    org_type: str
    unit_type: str
    state: State
    late: bool
    filled: str
    days: str
    counts: tuple[int, int, int] | None
    next: str
    reason: str
    links: tuple[Link, ...]


def members(results: Results, links: Mapping[str, tuple[Link, ...]]) -> tuple[Member, ...]:
    """The branches in the order of the roster; links by place."""
    dates = dict(results.submissions[["submission", "fill_date"]].itertuples(index=False, name=None))
    said = results.explained["branch_code"].value_counts()
    reasons = _reasons(results.submissions)
    return tuple(
        Member(
            at, one.branch_code, one.short_name, one.full_name, one.org_type, one.unit_type, State(one.state),
            bool(one.late), _day(dates.get(one.submission)), _days(one),
            (one.errors, one.warnings, one.notices) if one.submission >= 0 else None,
            advice(one, int(said.get(one.branch_code, 0)), results.settings),
            reasons.get(one.branch_code, "") if one.state == State.UNREADABLE else "", links.get(one.place, ()),
        )
        for at, one in enumerate(rows_of(results.branches))
    )


def _reasons(submissions: pd.DataFrame) -> dict[str, str]:
    """Code → why the branch's (last) file could not be read."""
    unread = submissions[submissions["outcome"] == Outcome.UNREADABLE.value].dropna(subset=["branch_code"])
    return dict(zip(unread["branch_code"], unread["reason"], strict=True))


def _days(one: Any) -> str:
    start, end = one.coverage_start, one.coverage_end
    return Coverage(start.date(), end.date()).text if pd.notna(start) and pd.notna(end) else ""


def _day(filled: "pd.Timestamp | None") -> str:
    return filled.date().isoformat() if filled is not None and pd.notna(filled) else ""
