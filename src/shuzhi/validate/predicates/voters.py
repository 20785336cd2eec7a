"""Predicates of 表决事项: who votes, on what, and whether a row holds one vote."""

import re

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells
from shuzhi.validate.predicates.votes import ADMISSION, OF_MEMBERS
from shuzhi.validate.scene import Scene, is_branch_kind
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL, REPRESENTATIVES, RESIDENTS, UPPER
from shuzhi.validate.views.members import full_members
from shuzhi.validate.views.rows import among

QUARTER = pd.Timedelta(days=92)
HALF_A_YEAR = pd.Timedelta(days=183)
_MANY = r"(?<!\d)(?:[2-9]|[1-9]\d|[两二三四五六七八九十])(?:名|位|个?人)"
_SEVERAL = re.compile(rf"(?:等|接收|吸收|发展){_MANY}|{_MANY}(?:同志|预备党员)?(?:按期|转为|转正|为)")


def more_than_members(scene: Scene) -> Cells:
    """More entitled to vote in a 支部党员大会 than 正式党员 that day, where the roster is complete.

    Only within a quarter of 统计截止日期: who left earlier may no longer stand in the workbook.
    """
    frame = scene["votes"]
    lately = frame["date"] > scene.branch("coverage_end", frame) - QUARTER
    return _of_complete_roster(scene) & lately & (frame["voters_expected"] > full_members(scene, frame, frame["date"]))


def few_of_members(scene: Scene) -> Cells:
    """Entitled to vote: fewer than the threshold (percent) of the 正式党员 that day; 党支部 and 联合党支部 only."""
    frame = scene["votes"]
    kinds = scene.branch("org_type", frame).isin(["党支部", "联合党支部"])
    counts = full_members(scene, frame, frame["date"])
    return _of_complete_roster(scene) & kinds & (100 * frame["voters_expected"] < scene.threshold * counts)


def more_than_committee(scene: Scene) -> Cells:
    """More entitled to vote in the branch's own committee than 支委会委员数."""
    frame = scene["votes"]
    own = COMMITTEE, UPPER
    body = scene.branch("org_type", frame).pipe(is_branch_kind).map({True: own[0], False: own[1]})
    size = scene.branch("committee_size", frame)
    return frame["body"].eq(body) & (size > 0) & (frame["voters_expected"] > size)


def by_another_body(scene: Scene) -> Cells:
    """A vote on admitting members by 村（居）民, or by a 支部委员会 without one of the 支部党员大会 in the workbook."""
    frame = scene["votes"]
    asked = frame["kind"].isin(OF_MEMBERS)
    prepared = among(frame, ["submission", "kind"], frame[frame["body"].eq(GENERAL)])
    people = frame["body"].isin([RESIDENTS, REPRESENTATIVES])
    return asked & (people | (frame["body"].eq(COMMITTEE) & ~prepared))


def written_of_present(scene: Scene) -> Cells:
    """More 会前书面意见 than people entitled to vote who did not come."""
    frame = scene["votes"]
    return frame["written"].gt(0) & (frame["voters_present"] + frame["written"] > frame["voters_expected"])


def written_elsewhere(scene: Scene) -> Cells:
    """会前书面意见 in a vote that is not on admitting members."""
    frame = scene["votes"]
    return frame["written"].gt(0) & frame["kind"].notna() & ~frame["kind"].isin(OF_MEMBERS)


def several_people(scene: Scene) -> Cells:
    """A vote on 接收 or 转正 that says 等3人, or names two people who had not been 正式党员 for long, if at all."""
    frame, people = scene["votes"], scene["members"]
    since = people["confirmed"].fillna(people["joined"].where(people["type"].eq("正式党员")))
    hits, known = np.zeros(len(frame), dtype=bool), people["name"].notna().values
    numbers, matters, until = frame["submission"].values, frame["matter"].values, (frame["date"] - HALF_A_YEAR).values
    for row in np.flatnonzero(frame["kind"].isin(ADMISSION) & frame["matter"].notna()):
        new = known & (people["submission"].values == numbers[row]) & ~(since.values < until[row])
        named = {name for name in people["name"].values[new] if name in matters[row]}
        hits[row] = len(named) > 1 or _SEVERAL.search(matters[row]) is not None
    return frame.column(hits)


def same_vote(scene: Scene) -> Cells:
    """The same day, body, matter and numbers as a row above."""
    frame = scene["votes"]
    keys = ["submission", "date", "body", "matter", "kind", "voters_expected", "voters_present", "ayes"]
    return frame.filled(keys[:4]) & frame.duplicated(keys)


def _of_complete_roster(scene: Scene) -> Cells:
    frame = scene["votes"]
    return scene.branch("roster_complete", frame).eq("是") & frame["body"].eq(GENERAL)
