"""Predicates of 所在支部; a fault that repeats stands on its first row and tells how many there are."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np

from shuzhi.model.settings import Branch
from shuzhi.model.units import FIELD, SHEETS, units
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.text.placeholders import PLACEHOLDER

# Meetings that only a 支部 holds: in the workbook of a 总支 they say which.
_OF_ONE = "支部党员大会|支部委员会会议|党小组会"


def unknown(scene: Scene, sheet: str) -> Cells:
    """No branch of the roster, in the workbook of a 总支 whose 支部 stand there."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        return None in named and bool(scene.settings.children(own.code))

    hits = _tested(scene, sheet, test)
    if hits.any():
        left_blank = scene[sheet][FIELD].str.contains(PLACEHOLDER).fillna(value=False).astype(bool)  # R01 says so
        hits &= ~left_blank
    return _folded(scene[sheet], hits, ["submission", FIELD])


def elsewhere(scene: Scene, sheet: str) -> Cells:
    """A branch of the roster that is neither the workbook's own, nor one below it, nor its 总支."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        known = {own.code, own.parent, *(branch.code for branch in scene.settings.below(own.code))}
        return None not in named and any(branch and branch.code not in known for branch in named)

    return _folded(scene[sheet], _tested(scene, sheet, test), ["submission", FIELD])


def unsaid(scene: Scene, sheet: str) -> Cells:
    """Blank for a member or a meeting of one 支部, in the workbook of a 总支 that hands in for its 支部."""
    frame, handing = scene[sheet], _handing(scene)
    one = frame["type"].str.contains(_OF_ONE).eq(other=True) if sheet == "meetings" else frame["name"].notna()
    return _folded(frame, frame["submission"].isin(handing) & one & frame[FIELD].isna(), ["submission"])


@once
def _handing(scene: Scene) -> frozenset[int]:
    """The workbooks in which a 支部 below their own branch is named."""
    def test(own: Branch, named: tuple[Branch | None, ...]) -> bool:
        return any(branch in named for branch in scene.settings.below(own.code))

    tested = ((scene[sheet]["submission"].values, _tested(scene, sheet, test).values) for sheet in SHEETS)
    return frozenset(number for numbers, hits in tested for number in numbers[hits].tolist())


def _tested(scene: Scene, sheet: str, test: Callable[[Branch, tuple[Branch | None, ...]], bool]) -> Cells:
    """Rows whose 所在支部 is filled and meets the test of (workbook's branch, branches named)."""
    hits = np.zeros(len(scene[sheet]), dtype=bool)
    for (number, text), places in _filled(scene, sheet).items():
        own = scene.settings.branch(scene.branch_codes.get(number, ""))
        hits[places] = own is not None and test(own, units(text, scene.settings))
    return scene[sheet].column(hits)


@once
def _filled(scene: Scene, sheet: str) -> Mapping[tuple[int, str], list[int]]:
    """(submission, 所在支部) → the places of the rows that say so."""
    frame = scene[sheet]
    numbers, texts = frame["submission"].values.tolist(), frame[FIELD].values
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place in np.flatnonzero(frame[FIELD].notna()).tolist():
        found[numbers[place], texts[place]].append(place)
    return found


def _folded(frame: Rows, hits: Cells, alike: list[str]) -> Cells:
    """Text at the first hit of those with the same values in the columns `alike`, missing elsewhere."""
    if not hits.any():
        return frame.column(None)
    rows = frame[hits]
    first = rows.groupby(alike)["row"].transform("size")[~rows.duplicated(alike)]
    return first.map(lambda count: f"（这样的共{count}行）" if count > 1 else "").reindex(frame.index).astype(object)
