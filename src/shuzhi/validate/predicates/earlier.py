"""Predicates of rows that an earlier workbook of the branch settled."""

import pandas as pd

from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene

# The day and the state that settle a row.
_SETTLED = {"tasks": ("finished", "已完成"), "proposals": ("closed", "已办结")}


def settled_before(scene: Scene, sheet: str) -> Cells:
    """Settled before the coverage begins: a task or proposal of an earlier period."""
    frame = scene[sheet]
    day, state = _SETTLED[sheet]
    return frame["state"].eq(state) & (frame[day] < scene.branch("coverage_start", frame))


def number_used(scene: Scene, sheet: str) -> Cells:
    """编号 of a row that stood in the branch's workbooks before this one and was not carried into it."""
    frame, gone = scene[sheet], scene.tables.earlier
    known = pd.MultiIndex.from_frame(gone.loc[gone["sheet"] == sheet, ["submission", "number"]])
    used = pd.MultiIndex.from_frame(frame[["submission", "number"]]).isin(known)
    return pd.Series(used, index=frame.index, dtype=bool) & ~settled_before(scene, sheet)
