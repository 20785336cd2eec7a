"""Tasks and proposals of the branches that count, with how many days late each is: for every list of them."""

from typing import Any

import pandas as pd

from shuzhi.model.results import Results

TASKS_OPEN = ("未启动", "进行中")
PROPOSALS_OPEN = ("正在办理", "未办理")


def tasks(results: Results) -> pd.DataFrame:
    """The rows of 民生实事 in roster order plus short_name, day (states are reported on), late (days, missing = not).

    A task is late by the days from its (adjusted) due date to that day, while it is open.
    """
    rows = _rows(results, "tasks")
    due = rows["due_adjusted"].fillna(rows["due"])
    return _with_late(rows, (rows["day"] - due).dt.days.where(rows["state"].isin(TASKS_OPEN)))


def proposals(results: Results) -> pd.DataFrame:
    """As `tasks`, of 居民提案: late by the days beyond 办结期限（天） of 参数 (never without one), while it is open.

    One that went into another is not late by itself: the indicators do not count it either.
    """
    rows = _rows(results, "proposals")
    limit = results.settings.limits.get("close_days", float("inf"))
    still = rows["state"].isin(PROPOSALS_OPEN) & rows["merged_into"].isna()
    late = ((rows["day"] - rows["proposed"]).dt.days - limit).where(still)
    return _with_late(rows, late)


def _rows(results: Results, sheet: str) -> pd.DataFrame:
    branches = results.branches[["branch_code", "short_name", "as_of"]].rename(columns={"as_of": "day"})
    branches = branches.assign(roster_place=range(len(branches)))
    if results.as_of is not None:
        branches["day"] = pd.Timestamp(results.as_of)
    rows = results.frames[sheet].merge(branches, on="branch_code")
    return rows.sort_values(["roster_place", "row"], kind="stable", ignore_index=True)


def _with_late(rows: pd.DataFrame, days: "pd.Series[Any]") -> pd.DataFrame:
    return rows.assign(late=days.where(days > 0))
