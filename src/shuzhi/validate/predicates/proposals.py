"""Predicates of 居民提案."""

import pandas as pd

from shuzhi.validate.predicates import dates
from shuzhi.validate.scene import Scene

_SAYS_NOTHING = r"(?:已|正在|正)?(?:办理|处理|解决|反映|落实|协调|上报)(?:中|了|完毕)?[。.]?"


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


def proposal_overdue(scene: Scene) -> pd.Series:
    """正在办理 or 未办理 for more days than 办结期限 of 参数, as of the as-of day."""
    frame = scene["proposals"]
    age = (scene.as_of_days(frame) - frame["proposed"]).dt.days
    open_ones = frame["state"].isin(["正在办理", "未办理"]) & frame["merged_into"].isna()
    return open_ones & (age > scene.settings.limits["close_days"])
