"""Predicates of 会议."""

import pandas as pd

from shuzhi.model.period import Coverage
from shuzhi.validate.scene import Scene, is_branch_kind


def months_without(scene: Scene, kind: str, needs: str) -> pd.Series:
    """Months of the coverage (their 15th lies in it) without a meeting of that kind: 7月、8月."""
    frame, meetings = scene["branches"], _in_coverage(scene, "meetings")
    meetings = meetings[_has_type(meetings, kind)]
    held = {(n, d.year, d.month) for n, d in meetings[["submission", "date"]].itertuples(index=False)}
    applies = is_branch_kind(frame["org_type"]) & (frame[needs] > 0 if needs else True)
    applies &= frame["submission"].isin(scene["meetings"]["submission"])
    applies &= frame["coverage_start"].notna() & frame["coverage_end"].notna()
    gaps = {}
    for place, n, start, end in frame.loc[applies, ["submission", "coverage_start", "coverage_end"]].itertuples():
        days = Coverage(start.date(), end.date()).fifteenths()
        missing = [f"{day.month}月" for day in days if (n, day.year, day.month) not in held]
        if missing:
            gaps[place] = "、".join(missing)
    return pd.Series(gaps, dtype=object).reindex(frame.index)


def no_general_meeting(scene: Scene) -> pd.Series:
    """A 支部 that recorded meetings, none a 支部党员大会, in a coverage of a quarter or more."""
    frame, meetings = scene["branches"], _in_coverage(scene, "meetings")
    held = meetings[_has_type(meetings, "支部党员大会")]["submission"]
    quarter = (frame["coverage_end"] - frame["coverage_start"]).dt.days >= 85
    there = frame["submission"].isin(scene["meetings"]["submission"])
    return is_branch_kind(frame["org_type"]) & quarter & there & ~frame["submission"].isin(held)


def same_meeting(scene: Scene) -> pd.Series:
    """Same day, type, topic, 党小组 and 支部 as a row above."""
    frame = scene["meetings"]
    keys = ["submission", "date", "type", "topic", "group", "unit"]
    return frame[keys[:4]].notna().all(axis=1) & frame.duplicated(keys)


def _has_type(frame: pd.DataFrame, kind: str) -> pd.Series:
    joined = frame["type"].fillna("") + "、" + frame["also_1"].fillna("") + "、" + frame["also_2"].fillna("")
    return ("、" + joined + "、").str.contains(f"、{kind}、", regex=False)


def _in_coverage(scene: Scene, sheet: str) -> pd.DataFrame:
    frame = scene[sheet]
    inside = frame["date"] >= scene.branch("coverage_start", frame)
    return frame[inside & (frame["date"] <= scene.branch("coverage_end", frame))]
