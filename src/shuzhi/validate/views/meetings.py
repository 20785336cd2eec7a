"""Rows of 会议 by kind: a merged meeting has several."""

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.sheets import Sheet
from shuzhi.validate.views.days import covered

GENERAL, COMMITTEE, UPPER = "支部党员大会", "支部委员会会议", "总支（党委）委员会会议"
RESIDENTS, REPRESENTATIVES = "村（居）民会议", "村（居）民代表会议"
ELECTION_MEETING = "换届选举大会"


@once
def held(scene: Scene) -> Rows:
    """Meetings as submission, row, date, present, kind; a merged meeting has a line for each of its types."""
    frame = scene["meetings"]
    dated = frame["date"].notna()
    lines = [
        (place, kind) for field in ("type", "also_1", "also_2")
        for place in np.flatnonzero(dated & frame[field].notna()).tolist()
        for kind in frame[field].values[place].split("、")
    ]
    places = np.array([place for place, _ in lines], dtype="int64")
    columns = {name: frame[name].values[places] for name in ("submission", "row", "date", "present")}
    return pd.DataFrame({**columns, "kind": pd.Series([kind for _, kind in lines], dtype="str")})


def of_kind(frame: Rows, kind: str) -> Cells:
    """Whether a meeting was (also) of that kind."""
    if isinstance(frame, Sheet):
        return frame.made(kind, lambda sheet: _of_kind(sheet, kind))
    return pd.Series(_of_kind(frame, kind), frame.index)


def _of_kind(frame: Rows, kind: str) -> NDArray[np.bool_]:
    types = joined(frame)
    return np.fromiter((kind in text.split("、") for text in types), dtype=bool, count=len(types))


def joined(frame: Rows) -> Cells:
    """会议类型 with both 同时作为: 支部党员大会、党课."""
    return frame.made("kinds", _joined) if isinstance(frame, Sheet) else pd.Series(_joined(frame), frame.index, "str")


def _joined(frame: Rows) -> NDArray[np.object_]:
    cells = zip(*(frame[field].to_numpy() for field in ("type", "also_1", "also_2")), strict=True)
    found = np.empty(len(frame), dtype=object)
    found[:] = [_one_text(*row) for row in cells]
    return found


@lru_cache(maxsize=1024)
def _one_text(*cells: object) -> str:
    return "、".join(cell if isinstance(cell, str) else "" for cell in cells).rstrip("、").replace("、、", "、")


@once
def astray(scene: Scene) -> Rows:
    """The meetings (see `held`) on a day outside the coverage: their dates are in doubt already (H31)."""
    meetings = held(scene)
    return meetings[~covered(scene, meetings, "date")]


def elsewhere(scene: Scene, frame: Sheet, kind: str) -> Cells:
    """Rows whose submission shows no meeting of that kind because its 支部 record theirs themselves (党总支, 党委)."""
    above = scene.branch("org_type", frame).isin(["党总支", "党委"])
    if not above.any():
        return above
    meetings = held(scene)
    return above & ~frame["submission"].isin(meetings.loc[meetings["kind"] == kind, "submission"])
