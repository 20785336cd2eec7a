"""Which earlier periods the figures of a branch may be compared with: complete ones, of as many months."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from shuzhi.compute.totals import TOTAL
from shuzhi.model.facts import Facts
from shuzhi.model.history import Earlier, History
from shuzhi.model.period import Coverage, Period
from shuzhi.model.results import EARLIER, Results
from shuzhi.model.settings import Branch, Settings


def earlier(history: History, settings: Settings, branch: Branch, counted: Collection[str]) -> tuple[Earlier, ...]:
    """The period before and the same period last year, as far as the branch was complete in them.

    `counted` are the codes of the branches that count now. A 总支 is compared with all its 支部, and only where the
    same 支部 counted then and count now.
    """
    below = settings.below(branch.code)
    if any(child.code not in counted for child in below):
        return ()
    family = {branch.code, *(child.code for child in below)}
    gone = [one.code for one in settings.former if one.parent in family]
    wanted = dict.fromkeys((settings.period.before, settings.period.year_ago))
    found = []
    for period in wanted:
        days = _days(history, period, branch.code)
        alike = all(_days(history, period, child.code) == days for child in below)
        if days and alike and not any(history.coverage(period, code) for code in gone):
            amounts = history.amounts(period, branch.code, "all" if below else "own")
            found.append(Earlier(period, days, amounts))
    return tuple(found)


def compared(facts: Facts, periods: Sequence[Earlier]) -> Facts:
    """The facts with those earlier periods that they may be compared with; none where a quarter lacks."""
    by_period = {one.period: one for one in periods if not facts.lacking and _comparable(facts.coverage, one.days)}
    year_ago = by_period.get(facts.period.year_ago)
    same_months = year_ago is not None and _months(year_ago.days, 1) == _months(facts.coverage, 0)
    return replace(
        facts, before=by_period.get(facts.period.before), year_ago=year_ago if same_months else None,
    )


def amounts_before(results: Results, history: History) -> pd.DataFrame:
    """Results.earlier: what the branches that count now had in each earlier period that may be compared with."""
    branches = results.branches[["branch_code", "coverage_start", "coverage_end"]].dropna()
    now = {code: Coverage(start.date(), end.date()) for code, start, end in branches.itertuples(index=False)}
    own = history.values[(history.values["scope"] == "own") & ~history.values["name"].str.endswith("_ytd")]
    frames = []
    for period in _earlier_periods(history, results.settings.period):
        alike = {code for code, days in now.items() if _alike(_days(history, period, code), days)}
        wanted = (own["period"] == period.code) & own["branch_code"].isin(alike | {TOTAL})
        frames.append(own.loc[wanted, EARLIER])
    return pd.concat(frames, ignore_index=True) if frames else results.earlier


def _earlier_periods(history: History, period: Period) -> list[Period]:
    """The periods of this one's kind that are known and over before it begins, oldest first."""
    known = [Period.parse(code) for code in sorted(history.counts["period"].unique())]
    return [one for one in known if one and one.kind == period.kind and one.days.end < period.days.start]


def _alike(then: Coverage | None, now: Coverage) -> bool:
    return then is not None and _comparable(now, then)


def _days(history: History, period: Period, code: str) -> Coverage | None:
    """The days counted; None where the branch did not count, or with some quarters of a half year or year only."""
    if period.kind != "Q":
        quarters = {history.coverage(quarter, code) is not None for quarter in period.quarters}
        if quarters == {True, False}:
            return None
    return history.coverage(period, code)


def _comparable(now: Coverage, then: Coverage) -> bool:
    """As many months, at least one, all of them earlier."""
    return now.months() == then.months() > 0 and then.end < now.start


def _months(days: Coverage, years: int) -> list[tuple[int, int]]:
    """(year, month) of each month counted, `years` later."""
    return [(day.year + years, day.month) for day in days.fifteenths()]
