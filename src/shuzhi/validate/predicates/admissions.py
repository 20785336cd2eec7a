"""Predicates of 党员 and 表决事项: every admission has its vote, every vote its person."""

from collections import Counter

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import covered, untold
from shuzhi.validate.views.members import of
from shuzhi.validate.views.rows import among, first

_NEAR = pd.Timedelta(days=60)  # between 转正日期 and its vote


def admission_without_vote(scene: Scene) -> Cells:
    """A 预备党员 admitted in the coverage on a day without a vote on 接收预备党员."""
    frame, votes = scene["members"], scene["votes"]
    admitted = votes.rows(votes["kind"].eq("接收预备党员"), ["submission", "date"])
    voted = among(frame, ["submission", "joined"], admitted, ["submission", "date"])
    inside = covered(scene, frame, "joined") & ~untold(scene, frame, "joined")
    return inside & ~voted & frame["type"].eq("预备党员") & frame["moved_in"].isna()


def confirmation_without_vote(scene: Scene) -> Cells:
    """转正 in the coverage, a month before its end at the latest, without a vote on it two months before or after."""
    frame, votes = scene["members"], scene["votes"]
    inside = of(frame, "正式党员") & covered(scene, frame, "confirmed") & frame["moved_in"].isna()
    inside &= ~untold(scene, frame, "confirmed")
    inside &= frame["confirmed"] <= scene.branch("coverage_end", frame) - pd.Timedelta(days=30)
    if not inside.any():
        return inside
    owners, days = (votes[name].values[votes["kind"].eq("预备党员转正").values] for name in ("submission", "date"))
    numbers, confirmed, hits = frame["submission"].values, frame["confirmed"].values, inside.values.copy()
    for row in np.flatnonzero(hits):
        hits[row] = not (np.abs(days[owners == numbers[row]] - confirmed[row]) <= _NEAR).any()
    return frame.column(hits)


def vote_without_member(scene: Scene, kind: str, field: str, beyond: int) -> Cells:
    """The first vote of a `kind` without its person, where more were passed in the coverage than the roster has people.

    A person counts whose day in `field` lies in the coverage or at most `beyond` days outside.
    """
    votes, people = scene["votes"], scene["members"]
    ours = votes["kind"].eq(kind) & votes["result"].eq("通过") & votes["body"].eq("支部党员大会")
    ours &= covered(scene, votes, "date") & votes["submission"].isin(people["submission"])
    ours &= scene.branch("roster_complete", votes).eq("是")
    if not ours.any():
        return ours
    known = people.rows(covered(scene, people, field, beyond), ["submission", field])
    passed, there = Counter(votes["submission"].values[ours.values].tolist()), Counter(known["submission"].tolist())
    named = among(votes, ["submission", "date"], known, ["submission", field])
    surplus = votes["submission"].isin([number for number, count in passed.items() if count > there[number]])
    return first(scene, "votes", ours & ~named & surplus)
