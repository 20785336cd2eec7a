"""Predicates of 其他工作."""


from shuzhi.validate.columns import Cells
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import gap

# Units of which there is a half.
_MEASURES = ["平方米", "亩", "公里", "万元", "元"]
_GATHERINGS = ["培训", "文体活动"]


def without_unit(scene: Scene) -> Cells:
    """A 数量 without its 单位: sums go unit by unit."""
    return gap(scene, "works", "unit", scene["works"]["quantity"] > 0)


def without_quantity(scene: Scene) -> Cells:
    """A 单位 without 数量."""
    return gap(scene, "works", "quantity", scene["works"]["unit"].notna())


def half(scene: Scene) -> Cells:
    """A fraction of what is counted in whole numbers."""
    frame = scene["works"]
    return frame["unit"].notna() & ~frame["unit"].isin(_MEASURES) & (frame["quantity"] % 1 > 0)


def fewer_heads(scene: Scene) -> Cells:
    """培训 or 文体活动 of fewer 人次 or 人 than took part."""
    frame = scene["works"]
    heads = frame["type"].isin(_GATHERINGS) & frame["unit"].isin(["人", "人次"])
    return heads & (frame["quantity"] < frame["people"])


def same_work(scene: Scene) -> Cells:
    """Everything as in a row above."""
    frame = scene["works"]
    keys = ["submission", "date", "type", "content", "quantity", "unit", "people"]
    return frame.filled(["date", "type", "content"]) & frame.duplicated(keys)
