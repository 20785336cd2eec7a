"""Predicates of 党员: the trial period, its extension and its end."""

import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.predicates.development import NOT_YET, latest
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.members import YEAR, of, on_roll

# Trial periods before this day were none (1969 to 1977) or of other lengths; source: the domain notes, section 2.3.
PROBATION_SINCE = pd.Timestamp("1982-09-01")
_LATEST_EXTENSION = pd.DateOffset(months=24, days=31)  # from 入党; a month alone stands for its first day


def confirmed_too_soon(scene: Scene) -> Cells:
    """转正 of a 正式党员 within a year of 入党 (from 1982-09-01 on)."""
    frame = scene["members"]
    joined, confirmed = frame["joined"], frame["confirmed"]
    full = joined + YEAR
    soon = (latest(confirmed) < full) & (joined >= PROBATION_SINCE) & (confirmed >= joined)
    return of(frame, "正式党员") & soon


def confirmed_while_extended(scene: Scene) -> Cells:
    """转正 after a year, but before 延长预备期至."""
    frame = scene["members"]
    early = frame["confirmed"] < frame["probation_until"]
    return on_roll(frame) & early & (frame["confirmed"] >= frame["joined"] + YEAR)


def extension_empty(scene: Scene) -> Cells:
    """延长预备期至 within the year that every trial period lasts."""
    frame = scene["members"]
    full = frame["joined"] + YEAR
    return on_roll(frame) & (frame["probation_until"] <= full) & ~(frame["confirmed"] < full)


def extension_unlike(scene: Scene) -> Cells:
    """An extension of less than half a year or more than a year (a month of grace)."""
    frame = scene["members"]
    until, joined = frame["probation_until"], frame["joined"]
    short = (until > joined + YEAR) & (until < joined + pd.DateOffset(months=18))
    return on_roll(frame) & (joined >= PROBATION_SINCE) & (short | (until > joined + _LATEST_EXTENSION))


def probation_over(scene: Scene) -> Cells:
    """The trial period of a 预备党员 ended more than `threshold` days before 办理情况截至日期, without 转正日期."""
    frame = scene["members"]
    return _on_trial(frame) & (_end(frame) < scene.as_of_days(frame) - pd.Timedelta(days=scene.threshold))


def probation_ending(scene: Scene) -> Cells:
    """The trial period of a 预备党员 ends within `threshold` days of 办理情况截至日期."""
    frame = scene["members"]
    end, day, near = _end(frame), scene.as_of_days(frame), pd.Timedelta(days=scene.threshold)
    return _on_trial(frame) & (end >= day - near) & (end <= day + near)


def probationary_confirmed(scene: Scene) -> Cells:
    """A 预备党员 with a 转正日期 no later than 填报日期."""
    frame = scene["members"]
    return frame["type"].eq("预备党员") & (frame["confirmed"] <= scene.branch("fill_date", frame))


def probationary_approved(scene: Scene) -> Cells:
    """A 预备党员 with 转正审批日期 and without 转正日期."""
    frame = scene["members"]
    return _on_trial(frame) & frame["confirmation_approved"].notna()


def confirmed_later(scene: Scene) -> Cells:
    """A 正式党员 whose 转正日期 is after 填报日期."""
    frame = scene["members"]
    return frame["type"].eq("正式党员") & (frame["confirmed"] > scene.branch("fill_date", frame))


def confirmed_too_early(scene: Scene) -> Cells:
    """Not yet 预备党员 and without 入党日期, but with a 转正日期."""
    frame = scene["members"]
    return frame["type"].isin(NOT_YET) & frame["joined"].isna() & frame["confirmed"].notna()


def approved_before_confirmed(scene: Scene) -> Cells:
    """转正审批 more than a month before 转正 (a little before is how it is done where the day is known)."""
    frame = scene["members"]
    return on_roll(frame) & (frame["confirmation_approved"] + pd.DateOffset(months=1) < frame["confirmed"])


def _on_trial(frame: Rows) -> Cells:
    return of(frame, "预备党员") & frame["confirmed"].isna()


def _end(frame: Rows) -> Cells:
    return frame["probation_until"].fillna(frame["joined"] + YEAR)
