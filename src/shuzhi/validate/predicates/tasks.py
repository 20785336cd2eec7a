"""Predicates of 民生实事."""

import pandas as pd

from shuzhi.validate.scene import Scene


def finished_state(scene: Scene) -> pd.Series:
    """完成日期 in a task that is 未启动 or 进行中."""
    frame = scene["tasks"]
    return frame["finished"].notna() & frame["state"].isin(["未启动", "进行中"])


def big_money(scene: Scene) -> pd.Series:
    """计划总投资 above the threshold (万元)."""
    return scene["tasks"]["investment"] > scene.threshold


def households(scene: Scene) -> pd.Series:
    """More 受益户数 than 受益人数."""
    frame = scene["tasks"]
    return pd.to_numeric(frame["households"].where(frame["households"] != "全村"), errors="coerce") > frame["people"]


def task_overdue(scene: Scene) -> pd.Series:
    """未启动 or 进行中 although 调整后完成日期 (else 计划完成日期) is before the as-of day."""
    frame = scene["tasks"]
    due = frame["due_adjusted"].fillna(frame["due"])
    return frame["state"].isin(["未启动", "进行中"]) & (due < scene.as_of_days(frame))
