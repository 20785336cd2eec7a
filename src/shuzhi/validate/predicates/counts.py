"""Predicates of 支部信息 about counts and money that have to fit one another; blank is unknown, not 0."""

import pandas as pd

from shuzhi.form import TOLERANCE
from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene, is_branch_kind
from shuzhi.validate.views.members import party_members


def more(scene: Scene, field: str, than: str) -> Cells:
    """The number in `field` is above the one in `than`."""
    frame = scene["branches"]
    return frame[field] > frame[than] + TOLERANCE


def unpaid_nobody(scene: Scene) -> Cells:
    """Less 党费 paid than due, 未交齐人数 0; or all paid, but somebody has not."""
    frame = scene["branches"]
    less = frame["dues_due"] - frame["dues_paid"]
    nobody = (less > TOLERANCE) & frame["dues_unpaid_members"].eq(0)
    return nobody | ((less.abs() <= TOLERANCE) & (frame["dues_unpaid_members"] > 0))


def more_unpaid_than_members(scene: Scene) -> Cells:
    """未交齐人数 above the number of members, where the roster of a 支部 is complete."""
    frame = scene["branches"]
    members = party_members(scene, frame, frame["coverage_end"])
    complete = is_branch_kind(frame["org_type"]) & frame["roster_complete"].eq("是")
    return complete & (frame["dues_unpaid_members"] > members) & ~unpaid_nobody(scene)


def one_is_zero(scene: Scene, field: str, other: str) -> Cells:
    """One of two numbers that go together is 0, the other is not."""
    frame = scene["branches"]
    known = frame.filled([field, other])
    return known & (frame[field].eq(0) != frame[other].eq(0))


def far_above(scene: Scene, field: str, than: str) -> Cells:
    """The number in `field` is more than the threshold's times the one in `than`."""
    frame = scene["branches"]
    return (frame[than] > 0) & (frame[field] > scene.threshold * frame[than])


def outside(scene: Scene, field: str, most: float, unit_types: tuple[str, ...]) -> Cells:
    """The number in `field` is below the threshold or above `most`, from 2026 on, in branches of these kinds."""
    frame = scene["branches"]
    since = (frame["coverage_end"] >= pd.Timestamp("2026-01-01")) & frame["unit_type"].isin(unit_types)
    return since & ((frame[field] < scene.threshold) | (frame[field] > most))
