"""Rows of 会议 by kind (a merged meeting has several) and by day."""

import pandas as pd

from shuzhi.validate.scene import Scene

GENERAL, COMMITTEE = "支部党员大会", "支部委员会会议"


def of_kind(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Whether a meeting was (also) of that kind."""
    return ("、" + joined(frame) + "、").str.contains(f"、{kind}、", regex=False)


def joined(frame: pd.DataFrame) -> pd.Series:
    """会议类型 with both 同时作为: 支部党员大会、党课."""
    parts = [frame[field].fillna("") for field in ("type", "also_1", "also_2")]
    texts: pd.Series = parts[0] + "、" + parts[1] + "、" + parts[2]
    return texts.str.rstrip("、").str.replace("、、", "、", regex=False)


def in_coverage(scene: Scene, sheet: str) -> pd.DataFrame:
    """The rows of a sheet whose 日期 lies in the coverage."""
    frame = scene[sheet]
    inside = frame["date"] >= scene.branch("coverage_start", frame)
    return frame[inside & (frame["date"] <= scene.branch("coverage_end", frame))]


def months(days: pd.Series) -> pd.Series:
    """Months counted from the year 0."""
    numbers: pd.Series = days.dt.year * 12 + days.dt.month - 1
    return numbers
