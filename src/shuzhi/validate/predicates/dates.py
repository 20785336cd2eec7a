"""Predicates of days that any sheet has: against 填报日期, 办理情况截至日期 and the coverage."""

import pandas as pd

from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene


def future(scene: Scene, sheet: str, field: str) -> Cells:
    """The day in `field` is after 填报日期; of the date that a sheet is counted by, with a doubt about its year."""
    hits = is_future(scene, sheet, field)
    return _year_doubted(scene, sheet, hits) if field == scene.form.sheet(sheet).dated else hits


def is_future(scene: Scene, sheet: str, field: str) -> Cells:
    """The day in `field` is after 填报日期 (if that is before the whole coverage, it is wrong itself: F51)."""
    frame = scene[sheet]
    filled = scene.branch("fill_date", frame)
    after = frame[field] > filled
    return after & ~(filled < scene.branch("coverage_start", frame)) if after.any() else after


def outside(scene: Scene, sheet: str) -> Cells:
    """What is said after 这条 where 日期 is outside the coverage, but no later than 填报日期 (that is `future`'s)."""
    frame = scene[sheet]
    date, start = frame["date"], scene.branch("coverage_start", frame)
    late = (date > scene.branch("coverage_end", frame)) & ~is_future(scene, sheet, "date")
    if not (late | (date < start)).any():
        return frame.column(None)
    words = pd.Series("在统计截止日期之后，本期不计入；全年统计时会计入。", frame.index, dtype=object)
    words = words.mask(date < start, "是上期的，本期不计入；全年统计时会计入。")
    words = words.mask(date.dt.year < start.dt.year, "是以前年度的，本期不计入。")
    return words + _year_doubted(scene, sheet, (date < start) | late)


def _year_doubted(scene: Scene, sheet: str, hits: Cells) -> Cells:
    """The hits as text: what Excel may have done where the same day of another year lies in the coverage, else "".

    A day typed without a year (9-5) gets the year in which it is typed.
    """
    frame = scene[sheet]
    if not hits.any():
        return frame.column(None)
    days = (frame["date"], scene.branch("coverage_start", frame), scene.branch("coverage_end", frame))
    day, start, end = (one.dt.month * 100 + one.dt.day for one in days)
    inside = ((day >= start) & (day <= end)).where(start <= end, (day >= start) | (day <= end))
    return pd.Series("", index=frame.index, dtype=object).mask(inside, "年份可能写错了，请核对年份。").where(hits)


def after_as_of(scene: Scene, sheet: str, field: str) -> Cells:
    """The day in `field` is after the workbook's 办理情况截至日期, but no later than 填报日期."""
    frame = scene[sheet]
    return (frame[field] > scene.own_as_of(frame)) & ~(frame[field] > scene.branch("fill_date", frame))
