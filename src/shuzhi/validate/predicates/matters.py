"""Predicates of 民生实事, 居民提案, 四议两公开 and 其他工作: numbers, states, replies, units."""

import pandas as pd

from shuzhi.validate.predicates import dates
from shuzhi.validate.scene import Scene

_SAYS_NOTHING = r"(?:已|正在|正)?(?:办理|处理|解决|反映|落实|协调|上报)(?:中|了|完毕)?[。.]?"


def same_number(scene: Scene, sheet: str) -> pd.Series:
    """编号 of a row above."""
    frame = scene[sheet]
    return frame["number"].notna() & frame.duplicated(["submission", "number"])


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


def without_unit(scene: Scene) -> pd.Series:
    """A 数量 without its 单位: sums go unit by unit."""
    frame = scene["works"]
    return frame["quantity"].gt(0) & frame["unit"].isna()


def closed_state(scene: Scene) -> pd.Series:
    """办结日期 in a proposal that is not solved."""
    frame = scene["proposals"]
    return frame["closed"].notna() & frame["state"].isin(["正在办理", "未办理", "暂不具备条件", "不予采纳"])


def rated_unanswered(scene: Scene) -> pd.Series:
    """满意度 without 答复内容."""
    frame = scene["proposals"]
    return frame["satisfaction"].isin(["满意", "基本满意", "不满意"]) & frame["reply"].isna()


def empty_words(scene: Scene) -> pd.Series:
    """答复内容 that says no more than 已办理."""
    return scene["proposals"]["reply"].str.fullmatch(_SAYS_NOTHING).fillna(value=False)


def proposed_later(scene: Scene) -> pd.Series:
    """提出日期 after the coverage, but no later than 填报日期."""
    frame = scene["proposals"]
    return (frame["proposed"] > scene.branch("coverage_end", frame)) & ~dates.is_future(scene, "proposals", "proposed")


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


def task_overdue(scene: Scene) -> pd.Series:
    """未启动 or 进行中 although 调整后完成日期 (else 计划完成日期) is before the as-of day."""
    frame = scene["tasks"]
    due = frame["due_adjusted"].fillna(frame["due"])
    return frame["state"].isin(["未启动", "进行中"]) & (due < scene.as_of_days(frame))


def proposal_overdue(scene: Scene) -> pd.Series:
    """正在办理 or 未办理 for more days than 办结期限 of 参数, as of the as-of day."""
    frame = scene["proposals"]
    age = (scene.as_of_days(frame) - frame["proposed"]).dt.days
    open_ones = frame["state"].isin(["正在办理", "未办理"]) & frame["merged_into"].isna()
    return open_ones & (age > scene.settings.limits["close_days"])
