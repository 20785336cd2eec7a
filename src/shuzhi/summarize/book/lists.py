"""民生实事 and 意见建议: a line a task or proposal of the branches that count, overdue ones in red."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.spreadsheet import Worksheet
from shuzhi.summarize.book.paint import Cell, Column, Painter, set_page, set_widths
from shuzhi.summarize.matters import proposals, tasks
from shuzhi.summarize.values import value_of

TASK_LOOK = {"已完成": "good", "进行中": "busy", "未启动": "warn", "暂缓": "mute", "取消": "mute"}
PROPOSAL_LOOK = {
    "已办结": "good", "正在办理": "busy", "未办理": "warn", "已转办": "mute", "暂不具备条件": "mute",
    "不予采纳": "mute",
}
# Texts of this width in the form (in Chinese characters) and more stand left.
LONG = 10
# A list is printed on one page's width: columns are narrower here than where people type.
NARROWER, NARROWEST = 0.65, 3.5
FIRST = (Column("序号", 2.5), Column("支部编码", 4), Column("支部简称", 6, long=True))


@dataclass(frozen=True)
class Listing:
    """How one sheet is listed: its form name, its title here, the column of days late, looks of states."""

    sheet: str
    title: str
    late_title: str
    looks: Mapping[str, str]


TASKS = Listing("tasks", "民生实事", "逾期天数", TASK_LOOK)
PROPOSALS = Listing("proposals", "意见建议", "超期天数", PROPOSAL_LOOK)


def write_tasks(sheet: Worksheet, painter: Painter, results: Results) -> None:
    """Overdue tasks show the days from their (adjusted) due date to the day the branch reports on."""
    _write(sheet, painter, results, (TASKS, tasks(results)))


def write_proposals(sheet: Worksheet, painter: Painter, results: Results) -> None:
    """Open proposals show the days beyond 办结期限（天） of 参数."""
    _write(sheet, painter, results, (PROPOSALS, proposals(results)))


def _write(sheet: Worksheet, painter: Painter, results: Results, content: tuple[Listing, pd.DataFrame]) -> None:
    listing, rows = content
    fields = [
        field for field in form.load().sheet(listing.sheet).fields
        if field.disclosure != "personal" and field.name != form.NOTE
        and (field.required or rows[field.name].notna().any())
    ]
    columns = [*FIRST]
    for field in fields:
        columns.append(Column(field.title, _width(field), long=field.width >= LONG))
        if field.name == "state":
            columns.append(Column(listing.late_title, 3))
    lines = list(_lines(rows, [field.name for field in fields], listing.looks))
    below = painter.table(sheet, 0, columns, lines)
    set_widths(sheet, columns)
    sheet.freeze_panes(1, 5)
    if lines:
        sheet.autofilter(0, 0, below - 1, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 2)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}{listing.title}", large=True)


def _width(field: form.Field) -> float:
    if field.type == "date" or field.format == "number":
        return 6.0
    return max(NARROWEST, field.width * NARROWER)


def _lines(rows: pd.DataFrame, fields: list[str], looks: Mapping[str, str]) -> Iterator[list[Cell]]:
    """A line a row: number, branch, the fields, behind the state the days late; both red where there are any."""
    for number, row in enumerate(rows.to_dict("records"), 1):
        late = value_of(row["late"])
        line = [Cell(number), Cell(row["branch_code"]), Cell(row["short_name"])]
        for field in fields:
            value = value_of(row[field])
            if field == "state":
                line += [Cell(value, "bad" if late else looks.get(str(value), "")), Cell(late, "bad" if late else "")]
            else:
                line.append(Cell(value))
        yield line
