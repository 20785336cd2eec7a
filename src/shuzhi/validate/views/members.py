"""Rows of 党员: who is on the roll, of which kind, on which day."""


import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.sheets import Sheet, beside
from shuzhi.validate.views import rows

YEAR = pd.DateOffset(years=1)


def on_roll(frame: Rows) -> Cells:
    """People whose 党籍状态 is 在册 (also where it is blank)."""
    status = frame["status"]
    return status.isna() | status.eq("在册")


def of(frame: Rows, *types: str) -> Cells:
    """People on the roll of one of these 人员类别."""
    return on_roll(frame) & frame["type"].isin(types)


def has(scene: Scene, field: str) -> Column:
    """Rows of 党员 whose workbook has the column."""
    return rows.has(scene, "members", field)


def count_of(names: Column) -> Cells:
    """Number of names in each cell, NaN where it is blank."""
    return names.str.count("、") + 1


def full_members(scene: Scene, frame: Rows, day: Cells) -> Cells:
    """Number of 正式党员 of each row's submission on that row's `day`; NaN where its 党员 sheet has none."""
    people = _people(scene, ("正式党员",))
    return _counted(people, frame, day, people["confirmed"].fillna(people["joined"]))


def party_members(scene: Scene, frame: Rows, day: Cells, *, at_home: bool = False) -> Cells:
    """Number of 正式 and 预备党员 of each row's submission on that row's `day`; NaN where its 党员 sheet has none.

    at_home: without those who are 流动 or 失联.
    """
    people = _people(scene, ("正式党员", "预备党员"), at_home=at_home)
    everybody = _counted(people, frame, day, people["joined"])
    if not at_home:
        return everybody
    some = frame["submission"].isin(_people(scene, ("正式党员", "预备党员"))["submission"])
    return everybody.fillna(0.0).where(some)


@once
def _people(scene: Scene, types: tuple[str, ...], *, at_home: bool = False) -> Sheet:
    """The people of these 人员类别, by submission."""
    frame = scene["members"]
    wanted = frame["type"].isin(types)
    if at_home:
        wanted &= frame["mobile"].ne("是") & frame["lost"].ne("是")
    return Sheet(frame[wanted].sort_values("submission", kind="stable"))


def _counted(people: Sheet, frame: Rows, day: Cells, since: Cells) -> Cells:
    """How many of the people were there on each row's day: come by then, and on the roll or gone later."""
    whose, days = people["submission"].values, np.asarray(day)
    numbers = np.asarray(frame["submission"])
    first, last = (np.searchsorted(whose, numbers, side) for side in ("left", "right"))
    size = last - first
    row = np.repeat(np.arange(len(numbers)), size)
    one = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) + np.repeat(first, size)
    then = days[row]
    there = ~(np.asarray(since)[one] > then) & ~(people["moved_in"].values[one] > then)
    there &= on_roll(people).values[one] | (people["changed"].values[one] > then)
    counts = np.bincount(row[there], minlength=len(numbers)).astype("float64")
    return beside(frame, np.where(size > 0, counts, np.nan))
