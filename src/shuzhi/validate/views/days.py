"""Rows by day: in the coverage, by month."""

import pandas as pd

from shuzhi.model.period import Period
from shuzhi.validate.scene import Scene


def covered(scene: Scene, frame: pd.DataFrame, field: str, beyond: int = 0) -> pd.Series:
    """The day in `field` lies in the coverage, or at most `beyond` days outside."""
    start, end = (scene.branch(side, frame) for side in ("coverage_start", "coverage_end"))
    more = pd.Timedelta(days=beyond)
    return (frame[field] >= start - more) & (frame[field] <= end + more)


def untold(scene: Scene, frame: pd.DataFrame, field: str) -> pd.Series:
    """The day in `field` lies in a quarter of which the half year or year has no workbook: what was then is unknown."""
    pairs = scene.tables.lacking[["submission", "period"]].itertuples(index=False)
    periods = [(number, Period.parse(code)) for number, code in pairs]
    gone = [(number, period.year * 10 + period.number) for number, period in periods if period]
    days = frame[field]
    quarters = (days.dt.year * 10 + days.dt.quarter).fillna(0).astype("int64")
    told = pd.MultiIndex.from_arrays([frame["submission"], quarters]).isin(gone)
    return pd.Series(told, index=frame.index)


def in_coverage(scene: Scene, sheet: str) -> pd.DataFrame:
    """The rows of a sheet whose 日期 lies in the coverage."""
    frame = scene[sheet]
    inside = frame["date"] >= scene.branch("coverage_start", frame)
    return frame[inside & (frame["date"] <= scene.branch("coverage_end", frame))]


def months(days: pd.Series) -> pd.Series:
    """Months counted from the year 0."""
    numbers: pd.Series = days.dt.year * 12 + days.dt.month - 1
    return numbers
