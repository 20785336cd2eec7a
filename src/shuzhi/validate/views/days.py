"""Rows by day: in the coverage, by month."""


import pandas as pd

from shuzhi.model.period import Period
from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.sheets import Sheet


def covered(scene: Scene, frame: Rows, field: str, beyond: int = 0) -> Cells:
    """The day in `field` lies in the coverage, or at most `beyond` days outside."""
    if isinstance(frame, Sheet):
        return _covered(scene, frame, field, beyond)
    start, end = (scene.branch(side, frame) for side in ("coverage_start", "coverage_end"))
    more = pd.Timedelta(days=beyond)
    return (frame[field] >= start - more) & (frame[field] <= end + more)


@once
def _covered(scene: Scene, sheet: Sheet, field: str, beyond: int) -> Column:
    start, end = (scene.branch(side, sheet) for side in ("coverage_start", "coverage_end"))
    more = pd.Timedelta(days=beyond)
    inside: Column = (sheet[field] >= start - more) & (sheet[field] <= end + more)
    return inside


@once
def untold(scene: Scene, frame: Sheet, field: str) -> Column:
    """The day in `field` lies in a quarter of which the half year or year has no workbook: what was then is unknown."""
    if not len(scene.tables.lacking):
        return frame.column(values=False)
    pairs = scene.tables.lacking[["submission", "period"]].itertuples(index=False)
    periods = [(number, Period.parse(code)) for number, code in pairs]
    gone = [(number, period.year * 10 + period.number) for number, period in periods if period]
    days = frame[field]
    quarters = (days.dt.year * 10 + days.dt.quarter).fillna(0).astype("int64")
    return frame.column(pd.MultiIndex.from_arrays([frame["submission"].series, quarters]).isin(gone))


@once
def in_coverage(scene: Scene, sheet: str) -> Sheet:
    """The rows of a sheet whose 日期 lies in the coverage."""
    frame = scene[sheet]
    return Sheet(frame[covered(scene, frame, "date")])


def months(days: Cells) -> Cells:
    """Months counted from the year 0."""
    return days.dt.year * 12 + days.dt.month - 1
