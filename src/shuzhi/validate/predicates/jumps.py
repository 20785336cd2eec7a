"""Predicates of figures against those of the branch's last period."""

import pandas as pd

from shuzhi.model.indicator import number_text
from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.days import in_coverage
from shuzhi.validate.views.members import party_members

_AMOUNT = 0.000001


def far_off(scene: Scene, field: str, least: float) -> Cells:
    """An item of 支部信息 that differs by more than `threshold` % from the last period's, `least` or more then."""
    frame = scene["branches"]
    return _jumped(scene, frame[field], field, least)


def members(scene: Scene, least: float) -> Cells:
    """As `far_off`, of the members on the last day of coverage."""
    frame = scene["branches"]
    return _jumped(scene, party_members(scene, frame, frame["coverage_end"]), "members_total", least)


def meetings(scene: Scene, least: float) -> Cells:
    """As `far_off`, of the meetings in coverage; periods of another kind are not compared."""
    frame = scene["branches"]
    rows = in_coverage(scene, "meetings")
    filled = frame["submission"].isin(scene["meetings"]["submission"])
    now = frame["submission"].map(rows.groupby("submission").size()).fillna(0).astype("float64").where(filled)
    alike = scene.past.same(frame["submission"], scene.settings.period, kind=True)
    return _jumped(scene, now.where(alike), "meeting_events", least)


def investment(scene: Scene, least: float) -> Cells:
    """计划总投资 of all tasks but cancelled ones more than `threshold` times the last period's, as text."""
    frame, rows = scene["branches"], scene["tasks"]
    sums = rows[rows["state"].ne("取消")].groupby("submission")["investment"].sum(min_count=1)
    now = frame["submission"].map(sums).astype("float64")
    then = scene.past.amount("investment_total", frame["submission"])
    return _told(then, now).where((then >= least) & (now > scene.threshold * then))


def fallen(scene: Scene, field: str) -> Cells:
    """An item of 支部信息 that grows through the year, below that of an earlier period of the year, as text."""
    frame = scene["branches"]
    then = scene.past.amount(field, frame["submission"])
    year = scene.past.same(frame["submission"], scene.settings.period, kind=False)
    return _told(then, frame[field]).where(year & (frame[field] < then - _AMOUNT))


def _jumped(scene: Scene, now: Cells, name: str, least: float) -> Cells:
    then = scene.past.amount(name, scene["branches"]["submission"])
    far = ((now - then).abs() * 100 > scene.threshold * then) & (then >= least)
    return _told(then, now).where(far)


def _told(then: Cells, now: Cells) -> Cells:
    """上期12，这次3, where both are known."""
    texts = [
        None if pd.isna(old) or pd.isna(new) else f"上期{number_text(old)}，这次{number_text(new)}"
        for old, new in zip(then, now, strict=True)
    ]
    return pd.Series(texts, then.index, dtype=object)
