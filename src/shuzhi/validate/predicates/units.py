"""Predicates of 所在支部; a fault that repeats stands on its first row and tells how many there are."""

from collections.abc import Callable

import pandas as pd

from shuzhi.model.settings import Branch
from shuzhi.model.units import FIELD, SHEETS, units
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene
from shuzhi.validate.text import PLACEHOLDER

# Meetings that only a 支部 holds: in the workbook of a 总支 they say which.
_OF_ONE = "支部党员大会|支部委员会会议|党小组会"


def unknown(scene: Scene, sheet: str) -> Cells:
    """No branch of the roster, in the workbook of a 总支 whose 支部 stand there."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        return None in named and bool(scene.settings.children(own.code))

    left_blank = scene[sheet][FIELD].str.contains(PLACEHOLDER).fillna(value=False).astype(bool)  # R01 says so
    return _folded(scene[sheet], _tested(scene, sheet, test) & ~left_blank, ["submission", FIELD])


def elsewhere(scene: Scene, sheet: str) -> Cells:
    """A branch of the roster that is neither the workbook's own, nor one below it, nor its 总支."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        known = {own.code, own.parent, *(branch.code for branch in scene.settings.below(own.code))}
        return None not in named and any(branch and branch.code not in known for branch in named)

    return _folded(scene[sheet], _tested(scene, sheet, test), ["submission", FIELD])


def unsaid(scene: Scene, sheet: str) -> Cells:
    """Blank for a member or a meeting of one 支部, in the workbook of a 总支 that hands in for its 支部."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        return any(branch in named for branch in scene.settings.below(own.code))

    frame = scene[sheet]
    handing = {number for each in SHEETS for number in scene[each]["submission"][_tested(scene, each, test)]}
    one = frame["type"].str.contains(_OF_ONE).eq(other=True) if sheet == "meetings" else frame["name"].notna()
    return _folded(frame, frame["submission"].isin(handing) & one & frame[FIELD].isna(), ["submission"])


def _tested(scene: Scene, sheet: str, test: Callable[[Branch, tuple[Branch | None, ...]], bool]) -> Cells:
    """Rows whose 所在支部 is filled and meets the test of (workbook's branch, branches named)."""
    frame = scene[sheet]
    if not frame[FIELD].notna().any():
        return frame.column(values=False)
    filled = frame.rows(frame[FIELD].notna(), ["submission", FIELD])
    known = {}
    for number, text in filled.drop_duplicates().itertuples(index=False):
        own = scene.settings.branch(scene.branch_codes.get(number, ""))
        known[number, text] = own is not None and test(own, units(text, scene.settings))
    pairs = zip(frame["submission"], frame[FIELD], strict=True)
    return pd.Series([known.get(pair, False) for pair in pairs], frame.index, dtype=bool)


def _folded(frame: Rows, hits: Cells, alike: list[str]) -> Cells:
    """Text at the first hit of those with the same values in the columns `alike`, missing elsewhere."""
    if not hits.any():
        return frame.column(None)
    rows = frame[hits]
    first = rows.groupby(alike)["row"].transform("size")[~rows.duplicated(alike)]
    return first.map(lambda count: f"（这样的共{count}行）" if count > 1 else "").reindex(frame.index).astype(object)
