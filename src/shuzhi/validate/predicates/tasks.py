"""Predicates of 民生实事: its state against its days, what it is and whom it reaches."""

import re
from collections import Counter, defaultdict

import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import gap

_OPEN = ["未启动", "进行中"]


def finished_state(scene: Scene) -> Cells:
    """完成日期 in a task that is 未启动 or 进行中."""
    frame = scene["tasks"]
    return frame["finished"].notna() & frame["state"].isin(_OPEN)


def dropped_finished(scene: Scene) -> Cells:
    """完成日期 in a task that is 暂缓 or 取消."""
    frame = scene["tasks"]
    return frame["finished"].notna() & frame["state"].isin(["暂缓", "取消"])


def begun(scene: Scene) -> Cells:
    """未启动, but begun by the as-of day or paid for: the titles of what says so."""
    frame = scene["tasks"]
    started, paid = frame["started"] <= scene.as_of_days(frame), frame["paid"] > 0
    said = pd.Series("开工日期", index=frame.index, dtype=object).mask(~started, "累计已支付")
    said = said.mask(started & paid, "开工日期和累计已支付")
    return said.where(frame["state"].eq("未启动") & (started | paid))


def start_unknown(scene: Scene) -> Cells:
    """进行中 without 开工日期."""
    return gap(scene, "tasks", "started", scene["tasks"]["state"].eq("进行中"))


def started_after_due(scene: Scene) -> Cells:
    """开工日期 after 计划完成日期 and 调整后完成日期."""
    frame = scene["tasks"]
    return frame["started"] > frame[["due", "due_adjusted"]].max(axis=1)


def starts_later(scene: Scene) -> Cells:
    """进行中 with a 开工日期 after the as-of day (of those that `started_after_due` leaves)."""
    frame = scene["tasks"]
    return frame["state"].eq("进行中") & (frame["started"] > scene.as_of_days(frame)) & ~started_after_due(scene)


def due_brought_forward(scene: Scene) -> Cells:
    """调整后完成日期 before 计划完成日期."""
    frame = scene["tasks"]
    return frame["due_adjusted"] < frame["due"]


def households(scene: Scene) -> Cells:
    """More 受益户数 than 受益人数."""
    frame = scene["tasks"]
    return _households(frame) > frame["people"]


def more_than_there_are(scene: Scene, field: str, total: str) -> Cells:
    """More 受益户数 or 受益人数 than the item `total` of 支部信息 says live there."""
    frame = scene["tasks"]
    count = _households(frame) if field == "households" else frame[field]
    return (count > scene.branch(total, frame)) & ~households(scene)


def unit_missing(scene: Scene) -> Cells:
    """工程量 without 工程量单位."""
    return gap(scene, "tasks", "quantity_unit", scene["tasks"]["quantity"] > 0)


def quantity_missing(scene: Scene) -> Cells:
    """工程量单位 without 工程量."""
    return gap(scene, "tasks", "quantity", scene["tasks"]["quantity_unit"].notna())


def odd_unit(scene: Scene, usual: frozenset[str]) -> Cells:
    """工程量单位 is none of the usual ones."""
    unit = scene["tasks"]["quantity_unit"]
    return unit.notna() & ~unit.isin(usual)


def bare_task(scene: Scene) -> Cells:
    """进行中 or 已完成, and nothing said of money, size or people."""
    frame = scene["tasks"]
    sizes = frame[["quantity", "investment", "fiscal", "collective", "other_funds", "paid", "households", "people"]]
    return frame["state"].isin(["进行中", "已完成"]) & sizes.isna().all(axis=1)


def same_task(scene: Scene) -> Cells:
    """Title and place of a row above; where no place is typed, title and 计划完成日期."""
    frame = scene["tasks"]
    placed = frame["place"].notna() & frame.duplicated(["submission", "title", "place"])
    placeless = frame["place"].isna() & frame.duplicated(["submission", "title", "place", "due"])
    return frame["title"].notna() & (placed | placeless)


def odd_number(scene: Scene) -> Cells:
    """The only 编号 of its form, where at least three others share one."""
    frame = scene["tasks"]
    shapes = {text: re.sub(r"\d+", "0", text) for text in frame["number"].texts}
    shape = [shapes.get(text) for text in frame["number"].values]
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for number, form in zip(frame["submission"].values, shape, strict=True):
        counts[number].update([form] if form else [])
    odd = {number for number, own in counts.items() if own.total() - 1 == max(own.values(), default=0) >= 3}
    return frame.column([
        number in odd and form is not None and counts[number][form] == 1
        for number, form in zip(frame["submission"].values, shape, strict=True)
    ])


def _households(frame: Rows) -> Cells:
    return pd.to_numeric(frame["households"].where(frame["households"] != "全村"), errors="coerce")
