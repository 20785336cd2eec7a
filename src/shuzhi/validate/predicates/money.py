"""Predicates of the money of 民生实事 (万元)."""

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import among, gap

_PARTS = ["fiscal", "collective", "other_funds"]
# Where a matter is decided in the six steps.
_SELF_GOVERNED = ["村", "社区", "居"]


def big_money(scene: Scene) -> Cells:
    """计划总投资 above the threshold (万元)."""
    return scene["tasks"]["investment"] > scene.threshold


def total_missing(scene: Scene) -> Cells:
    """Money by source without 计划总投资."""
    return gap(scene, "tasks", "investment", (scene["tasks"][_PARTS] > 0).any(axis=1))


def undecided(scene: Scene) -> Cells:
    """A major task of a 村, 社区 or 居 begun in the coverage or not yet, which 四议两公开 and 表决事项 do not name.

    Major: money from the threshold (万元) on; of what the superior body ordered only the collective's own money.
    """
    frame = scene["tasks"]
    money = frame["investment"].mask(frame["source"].eq("上级部署"), frame["collective"])
    begun = frame["started"] >= scene.branch("coverage_start", frame)
    new = begun | (frame["started"].isna() & frame["state"].eq("未启动"))
    here = scene.branch("unit_type", frame).isin(_SELF_GOVERNED) & frame["state"].ne("取消")
    major = here & new & (money >= scene.threshold)
    return major & ~_named(scene, frame) if major.any() else major


def _named(scene: Scene, frame: Rows) -> Cells:
    """The task's number, or that of its proposal, stands in 四议两公开 or 表决事项."""
    links = ((scene["agenda"], "task"), (scene["agenda"], "proposal"), (scene["votes"], "link"))
    named = frame.column(values=False)
    for field in ("number", "proposal"):
        for sheet, theirs in links:
            named |= among(frame, ["submission", field], sheet, ["submission", theirs])
    return named
