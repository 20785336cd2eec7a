"""Predicates of 编号: doubled, dangling, merged in a ring."""

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.rows import among


def same_number(scene: Scene, sheet: str) -> Cells:
    """编号 of a row above."""
    frame = scene[sheet]
    return frame["number"].notna() & frame.duplicated(["submission", "number"])


def dangling(scene: Scene, sheet: str, field: str, targets: tuple[str, ...]) -> Cells:
    """The number in `field` is no 编号 of the sheets `targets` in the workbook, nor in the branch's before."""
    frame, earlier = scene[sheet], scene.tables.earlier
    filled = frame[field].notna()
    if not filled.any():
        return filled
    known = frame.column(values=False)
    for table in (*(scene[target] for target in targets), earlier[earlier["sheet"].isin(targets)]):
        known |= among(frame, ["submission", field], table, ["submission", "number"])
    return filled & ~known


def unknown_before(scene: Scene) -> Cells:
    """原编号 that neither the workbook nor, where they are known, the branch's workbooks before it have."""
    frame, earlier = scene["proposals"], scene.tables.earlier
    remembered = frame["submission"].isin(earlier["submission"])
    return remembered & dangling(scene, "proposals", "raised_before", ("proposals",))


def merged_into_itself(scene: Scene) -> Cells:
    """并入编号 is the row's own 编号."""
    frame = scene["proposals"]
    return frame["merged_into"].notna() & (frame["merged_into"] == frame["number"])


def merged_in_a_ring(scene: Scene) -> Cells:
    """并入编号 leads back to the row over other rows; told on the last row of the ring."""
    ends = _rings(scene)
    return ends.eq(ends.index.to_series().astype("float64"))


def merged_twice(scene: Scene) -> Cells:
    """并入编号 of a row that is itself merged into another (rings have a rule of their own)."""
    frame = scene["proposals"]
    onward = among(frame, ["submission", "merged_into"], _merged(scene), ["submission", "number"])
    return onward & _rings(scene).isna() & ~merged_into_itself(scene)


def _merged(scene: Scene) -> Rows:
    """The proposals merged into another."""
    frame = scene["proposals"]
    merged = frame[frame["merged_into"].notna() & (frame["merged_into"] != frame["number"])]
    return merged.drop_duplicates(["submission", "number"])


@once
def _rings(scene: Scene) -> Cells:
    """Of each row whose 并入编号 leads into a ring: the index label of the ring's last row; NaN elsewhere."""
    merged = _merged(scene)
    if not len(merged):
        return scene["proposals"].column(np.nan)
    places = dict(zip(zip(merged["submission"], merged["number"], strict=True), merged.index, strict=True))
    targets = zip(merged["submission"], merged["merged_into"], strict=True)
    onward = {place: places.get(target) for place, target in zip(merged.index, targets, strict=True)}
    ends = {}
    for start in onward:
        path: list[int] = []
        place: int | None = start
        while place is not None and place not in path:
            path.append(place)
            place = onward[place]
        if place is not None:
            ends[start] = max(path[path.index(place):])
    return pd.Series(ends, dtype="float64").reindex(scene["proposals"].index)
