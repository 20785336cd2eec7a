"""Predicates of days that any sheet has: against 填报日期, 办理情况截至日期 and the coverage."""

import pandas as pd

from shuzhi.validate.scene import Scene


def future(scene: Scene, sheet: str, field: str) -> pd.Series:
    """The day in `field` is after 填报日期."""
    frame = scene[sheet]
    return frame[field] > scene.branch("fill_date", frame)


def outside(scene: Scene, sheet: str) -> pd.Series:
    """日期 is outside the coverage, but no later than 填报日期 (that is `future`'s)."""
    frame = scene[sheet]
    date = frame["date"]
    early = date < scene.branch("coverage_start", frame)
    return early | ((date > scene.branch("coverage_end", frame)) & ~future(scene, sheet, "date"))


def after_as_of(scene: Scene, sheet: str, field: str) -> pd.Series:
    """The day in `field` is after the workbook's 办理情况截至日期, but no later than 填报日期."""
    frame = scene[sheet]
    return (frame[field] > scene.branch("as_of", frame)) & ~(frame[field] > scene.branch("fill_date", frame))
