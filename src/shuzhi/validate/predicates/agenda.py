"""Predicates of 四议两公开: the order of its six steps, the meetings behind them, and what became of the matter."""

from collections.abc import Mapping
from functools import reduce

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.sheets import Sheet
from shuzhi.validate.views.days import covered, untold
from shuzhi.validate.views.meetings import (
    COMMITTEE,
    GENERAL,
    REPRESENTATIVES,
    RESIDENTS,
    UPPER,
    astray,
    elsewhere,
    held,
)
from shuzhi.validate.views.rows import among, places

STEPS = ("proposed", "discussed", "reviewed", "resolved", "resolution_published", "result_published")
# Step → the meetings it may have been taken in (in a community an assembly may decide).
MEETINGS = {
    "proposed": (COMMITTEE, UPPER, GENERAL, "村（社区）“两委”会议", "党建专题会议"),
    "discussed": ("村（社区）“两委”会议", "议事协商会", "专题工作会议"),
    "reviewed": (GENERAL,),
    "resolved": (RESIDENTS, REPRESENTATIVES, "议事协商会", "居（村）情报告会"),
}
_OWN = {"proposed": COMMITTEE, "reviewed": GENERAL}  # meetings of a 支部, which it may record in its own workbook
PUBLISHED_LATE = pd.Timedelta(days=30)


def disordered(scene: Scene, earlier: int, later: int) -> Cells:
    """The earlier step (place in STEPS) after the later one, with every step between them blank."""
    frame = scene["agenda"]
    return frame.blank(STEPS[earlier + 1 : later]) & (frame[STEPS[earlier]] > frame[STEPS[later]])


def skipped(scene: Scene, step: str, titles: tuple[str, ...]) -> Cells:
    """Blank steps before a filled one as text (titles of the first four steps), where `step` is the first of them."""
    frame = scene["agenda"]
    place = STEPS.index(step)
    later = ~frame.blank(STEPS[place + 1 : 5])
    first = frame[step].isna() & later & ~_gap_before(frame, place)
    told = np.full(len(frame), None, dtype=object)
    for row in np.flatnonzero(first):
        filled = [frame[one].notna().values[row] for one in STEPS[:5]]
        told[row] = "、".join(
            title for number, title in enumerate(titles) if not filled[number] and any(filled[number + 1 :]))
    return frame.column(told)


def _gap_before(frame: Sheet, place: int) -> Column:
    """A step before this one is blank, though one behind it is filled."""
    gaps = (frame[STEPS[one]].isna() & ~frame.blank(STEPS[one + 1 : 5]) for one in range(place))
    return reduce(Column.__or__, gaps, frame.column(values=False))


def without_meeting(scene: Scene, step: str) -> Cells:
    """A step inside the coverage on whose day no meeting of its kind was held, in a workbook that has meetings."""
    frame, meetings = scene["agenda"], held(scene)
    right = meetings[meetings["kind"].isin(MEETINGS[step])]
    missing = covered(scene, frame, step) & ~untold(scene, frame, step)
    missing &= ~among(frame, ["submission", step], right, ["submission", "date"])
    if not missing.any():
        return missing
    doubted = astray(scene)
    doubted = doubted[doubted["kind"].isin(MEETINGS[step])]
    there = frame["submission"].isin(meetings["submission"]) & ~frame["submission"].isin(doubted["submission"])
    if step in _OWN:
        there &= ~elsewhere(scene, frame, _OWN[step])
    return there & missing


def undated(scene: Scene) -> Cells:
    """通过 without 决议日期."""
    frame = scene["agenda"]
    return frame["result"].eq("通过") & frame["resolved"].isna()


def undecided(scene: Scene) -> Cells:
    """拟定 with 决议日期."""
    frame = scene["agenda"]
    return frame["result"].eq("拟定") & frame["resolved"].notna()


def published_late(scene: Scene) -> Cells:
    """决议公开 more days after 决议 than the threshold."""
    frame = scene["agenda"]
    return (frame["resolution_published"] - frame["resolved"]).dt.days > scene.threshold


def unpublished(scene: Scene) -> Cells:
    """Passed, and not made public by the as-of day, more days later than the threshold."""
    frame = scene["agenda"]
    age = (scene.as_of_days(frame) - frame["resolved"]).dt.days
    return frame["result"].eq("通过") & frame["resolution_published"].isna() & (age > scene.threshold)


def published_early(scene: Scene) -> Cells:
    """结果公开 although the task it names is not finished, or was finished later."""
    frame = scene["agenda"]
    task = _of_task(scene, frame)
    open_one = task["state"].isin(["未启动", "进行中"])
    return frame["result_published"].notna() & (open_one | (task["finished"] > frame["result_published"]))


def outcome_unpublished(scene: Scene) -> Cells:
    """The task it names was finished long before the as-of day, and 结果公开日期 is blank."""
    frame = scene["agenda"]
    since = scene.as_of_days(frame) - _of_task(scene, frame)["finished"]
    return frame["result"].eq("通过") & frame["result_published"].isna() & (since > PUBLISHED_LATE)


def done_anyway(scene: Scene) -> Cells:
    """Not (yet) decided, but the task it names goes on, and no other row decided on that task."""
    frame = scene["agenda"]
    going = _of_task(scene, frame)["state"].isin(["进行中", "已完成"])
    decided = among(frame, ["submission", "task"], frame[frame["result"].eq("通过")])
    return frame["result"].isin(["未通过", "下次再议"]) & going & ~decided


def voted_down(scene: Scene) -> Cells:
    """通过, but of the votes that name it, its task or its proposal one did not pass, and none did."""
    frame, votes = scene["agenda"], scene["votes"]
    lost, won = (_named(frame, votes[votes["result"].eq(result)]) for result in ("未通过", "通过"))
    return frame["result"].eq("通过") & lost & ~won


def same_matter(scene: Scene) -> Cells:
    """The same 议题 and steps as a row above."""
    frame = scene["agenda"]
    keys = ["submission", "title", *STEPS[:4]]
    return frame["title"].notna() & frame.duplicated(keys)


@once
def _of_task(scene: Scene, frame: Sheet) -> Mapping[str, Column]:
    """state, finished of the task that each row names."""
    tasks = scene["tasks"]
    found = places(frame, "task", tasks)
    return {name: tasks[name].at(found, frame.index) for name in ("state", "finished")}


def _named(frame: Rows, votes: Rows) -> Cells:
    """Rows whose 编号, 关联实事编号 or 关联提案编号 is the 关联编号 of a vote."""
    named = frame.column(values=False)
    for column in ("number", "task", "proposal"):
        named |= among(frame, ["submission", column], votes, ["submission", "link"])
    return named
