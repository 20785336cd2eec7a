"""Predicates of what 村（居）民 decide: the party branch studies and discusses it first."""

import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, is_branch_kind
from shuzhi.validate.views.days import covered
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL, REPRESENTATIVES, RESIDENTS, UPPER, held
from shuzhi.validate.views.rows import among

IN_FORCE = pd.Timestamp("2026-01-01")  # the organic laws of 村民委员会 and 居民委员会, as amended in 2025
_STUDIED = pd.Timedelta(days=31)  # the meeting may stand in the workbook of the period before


def unstudied(scene: Scene) -> Cells:
    """A vote of 村（居）民 from 2026 on, a month into the coverage or later, with no meeting of the party before."""
    frame, meetings = scene["votes"], held(scene)
    asked = _of_residents(frame) & covered(scene, frame, "date") & (frame["date"] >= IN_FORCE)
    if not asked.any():
        return asked
    party = meetings[meetings["kind"].isin([COMMITTEE, UPPER, GENERAL])]
    first = party.groupby("submission")["date"].min().reindex(frame["submission"]).set_axis(frame.index)
    late = frame["date"] >= scene.branch("coverage_start", frame) + _STUDIED
    there = frame["submission"].isin(meetings["submission"])
    return asked & late & there & ~(first <= frame["date"])


def undiscussed(scene: Scene) -> Cells:
    """Passed by 村（居）民, its 关联编号 in no vote of the 支部党员大会 and in no row of 四议两公开."""
    frame, agenda = scene["votes"], scene["agenda"]
    general = frame[frame["body"].eq(GENERAL)]
    known = among(frame, ["submission", "link"], general)
    for column in ("number", "task", "proposal"):
        known |= among(frame, ["submission", "link"], agenda, ["submission", column])
    here = is_branch_kind(scene.branch("org_type", frame)) | frame["submission"].isin(general["submission"])
    return _of_residents(frame) & frame["result"].eq("通过") & frame["link"].notna() & here & ~known


def _of_residents(frame: Rows) -> Cells:
    return frame["body"].isin([RESIDENTS, REPRESENTATIVES]) & frame["kind"].eq("议事事项")
