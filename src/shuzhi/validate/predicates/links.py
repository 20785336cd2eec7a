"""Predicates across sheets: a vote and its meeting, a proposal and its task, what is merged, who stands behind whom."""

from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.predicates.votes import ELECTION
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.days import covered
from shuzhi.validate.views.meetings import ELECTION_MEETING, GENERAL, astray, elsewhere, held, joined
from shuzhi.validate.views.rows import among, places, tuples

UNDONE = ("未启动", "进行中", "暂缓", "取消")


def vote_without_meeting(scene: Scene) -> Cells:
    """No meeting of that body on that day of the coverage, in a workbook that has meetings."""
    frame, meetings = scene["votes"], _of_bodies(held(scene))
    there = frame["submission"].isin(meetings["submission"]) & ~_recorded_below(scene, frame)
    known = frame["body"].notna() & frame["body"].ne("其他")
    missing = ~among(frame, ["submission", "date", "body"], meetings, ["submission", "date", "kind"])
    doubted = among(frame, ["submission", "body"], astray(scene), ["submission", "kind"])
    elected = among(frame, ["submission", "date"], meetings[meetings["kind"].eq(ELECTION_MEETING)])
    missing &= ~(frame["kind"].eq(ELECTION) & elected)
    return missing & known & there & covered(scene, frame, "date") & ~doubted


def more_voters_than_present(scene: Scene) -> Cells:
    """More voters present than anybody at the largest meeting of that body on that day."""
    frame = scene["votes"]
    most: dict[tuple[Any, ...], float] = {}
    for number, day, kind, present in tuples(held(scene), ["submission", "date", "kind", "present"]):
        most[number, day, kind] = np.fmax(present, most.get((number, day, kind), nan))
    there = np.array([most.get(vote, nan) for vote in tuples(frame, ["submission", "date", "body"])], dtype="float64")
    return frame["voters_present"].gt(frame.column(there))


def election_unvoted(scene: Scene) -> Cells:
    """A 换届选举大会 in the coverage on a day without a vote of the kind 换届选举."""
    frame, votes = scene["meetings"], scene["votes"]
    types = [ELECTION_MEETING in text for text in joined(frame)]
    asked = frame.column(np.array(types, dtype=bool)) & covered(scene, frame, "date")
    return asked & ~among(frame, ["submission", "date"], votes[votes["kind"].eq(ELECTION)])


def election_date_older(scene: Scene) -> Cells:
    """换届日期 in a month before that of the last 换届选举 passed by the 支部党员大会 (a by-election aside)."""
    frame, votes = scene["branches"], scene["votes"]
    won = votes["kind"].eq(ELECTION) & votes["result"].eq("通过") & votes["body"].eq(GENERAL)
    if not won.any():
        return frame.column(values=False)
    elected = votes[won & ~votes["matter"].fillna("").str.contains("补选|增补|届中")]
    last = elected.groupby("submission")["date"].max().reindex(frame["submission"]).set_axis(frame.index)
    return frame["election_date"].lt(last.dt.to_period("M").dt.start_time)


def linked_otherwise(scene: Scene) -> Cells:
    """关联提案编号 of a task names a proposal that names another task, which itself does not name that proposal."""
    frame = scene["tasks"]
    task = scene["proposals"]["task"].at(_of_proposals(scene), frame.index)
    other = task.notna() & task.ne(frame["number"])
    known = set(tuples(frame, ["submission", "number", "proposal"])) if other.any() else set()
    named = zip(frame["submission"].values.tolist(), task.values, frame["proposal"].values, strict=True)
    return other & ~frame.column(np.fromiter((one in known for one in named), dtype=bool, count=len(frame)))


def unlinked(scene: Scene) -> Cells:
    """A task names this proposal, whose 关联实事编号 is blank."""
    frame = scene["proposals"]
    named = among(frame, ["submission", "number"], scene["tasks"], ["submission", "proposal"])
    return named & frame["task"].isna()


def solved_before_done(scene: Scene) -> Cells:
    """已办结, although its task, taken up for the residents' proposals, is not done."""
    frame = scene["proposals"]
    return frame["state"].eq("已办结") & _task_of(scene, UNDONE)


def done_before_solved(scene: Scene) -> Cells:
    """正在办理 or 未办理, although its task, taken up for the residents' proposals, is done."""
    frame = scene["proposals"]
    open_ones = frame["state"].isin(["正在办理", "未办理"]) & frame["merged_into"].isna()
    return open_ones & _task_of(scene, ("已完成",))


def done_though_refused(scene: Scene) -> Cells:
    """A task under way or done for a proposal that is 不予采纳 or 暂不具备条件."""
    frame, found = scene["tasks"], _of_proposals(scene)
    refused = scene["proposals"]["state"].isin(["不予采纳", "暂不具备条件"]).values
    return frame.column(np.append(refused, False)[found]) & frame["state"].isin(["进行中", "已完成"])


def two_proposals(scene: Scene) -> Cells:
    """四议两公开: the task of the row names another proposal than the row."""
    frame, tasks = scene["agenda"], scene["tasks"]
    named = tasks["proposal"].at(places(frame, "task", tasks, "proposal"), frame.index)
    return frame["proposal"].notna() & named.notna() & named.ne(frame["proposal"])


def _of_bodies(meetings: Rows) -> Rows:
    return meetings[["submission", "date", "kind"]]


def _recorded_below(scene: Scene, frame: Rows) -> Cells:
    return frame["body"].eq(GENERAL) & elsewhere(scene, frame, GENERAL)


@once
def _of_proposals(scene: Scene) -> NDArray[np.int64]:
    """The place of the proposal that each task names; -1 = none."""
    return places(scene["tasks"], "proposal", scene["proposals"])


def _task_of(scene: Scene, states: tuple[str, ...]) -> Cells:
    """Proposals whose 关联实事编号 is a task of 来源=居民提案 in one of the states."""
    frame, tasks = scene["proposals"], scene["tasks"]
    asked = tasks[tasks["source"].eq("居民提案") & tasks["state"].isin(states)]
    return among(frame, ["submission", "task"], asked, ["submission", "number"])
