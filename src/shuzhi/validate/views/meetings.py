"""Rows of 会议 by kind: a merged meeting has several."""

from functools import lru_cache
from typing import Any

import pandas as pd

from shuzhi.validate.columns import Rows, Sheet
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.days import covered

GENERAL, COMMITTEE, UPPER = "支部党员大会", "支部委员会会议", "总支（党委）委员会会议"
RESIDENTS, REPRESENTATIVES = "村（居）民会议", "村（居）民代表会议"
ELECTION_MEETING = "换届选举大会"


@once
def held(scene: Scene) -> pd.DataFrame:
    """Meetings as submission, row, date, present, kind; a merged meeting has a line for each of its types."""
    frame = scene.tables.frames["meetings"]
    frame = frame.melt(
        ["submission", "row", "date", "present"], ["type", "also_1", "also_2"], value_name="kind",
    ).dropna(subset=["date", "kind"])
    return frame.assign(kind=frame["kind"].str.split("、")).explode("kind").drop(columns="variable")


def of_kind(frame: Rows, kind: str) -> Any:
    """Whether a meeting was (also) of that kind."""
    held_as = [kind in text.split("、") for text in joined(frame)]
    return pd.Series(held_as, frame.index, dtype=bool)


def joined(frame: Rows) -> pd.Series:
    """会议类型 with both 同时作为: 支部党员大会、党课."""
    cells = zip(*(frame[field].to_numpy() for field in ("type", "also_1", "also_2")), strict=True)
    return pd.Series([_one_text(*row) for row in cells], frame.index, dtype="str")


@lru_cache(maxsize=1024)
def _one_text(*cells: object) -> str:
    return "、".join(cell if isinstance(cell, str) else "" for cell in cells).rstrip("、").replace("、、", "、")


@once
def astray(scene: Scene) -> pd.DataFrame:
    """The meetings (see `held`) on a day outside the coverage: their dates are in doubt already (H31)."""
    meetings = held(scene)
    return meetings[~covered(scene, meetings, "date")]


def elsewhere(scene: Scene, frame: Sheet, kind: str) -> Any:
    """Rows whose submission shows no meeting of that kind because its 支部 record theirs themselves (党总支, 党委)."""
    above = scene.branch("org_type", frame).isin(["党总支", "党委"])
    if not above.any():
        return above
    meetings = held(scene)
    return above & ~frame["submission"].isin(meetings.loc[meetings["kind"] == kind, "submission"])
