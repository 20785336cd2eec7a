"""Predicates of limits: how late a task or proposal is, as text. Days of 参数 count from 提出日期."""

import numpy as np
import pandas as pd

from shuzhi.validate.columns import Cells, Column, Rows, plain
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.views.rows import folded
from shuzhi.validate.workdays import UNPUBLISHED, unpublished, working_days

# What is waited for → how it is told when it came late, and when it has not come.
_WORDS = {"accepted": ("受理", "受理日期"), "replied": ("答复", "答复")}


def task_overdue(scene: Scene) -> Cells:
    """未启动 or 进行中 although 调整后完成日期 (else 计划完成日期) is before the as-of day: the days since."""
    frame = scene["tasks"]
    days = (scene.as_of_days(frame) - frame["due_adjusted"].fillna(frame["due"])).dt.days
    return _counted(days, frame["state"].isin(["未启动", "进行中"]) & (days > 0))


def proposal_overdue(scene: Scene) -> Cells:
    """正在办理 or 未办理 for more days than 办结期限 of 参数, as of the as-of day: the days since it was raised."""
    frame = scene["proposals"]
    return _counted((scene.as_of_days(frame) - frame["proposed"]).dt.days, _overdue(scene))


@once
def _overdue(scene: Scene) -> Column:
    frame = scene["proposals"]
    age = (scene.as_of_days(frame) - frame["proposed"]).dt.days
    late: Column = _open(frame) & (age > scene.settings.limits["close_days"])
    return late


def acceptance_late(scene: Scene) -> Cells:
    """Accepted in the coverage after more working days than 受理期限, or 未办理 and not accepted for as long.

    Not what is answered late, too: one word is enough.
    """
    frame, limit = scene["proposals"], scene.settings.limits["accept_days"]
    waiting = frame["state"].eq("未办理") & frame["accepted"].isna()
    return _told(scene, "accepted", limit, waiting).where(answer_late(scene).isna())


@once
def answer_late(scene: Scene) -> Cells:
    """Answered in the coverage after more working days than 答复期限, or open and not answered for as long."""
    return _told(scene, "replied", scene.settings.limits["reply_days"], _unanswered(scene))


def _unanswered(scene: Scene) -> Cells:
    frame = scene["proposals"]
    silent = frame["reply"].isna() & frame["replied"].isna()
    waited = working_days(frame["proposed"], scene.as_of_days(frame))
    return _open(frame) & silent & (waited > scene.settings.limits["reply_days"])


def _told(scene: Scene, field: str, limit: float, waiting: Cells) -> Cells:
    """The working days from 提出日期 to `field` (to the as-of day where `waiting`); not what is overdue altogether.

    What came late cannot be mended: it is told once a workbook, with how many there are.
    """
    frame = scene["proposals"]
    done = frame[field].where(frame[field] >= scene.branch("coverage_start", frame))
    end = done.fillna(scene.as_of_days(frame).where(waiting))
    days = working_days(frame["proposed"], end)
    late = frame["merged_into"].isna() & (days > limit) & ~_overdue(scene)
    if not late.any():
        return frame.column(None)
    more, (done_words, wait_words) = np.asarray(folded(scene, "proposals", late & done.notna())), _WORDS[field]
    numbers, waits, came, doubt = map(np.asarray, (days, waiting, done.notna(), unpublished(frame["proposed"], end)))
    told = np.full(len(frame), None, dtype=object)
    for row in np.flatnonzero(late):
        if not came[row] or more[row] is not None:
            before, behind = ("提出已有", f"未见{wait_words}，") if waits[row] else (f"从提出到{done_words}用了", "")
            told[row] = (f"{before}{numbers[row]:.0f}个工作日，{behind}期限是{limit:g}个工作日"
                         f"{UNPUBLISHED * bool(doubt[row])}{more[row] or ''}")
    return frame.column(told)


def _open(frame: Rows) -> Cells:
    return frame["state"].isin(["正在办理", "未办理"]) & frame["merged_into"].isna()


def _counted(days: Cells, hits: Cells) -> Cells:
    if not hits.any():
        return pd.Series(None, hits.index, dtype=object)
    return _number(days).astype(object).where(plain(hits))


def _number(days: Cells) -> Cells:
    return days.fillna(0).astype("int64").astype("str")
