"""The meetings that were held, one line a type, and whether cells of one frame stand in another."""

import pandas as pd

from shuzhi.validate.scene import Scene

GENERAL, COMMITTEE, UPPER = "支部党员大会", "支部委员会会议", "总支（党委）委员会会议"
RESIDENTS, REPRESENTATIVES = "村（居）民会议", "村（居）民代表会议"
ELECTION_MEETING = "换届选举大会"


def held(scene: Scene) -> pd.DataFrame:
    """Meetings as submission, row, date, present, kind; a merged meeting has a line for each of its types."""
    frame = scene["meetings"].melt(
        ["submission", "row", "date", "present"], ["type", "also_1", "also_2"], value_name="kind",
    ).dropna(subset=["date", "kind"])
    return frame.assign(kind=frame["kind"].str.split("、")).explode("kind").drop(columns="variable")


def among(frame: pd.DataFrame, columns: list[str], table: pd.DataFrame, theirs: list[str] | None = None) -> pd.Series:
    """Whether the row's values of `columns` stand side by side in `theirs` (default: the same columns) of the table."""
    known = table[theirs or columns].drop_duplicates().set_axis(columns, axis=1).assign(known=True)
    found = frame[columns].merge(known, how="left", on=columns)["known"].eq(other=True)
    return found.set_axis(frame.index) & frame[columns].notna().all(axis=1)


def covered(scene: Scene, frame: pd.DataFrame, field: str) -> pd.Series:
    """Whether the day in `field` lies in the coverage of the row's submission."""
    day = frame[field]
    return (day >= scene.branch("coverage_start", frame)) & (day <= scene.branch("coverage_end", frame))


def astray(scene: Scene) -> pd.DataFrame:
    """The meetings (see `held`) on a day outside the coverage: their dates are in doubt already (H31)."""
    meetings = held(scene)
    return meetings[~covered(scene, meetings, "date")]


def elsewhere(scene: Scene, frame: pd.DataFrame, kind: str) -> pd.Series:
    """Rows whose submission shows no meeting of that kind because its 支部 record theirs themselves (党总支, 党委)."""
    above = scene.branch("org_type", frame).isin(["党总支", "党委"])
    meetings = held(scene)
    return above & ~frame["submission"].isin(meetings.loc[meetings["kind"] == kind, "submission"])
