"""Predicates of rows that an earlier workbook of the branch settled."""

from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import among

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
    used = among(frame, ["submission", "number"], gone[gone["sheet"] == sheet])
    return used & ~settled_before(scene, sheet)
