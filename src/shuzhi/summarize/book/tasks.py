"""民生实事: how far each task is by date and by money, overdue ones in red, money added up by state."""

import pandas as pd

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.limits import Limits, Shown
from shuzhi.summarize.book.lists import Extra, Listing, rate, write_list
from shuzhi.summarize.book.paint import Column, Painter
from shuzhi.summarize.book.sums import Sums
from shuzhi.summarize.matters import TASKS_OPEN, tasks

TASKS = Listing(
    "tasks", "民生实事", "tasks.csv", (
        Extra("paid", Column("支付进度（%）", 4), "paid_rate", rate("paid", "investment"), bar=True),
        Extra("state", Column("逾期天数", 3), "late"),
        Extra("state", Column("剩余天数", 3), "left"),
        Extra("state", Column("时间进度（%）", 4), "time_rate", bar=True),
    ),
    {"已完成": "good", "进行中": "busy", "未启动": "warn", "暂缓": "mute", "取消": "mute"},
    Sums(
        form.load().sheet("tasks").field("state").choices, "件", "合计（不含取消）", "取消",
        amounts=("investment", "fiscal", "collective", "other_funds", "paid"), rate=("paid_rate", "paid", "investment"),
    ),
    repeated=5,
)


def write_tasks(sheet: Rows, painter: Painter, results: Results, limits: Limits) -> Shown:
    """A line a task; days left or late and 时间进度 as of the day the branch reports on, for open tasks only."""
    return write_list(sheet, painter, results, (TASKS, _with_progress(tasks(results))), limits)


def _with_progress(rows: pd.DataFrame) -> pd.DataFrame:
    """Plus paid_rate and time_rate (%), left (days), look."""
    due = rows["due_adjusted"].fillna(rows["due"])
    is_open = rows["state"].isin(TASKS_OPEN)
    left = (due - rows["day"]).dt.days
    gone, planned = ((day - rows["started"]).dt.days for day in (rows["day"], due))
    return rows.assign(
        paid_rate=(rows["paid"] / rows["investment"] * 100).where(rows["investment"] > 0),
        time_rate=(gone / planned * 100).where(is_open & (planned > 0)).clip(0, 100),
        left=left.where(is_open & (left >= 0)),
        look=rows["late"].notna().map({True: "bad", False: ""}),
    )
