"""Predicates of 编号: doubled, dangling."""

import pandas as pd

from shuzhi.validate.scene import Scene


def same_number(scene: Scene, sheet: str) -> pd.Series:
    """编号 of a row above."""
    frame = scene[sheet]
    return frame["number"].notna() & frame.duplicated(["submission", "number"])


def dangling(scene: Scene, sheet: str, field: str, target: str) -> pd.Series:
    """The number in `field` is no 编号 of the sheet `target` in the workbook, nor in the branch's before."""
    frame, earlier = scene[sheet], scene.tables.earlier
    known = pd.concat([scene[target][["submission", "number"]], earlier[earlier["sheet"] == target]])
    keys = set(zip(known["submission"], known["number"], strict=True))
    pairs = zip(frame["submission"], frame[field], strict=True)
    return frame[field].notna() & pd.Series([pair not in keys for pair in pairs], index=frame.index, dtype=bool)


def merged_into_itself(scene: Scene) -> pd.Series:
    """并入编号 is the row's own 编号."""
    frame = scene["proposals"]
    return frame["merged_into"].notna() & (frame["merged_into"] == frame["number"])
