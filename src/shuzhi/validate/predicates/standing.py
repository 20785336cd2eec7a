"""Predicates of 支部信息 about how a branch is set up: its size, committee, secretary and term."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from shuzhi.model.units import FIELD, PARENTS, units
from shuzhi.validate.columns import Cells
from shuzhi.validate.predicates.frequency import REGULAR
from shuzhi.validate.scene import Scene, is_branch_kind, once
from shuzhi.validate.views.days import in_coverage
from shuzhi.validate.views.meetings import of_kind
from shuzhi.validate.views.members import full_members, party_members
from shuzhi.validate.views.rows import tuples

VILLAGES = ("村", "社区", "居")


def too_few(scene: Scene) -> Cells:
    """A 党支部 with fewer than 3 正式党员 on 统计截止日期."""
    return _full_members_now(scene) < 3


def too_many(scene: Scene) -> Cells:
    """A 党支部 with more members, full and probationary, on 统计截止日期 than the threshold."""
    frame = scene["branches"]
    return _listed(scene, party_members(scene, frame, frame["coverage_end"])) > scene.threshold


def no_committee(scene: Scene) -> Cells:
    """7 正式党员 or more, 支委会委员数 0."""
    return (_full_members_now(scene) >= 7) & scene["branches"]["committee_size"].eq(0)


def odd_committee(scene: Scene) -> Cells:
    """A 支委会 of one or two, or of more than the threshold, as text (what the regulation says)."""
    frame = scene["branches"]
    size = frame["committee_size"].where(frame["org_type"].isin(REGULAR))
    most = f"最多不超过{scene.threshold:g}人"
    texts = pd.Series("一般由3至5人组成", frame.index, dtype=object).mask(size > scene.threshold, most)
    return texts.where(size.isin([1, 2]) | (size > scene.threshold))


def more_on_committee_than_members(scene: Scene) -> Cells:
    """支委会委员数 above the number of 正式党员 (3 or more: fewer is `too_few`'s), where the roster is complete."""
    members = _full_members_now(scene)
    return (scene["branches"]["committee_size"] > members) & (members >= 3)


def unlike_meetings(scene: Scene, field: str, kind: str) -> Cells:
    """0 in `field`, but meetings of that kind after any election and within the coverage."""
    frame, rows = scene["branches"], in_coverage(scene, "meetings")
    rows = rows[of_kind(rows, kind) & ~(scene.branch("election_date", rows) > rows["date"])]
    return frame[field].eq(0) & is_branch_kind(frame["org_type"]) & frame["submission"].isin(rows["submission"])


def term_over(scene: Scene) -> Cells:
    """The term since 换届日期 has ended by 统计截止日期, or ends within the threshold (months) after it, as text."""
    frame = scene["branches"]
    frame = frame[frame["org_type"].isin(REGULAR) & frame["election_date"].notna() & frame["coverage_end"].notna()]
    if not len(frame):
        return scene["branches"].column(None)
    village = frame["unit_type"].isin(VILLAGES)
    years = village.map({True: 5, False: 3}).where(frame["unit_type"].notna())
    elected = frame["election_date"]
    end = (elected + pd.DateOffset(years=3)).mask(village, elected + pd.DateOffset(years=5))
    soon = frame["coverage_end"] + pd.DateOffset(months=int(scene.threshold))
    soon_over = f"将在统计截止日期后{scene.threshold:g}个月内届满"
    words = pd.Series("已满", frame.index, dtype=object).mask(end > frame["coverage_end"], soon_over)
    texts = years.map("从换届日期算起，{:.0f}年任期".format) + words
    return texts.where((end <= soon) & years.notna()).reindex(scene["branches"].index)


def secretary_not_listed(scene: Scene) -> Cells:
    """No 正式党员 on the roster has the name of the 书记, where the roster of the 支部 is complete."""
    frame = scene["branches"]
    names = _full_members_by_name(scene)
    listed = frame.column([pair in names for pair in tuples(frame, ["submission", "secretary"])])
    filled = frame["submission"].isin(scene["members"]["submission"])
    return frame["secretary"].notna() & _complete(scene) & filled & ~listed


def secretary_too_new(scene: Scene) -> Cells:
    """The 书记 was a full member for less than a year on 书记任职日期 (else 统计截止日期)."""
    frame = scene["branches"]
    since, unknown = _full_members_by_name(scene), np.datetime64("NaT")
    days = [since.get(pair, unknown) for pair in tuples(frame, ["submission", "secretary"])]
    full = frame.column(np.array(days, dtype="datetime64[s]"))
    day = frame["secretary_since"].fillna(frame["coverage_end"])
    return _complete(scene) & (full + pd.DateOffset(years=1) > day) & (full <= frame["coverage_end"])


def odd_size_of_parent(scene: Scene, unit_types: tuple[str, ...]) -> Cells:
    """A 党总支 of fewer than 50 or more than 100 members, a 党委 of fewer than 100, that lists those of its 支部."""
    frame = scene["branches"]
    frame = frame[frame["org_type"].isin(PARENTS) & frame["unit_type"].isin(unit_types)]
    frame = frame[frame["roster_complete"].eq("是")]
    if not len(frame):
        return scene["branches"].column(values=False)
    frame = frame[frame["submission"].map(partial(_lists_all, scene)).astype(bool)]
    number = party_members(scene, frame, frame["coverage_end"])
    larger = frame["org_type"].eq("党委")
    odd = (number < 50) | (larger & (number < 100)) | (~larger & (number > 100))
    return odd.reindex(scene["branches"].index, fill_value=False).astype(bool)


def _lists_all(scene: Scene, number: int) -> bool:
    people = scene["members"]
    texts = people.loc[people["submission"] == number, FIELD].dropna().unique()
    named = {branch.code for text in texts for branch in units(text, scene.settings) if branch}
    below = {branch.code for branch in scene.settings.children(scene.branch_codes.get(number, ""))}
    return bool(below) and below <= named


@once
def _full_members_by_name(scene: Scene) -> Mapping[tuple[int, str], np.datetime64]:
    """Since when each 正式党员 on the roster is one, by (submission, name); the earliest of namesakes; or NaT."""
    people = scene["members"]
    full = people["type"].eq("正式党员") & people["status"].fillna("在册").eq("在册") & people["name"].notna()
    names, days = list(tuples(people, ["submission", "name"])), people["confirmed"].fillna(people["joined"]).values
    since: dict[tuple[int, str], np.datetime64] = {}
    for row in np.flatnonzero(full):
        since[names[row]] = np.fmin(days[row], since.get(names[row], days[row]))
    return since


def _complete(scene: Scene) -> Cells:
    frame = scene["branches"]
    return is_branch_kind(frame["org_type"]) & frame["roster_complete"].eq("是")


@once
def _full_members_now(scene: Scene) -> Cells:
    frame = scene["branches"]
    return _listed(scene, full_members(scene, frame, frame["coverage_end"]))


def _listed(scene: Scene, counts: Cells) -> Cells:
    frame = scene["branches"]
    return counts.where(frame["org_type"].eq("党支部") & frame["roster_complete"].eq("是"))
