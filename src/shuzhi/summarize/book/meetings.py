"""会议: a line a meeting of the branches that count, with its attendance; those outside the coverage in grey."""

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.limits import Limits, Shown
from shuzhi.summarize.book.lists import Extra, Listing, rate, write_list
from shuzhi.summarize.book.paint import Column, Painter

MEETINGS = Listing("meetings", "会议", "meetings.csv", (
    Extra("date", Column("计入本期", 3), "counted"),
    Extra("present", Column("到会率（%）", 4), "attendance", rate("present", "expected")),
))


def write_meetings(sheet: Rows, painter: Painter, results: Results, limits: Limits) -> Shown:
    """A line a meeting, in the order of the roster and of the branch's own workbook."""
    return write_list(sheet, painter, results, (MEETINGS, _with_attendance(results)), limits)


def _with_attendance(results: Results) -> pd.DataFrame:
    """The rows plus short_name, counted (是 or 否), attendance (%) and look."""
    branches = results.branches[["branch_code", "short_name", "coverage_start", "coverage_end"]]
    branches = branches.assign(roster_place=range(len(branches)))
    rows = results.frames["meetings"].merge(branches, on="branch_code")
    rows = rows.sort_values(["roster_place", "row"], kind="stable", ignore_index=True)
    counted = rows["date"].between(rows["coverage_start"], rows["coverage_end"])
    return rows.assign(
        counted=counted.map({True: "是", False: "否"}),
        attendance=(rows["present"] / rows["expected"] * 100).where(rows["expected"] > 0),
        look=counted.map({True: "", False: "mute"}),
    )
