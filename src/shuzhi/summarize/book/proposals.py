"""意见建议: how long each proposal is open, those beyond the limit in red, how many of each state."""

import pandas as pd

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.limits import Limits, Shown
from shuzhi.summarize.book.lists import Extra, Listing, write_list
from shuzhi.summarize.book.paint import Column, Painter
from shuzhi.summarize.book.sums import Sums
from shuzhi.summarize.matters import proposals

PROPOSALS = Listing(
    "proposals", "意见建议", "proposals.csv", (
        Extra("state", Column("超期天数", 3), "late"),
        Extra("state", Column("已历天数", 3), "age"),
    ),
    {
        "已办结": "good", "正在办理": "busy", "未办理": "warn", "已转办": "mute", "暂不具备条件": "mute",
        "不予采纳": "mute",
    },
    Sums(
        form.load().sheet("proposals").field("state").choices, "条", "合计（不含并入）",
        blank="merged_into",
    ),
    repeated=4,
)


def write_proposals(sheet: Rows, painter: Painter, results: Results, limits: Limits) -> Shown:
    """A line a proposal, those merged into another one in grey; never who proposed it."""
    return write_list(sheet, painter, results, (PROPOSALS, _with_age(proposals(results))), limits)


def _with_age(rows: pd.DataFrame) -> pd.DataFrame:
    """Plus age: days from 提出日期 to 办结日期, else to the day the branch reports on; and look."""
    merged, late = rows["merged_into"].notna(), rows["late"].notna()
    age = (rows["closed"].fillna(rows["day"]) - rows["proposed"]).dt.days
    return rows.assign(
        late=rows["late"].where(~merged), age=age.where(~merged & (age >= 0)),
        look=late.map({True: "bad", False: ""}).mask(merged, "mute"),
    )
