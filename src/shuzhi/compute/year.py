"""本年累计: what was counted since the year began, from the periods in which the branch counted and this one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pandas as pd

from shuzhi.compute.flows import SUFFIX, is_flow
from shuzhi.compute.indicators import described
from shuzhi.compute.totals import COLUMNS
from shuzhi.model.history import History
from shuzhi.model.period import Coverage, Period

_KEYS = ["branch_code", "name"]


def earlier_in_year(period: Period) -> tuple[Period, ...]:
    """The periods of the same kind that came before in the year, the first one first; a year has none."""
    return tuple(replace(period, number=number) for number in range(1, period.number))


def year_to_date(
    own: pd.DataFrame, coverages: Mapping[str, Coverage], history: History, period: Period
) -> pd.DataFrame:
    """本年累计 (totals.COLUMNS, scope own) of every branch that counted in all earlier periods of the year.

    own        indicators of this period (totals.COLUMNS); coverages: branch code → the days counted in it

    The days counted must follow each other without a gap. A sum leaves blanks out and is blank if all are. `rows` are
    those of this period, then `2023Q1:会议!5` of the earlier ones. Nothing in the first period of a year, where it
    would equal the count. A row of an earlier period handed in only now is not in the sum: it counts in the year's
    own report.
    """
    earlier = earlier_in_year(period)
    complete = [code for code, days in coverages.items() if earlier and _follow(_days(history, earlier, code), days)]
    parts = [_flows(own, complete).assign(place=0)]
    for place, one in enumerate(earlier, 1):
        past = history.values[(history.values["period"] == one.code) & (history.values["scope"] == "own")]
        past = _flows(past, complete)
        named = [text and f"{one.code}:" + text.replace(";", f";{one.code}:") for text in past["rows"]]
        parts.append(past.assign(place=place, rows=pd.Series(named, past.index, dtype="str")))
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    sums = rows.groupby(_KEYS)["value"].sum(min_count=1).round(6)
    told = rows[rows["rows"] != ""].sort_values([*_KEYS, "place"], kind="stable").groupby(_KEYS)["rows"].agg(";".join)
    return _as_indicators(sums.to_frame().assign(rows=told).reset_index())


def _days(history: History, earlier: Iterable[Period], code: str) -> list[Coverage | None]:
    return [history.coverage(one, code) for one in earlier]


def _follow(before: list[Coverage | None], now: Coverage) -> bool:
    """Whether each stretch of days begins on the day after the one before."""
    known = [days for days in before if days]
    next_day = timedelta(days=1)
    return len(known) == len(before) and all(
        later.start == one.end + next_day for one, later in pairwise([*known, now])
    )


def _flows(frame: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    names = [name for name in frame["name"].unique() if is_flow(name)]
    wanted = frame["branch_code"].isin(codes) & frame["name"].isin(names)
    return frame.loc[wanted, [*_KEYS, "value", "rows"]].astype(dict.fromkeys([*_KEYS, "rows"], "str"))


def _as_indicators(sums: pd.DataFrame) -> pd.DataFrame:
    """Rows (totals.COLUMNS) from branch_code, name, value and rows."""
    named = sums.assign(
        name=sums["name"].astype("str") + SUFFIX, scope="own", numerator=float("nan"), denominator=float("nan"),
        rows=sums["rows"].where(sums["value"].notna()).fillna("").astype("str"),
    )
    return named.join(described(named["name"]))[COLUMNS]
