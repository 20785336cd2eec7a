"""Predicates of 党员: the steps up to the admission, their order and their papers."""

import pandas as pd

from shuzhi.validate.columns import Cells
from shuzhi.validate.predicates.dates import is_future
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import covered
from shuzhi.validate.views.members import YEAR, count_of, has, of, on_roll

NOT_YET = ("发展对象", "入党积极分子", "入党申请人")
STEPS = ("applied", "activist_since", "candidate_since")
# From the 细则 of 2014 on every step is on file with its day; before, a month may stand for its first day.
FILES_SINCE = pd.Timestamp("2014-06-01")


def latest(days: Cells) -> Cells:
    """The last day that each day may stand for: that of its month, where the month may be all that was known."""
    month = days.dt.day.eq(1) & (days < FILES_SINCE)
    return days.where(~month, days + pd.offsets.MonthEnd())


def too_young(scene: Scene, field: str, unless: tuple[str, ...] = ()) -> Cells:
    """The step `field` before the 18th birthday, where those of `unless` are blank."""
    frame = scene["members"]
    young = (latest(frame[field]) < frame["birth"] + pd.DateOffset(years=18)) & ~is_future(scene, "members", "birth")
    return on_roll(frame) & young & frame.blank(unless)


def out_of_order(scene: Scene, first: str, later: str, between: tuple[str, ...]) -> Cells:
    """The step `first` after the step `later`, all steps between them blank (else the form's checks say so)."""
    frame = scene["members"]
    return (frame[first] > frame[later]) & frame.blank(between)


def step_missing(scene: Scene, step: str, types: tuple[str, ...]) -> Cells:
    """The first step that such people must have behind them and that is blank; those moved in left papers elsewhere."""
    frame = scene["members"]
    filled = frame.filled(STEPS[: STEPS.index(step)])
    return of(frame, *types) & frame["moved_in"].isna() & filled & frame[step].isna() & has(scene, step)


def step_skipped(scene: Scene, step: str, later: str) -> Cells:
    """A step of a 正式党员 blank (admitted from 2014-06-01 on), the one behind it filled."""
    frame = scene["members"]
    own = of(frame, "正式党员") & frame["moved_in"].isna() & (frame[later] >= FILES_SINCE)
    return own & frame[step].isna() & has(scene, step)


def step_ahead(scene: Scene, step: str, types: tuple[str, ...]) -> Cells:
    """A step filled that such people have not reached."""
    frame = scene["members"]
    return of(frame, *types) & frame[step].notna()


def joined_too_early(scene: Scene) -> Cells:
    """Not yet 预备党员, but with an 入党日期."""
    frame = scene["members"]
    return frame["type"].isin(NOT_YET) & frame["joined"].notna()


def candidate_too_soon(scene: Scene) -> Cells:
    """发展对象 within a year of 积极分子 (from 2014-06-01 on)."""
    frame = scene["members"]
    activist, candidate = frame["activist_since"], frame["candidate_since"]
    soon = (candidate < activist + YEAR) & (candidate >= FILES_SINCE) & ~(candidate < activist)
    return on_roll(frame) & soon


def contacts_unlike(scene: Scene) -> Cells:
    """What is to be said of the 培养联系人 of a 发展对象 or 入党积极分子: none, or more than two."""
    frame = scene["members"]
    listed = of(frame, "发展对象", "入党积极分子") & has(scene, "contacts")
    return _told(frame["contacts"].isna(), count_of(frame["contacts"]) > 2, "培养联系人", "多于2名").where(listed)


def sponsors_unlike(scene: Scene) -> Cells:
    """What is to be said of the 入党介绍人 of a 发展对象 or somebody admitted in the coverage: none, or not two."""
    frame = scene["members"]
    listed = of(frame, "发展对象") | (of(frame, "预备党员") & covered(scene, frame, "joined"))
    listed &= frame["moved_in"].isna() & has(scene, "sponsors")
    return _told(frame["sponsors"].isna(), count_of(frame["sponsors"]) != 2, "入党介绍人", "不是2名").where(listed)


def approved_late(scene: Scene) -> Cells:
    """接收审批 of a 预备党员 more than `threshold` months after the 支部大会."""
    frame = scene["members"]
    limit = frame["joined"] + pd.DateOffset(months=int(scene.threshold))
    return of(frame, "预备党员") & (frame["admission_approved"] > limit)


def _told(blank: Cells, other: Cells, title: str, words: str) -> Cells:
    told = pd.Series(None, index=blank.index, dtype=object)
    return told.mask(other, title + words).mask(blank, f"未见{title}")
