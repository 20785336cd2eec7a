"""Rows of 会议 by kind: a merged meeting has several."""

import pandas as pd

from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import covered

GENERAL, COMMITTEE, UPPER = "支部党员大会", "支部委员会会议", "总支（党委）委员会会议"
RESIDENTS, REPRESENTATIVES = "村（居）民会议", "村（居）民代表会议"
ELECTION_MEETING = "换届选举大会"


def held(scene: Scene) -> pd.DataFrame:
    """Meetings as submission, row, date, present, kind; a merged meeting has a line for each of its types."""
    frame = scene["meetings"].melt(
        ["submission", "row", "date", "present"], ["type", "also_1", "also_2"], value_name="kind",
    ).dropna(subset=["date", "kind"])
    return frame.assign(kind=frame["kind"].str.split("、")).explode("kind").drop(columns="variable")


def of_kind(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Whether a meeting was (also) of that kind."""
    return ("、" + joined(frame) + "、").str.contains(f"、{kind}、", regex=False)


def joined(frame: pd.DataFrame) -> pd.Series:
    """会议类型 with both 同时作为: 支部党员大会、党课."""
    parts = [frame[field].fillna("") for field in ("type", "also_1", "also_2")]
    texts: pd.Series = parts[0] + "、" + parts[1] + "、" + parts[2]
    return texts.str.rstrip("、").str.replace("、、", "、", regex=False)


def astray(scene: Scene, meetings: pd.DataFrame) -> pd.DataFrame:
    """Those of the meetings (see `held`) on a day outside the coverage: their dates are in doubt already (H31)."""
    return meetings[~covered(scene, meetings, "date")]


def elsewhere(scene: Scene, frame: pd.DataFrame, kind: str) -> pd.Series:
    """Rows whose submission shows no meeting of that kind because its 支部 record theirs themselves (党总支, 党委)."""
    above = scene.branch("org_type", frame).isin(["党总支", "党委"])
    if not above.any():
        return above
    meetings = held(scene)
    return above & ~frame["submission"].isin(meetings.loc[meetings["kind"] == kind, "submission"])
