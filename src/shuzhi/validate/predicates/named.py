"""Predicates of names in 党员 that stand for other people of the sheet."""

from collections.abc import Callable, Mapping

import numpy as np

from shuzhi.validate.columns import Cells, Column
from shuzhi.validate.scene import Scene, once


def not_full(scene: Scene, field: str) -> Cells:
    """A name in `field` is in the roster, but of nobody who is a 正式党员."""
    return _any(scene, field, lambda full: full is False)


def unlisted(scene: Scene, field: str) -> Cells:
    """A name in `field` that the complete roster does not have."""
    frame = scene["members"]
    complete = scene.branch("roster_complete", frame).eq("是") & frame["moved_in"].isna()
    return complete & _any(scene, field, lambda full: full is None)


def _any(scene: Scene, field: str, wrong: Callable[[bool | None], bool]) -> Column:
    """Rows of people on their way into the party of whose names in `field` one is wrong.

    Those of older members may have left since. wrong: asked whether the roster has the name as a 正式党员 (None = not
    at all).
    """
    frame, roster = scene["members"], _roster(scene)
    asked = frame["type"].isin(["预备党员", "发展对象", "入党积极分子"]) & frame[field].notna()
    numbers, names, found = frame["submission"].values, frame[field].values, np.zeros(len(frame), dtype=bool)
    for place in np.flatnonzero(asked):
        found[place] = any(wrong(roster.get((numbers[place], name))) for name in names[place].split("、"))
    return frame.column(found)


@once
def _roster(scene: Scene) -> Mapping[tuple[int, str], bool]:
    """(submission, name) → whether one of that name is a 正式党员."""
    frame = scene["members"]
    found: dict[tuple[int, str], bool] = {}
    for number, name, full in zip(*(column.values for column in (
        frame["submission"], frame["name"], frame["type"].eq("正式党员"))), strict=True):
        found[number, name] = found.get((number, name), False) or bool(full)
    return found
