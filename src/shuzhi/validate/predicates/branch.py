"""Predicates of 支部信息: whose workbook it is, its coverage, its empty sheets (its set-up: standing.py)."""

import pandas as pd

from shuzhi.form import plain
from shuzhi.model.period import Period
from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene, is_branch_kind


def other_period(scene: Scene) -> Cells:
    """报告期 is not the run's."""
    period = scene["branches"]["period"]
    return period.notna() & (period != scene.settings.period.code)


def lacking(scene: Scene) -> Cells:
    """The quarters that a half year or year does not have, as text: 第一季度、第二季度."""
    frame, found = scene["branches"], scene.tables.lacking
    texts = found["period"].map(_quarter).groupby(found["submission"]).agg("、".join)
    return frame["submission"].map(texts.to_dict()).astype(object)


def _quarter(code: str) -> str:
    period = Period.parse(code)
    return period.label.partition("年")[2] if period else code


def other_name(scene: Scene) -> Cells:
    """支部编码 is one branch's, 支部全称 another's."""
    frame = scene["branches"]
    own = frame["submission"].map(scene.branch_codes)
    others = frame["full_name"].map(scene.settings.owners)
    listed = [scene.settings.branch(code) is not None for code in own]
    return others.notna() & (others != own) & pd.Series(listed, index=frame.index, dtype=bool)


def unknown_code(scene: Scene) -> Cells:
    """支部编码 is nobody's in the roster, though the name is."""
    frame = scene["branches"]
    own = frame["submission"].map(scene.branch_codes)
    codes = {plain(branch.code) for branch in scene.settings.branches}
    listed = own.map(plain, na_action="ignore").isin(codes)
    return listed & frame["branch_code"].notna() & ~frame["branch_code"].map(plain, na_action="ignore").isin(codes)


def unlike_name(scene: Scene) -> Cells:
    """支部全称 holds no name of the branch whose workbook it is, nor is it part of one or another branch's name."""
    frame = scene["branches"]
    names = frame["submission"].map({
        number: [plain(name) for name in branch.names]
        for number, code in scene.branch_codes.items() if (branch := scene.settings.branch(code))
    })
    unlike = [
        isinstance(known, list) and isinstance(name, str)
        and not any(one in plain(name) or plain(name) in one for one in known)
        for known, name in zip(names, frame["full_name"], strict=True)
    ]
    return pd.Series(unlike, index=frame.index, dtype=bool) & ~other_name(scene)


def unlike_township(scene: Scene) -> Cells:
    """所属乡镇街道 does not name the township of 参数."""
    typed, name = scene["branches"]["township"], plain(scene.settings.township)
    holds = typed.map(lambda text: name in plain(text) or plain(text) in name, na_action="ignore").eq(other=True)
    return typed.notna() & ~holds & bool(name)


def as_of_later(scene: Scene) -> Cells:
    """办理情况截至日期 is after 填报日期 (a 填报日期 before the end of the coverage is wrong itself: F51)."""
    frame = scene["branches"]
    return (frame["as_of"] > frame["fill_date"]) & ~before_end(scene, "fill_date")


def unlike_roster(scene: Scene, field: str) -> Cells:
    """What is typed differs from the township's roster."""
    frame = scene["branches"]
    known = {branch.code: getattr(branch, field) for branch in scene.settings.branches}
    listed = frame["submission"].map({n: known.get(code) for n, code in scene.branch_codes.items()})
    return frame[field].notna() & listed.notna() & (frame[field] != listed)


def before_end(scene: Scene, field: str) -> Cells:
    """The day in `field` is before 统计截止日期 (before the township's too: a later one is `other_end`'s).

    A year without its last quarter ends with the one before it: `lacking` says so; a branch that went into another ends
    with that.
    """
    frame, found = scene["branches"], scene.tables.lacking
    unfinished = found.loc[found["period"] == scene.settings.period.quarters[-1].code, "submission"]
    early = (frame[field] < frame["coverage_end"]) & (frame[field] < pd.Timestamp(scene.settings.coverage.end))
    return early & ~frame["submission"].isin(unfinished) & ~frame["submission"].isin(scene.handed_over)


def other_start(scene: Scene) -> Cells:
    """统计起始日期 is not that of the township's 参数."""
    typed = scene["branches"]["coverage_start"]
    return typed.notna() & (typed != pd.Timestamp(scene.settings.coverage.start))


def other_end(scene: Scene) -> Cells:
    """统计截止日期 is not that of the township's 参数, though 统计起始日期 is."""
    typed = scene["branches"]["coverage_end"]
    return typed.notna() & (typed != pd.Timestamp(scene.settings.coverage.end)) & ~other_start(scene)


def empty_sheet(scene: Scene, sheet: str) -> Cells:
    """The sheet has no row and its 本期无… item says nothing."""
    frame, item = scene["branches"], scene.form.sheet(sheet).nothing
    said = frame[item].notna() if item else False
    return frame["submission"].isin(scene.having(sheet)) & ~frame["submission"].isin(scene[sheet]["submission"]) & ~said


def no_members(scene: Scene) -> Cells:
    """The sheet 党员 of a 支部 has no row."""
    return empty_sheet(scene, "members") & is_branch_kind(scene["branches"]["org_type"])


def not_empty(scene: Scene, sheet: str) -> Cells:
    """确无 beside a sheet with rows."""
    frame = scene["branches"]
    return frame[scene.form.sheet(sheet).nothing].eq("确无") & frame["submission"].isin(scene[sheet]["submission"])
