"""Which rows of 党员 a rule is about: those on the roll, of some 人员类别, in the coverage."""

import pandas as pd

from shuzhi.validate.scene import Scene

YEAR = pd.DateOffset(years=1)


def on_roll(frame: pd.DataFrame) -> pd.Series:
    """People whose 党籍状态 is 在册 (also where it is blank)."""
    return frame["status"].fillna("在册").eq("在册")


def of(frame: pd.DataFrame, *types: str) -> pd.Series:
    """People on the roll of one of these 人员类别."""
    return on_roll(frame) & frame["type"].isin(types)


def has(scene: Scene, field: str) -> pd.Series:
    """Rows of 党员 whose workbook has the column."""
    return scene["members"]["submission"].isin(scene.having("members", field))


def covered(scene: Scene, frame: pd.DataFrame, field: str, beyond: int = 0) -> pd.Series:
    """The day in `field` lies in the coverage, or at most `beyond` days outside."""
    start, end = (scene.branch(side, frame) for side in ("coverage_start", "coverage_end"))
    more = pd.Timedelta(days=beyond)
    return (frame[field] >= start - more) & (frame[field] <= end + more)


def count_of(names: pd.Series) -> pd.Series:
    """Number of names in each cell, NaN where it is blank."""
    return names.str.count("、") + 1
