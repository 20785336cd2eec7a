"""报送情况: where each branch stands and what to do; for the office also the files of the inbox and remarks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shuzhi.model.results import Results
from shuzhi.model.words import Level, Outcome, State
from shuzhi.spreadsheet import Worksheet
from shuzhi.summarize.advice import advice, filled_by
from shuzhi.summarize.book.paint import (
    STATE_LOOK,
    Cell,
    Column,
    Painter,
    row_height,
    set_page,
    set_widths,
)
from shuzhi.summarize.values import rows_of, value_of

BRANCH_COLUMNS = (
    Column("序号", 2.5), Column("支部编码", 4.5), Column("支部简称", 8, long=True), Column("状态", 4.5),
    Column("逾期", 4), Column("填报日期", 6), Column("必须改", 4), Column("请核对", 4), Column("提醒", 4),
)
# File names are typed by people and may name persons: they stay in the office.
OFFICE_COLUMNS = (Column("报送文件", 13, long=True), Column("怎么办", 21, long=True))
# What leaves the office says instead why a branch has neither date nor counts.
UPWARD_COLUMNS = (Column("备注", 24, long=True),)
# The same columns once more, so that both blocks share their widths.
FILE_TITLES = {"状态": "结果", "逾期": "大小（KB）", "报送文件": "文件", "怎么办": "原因"}
OUTCOME_LOOK = {
    Outcome.USED: "good", Outcome.SUPERSEDED: "mute", Outcome.LOCKED: "mute", Outcome.UNREADABLE: "bad",
    Outcome.FOREIGN: "warn", Outcome.IGNORED: "mute",
}


def write_arrivals(sheet: Worksheet, painter: Painter, results: Results, *, office: bool) -> None:
    """Row 1 the header, a line a branch; for the office below it, under a heading of its own, a line a file."""
    columns = (*BRANCH_COLUMNS, *(OFFICE_COLUMNS if office else UPWARD_COLUMNS))
    dates = dict(results.submissions[["submission", "fill_date"]].itertuples(index=False, name=None))
    rows = [
        (*_branch_cells(number, branch, dates.get(branch.submission)), *_remarks(branch, results, office=office))
        for number, branch in enumerate(rows_of(results.branches), 1)
    ]
    below = painter.table(sheet, 0, columns, rows)
    set_widths(sheet, columns)
    sheet.freeze_panes(1, 3)
    if rows:
        sheet.autofilter(0, 0, below - 1, len(columns) - 1)
    sheet.repeat_rows(0)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}报送情况")
    if office:
        _write_files(sheet, painter, results, below + 1)


def _branch_cells(number: int, branch: Any, filled: Any) -> Sequence[Cell]:
    state = State(branch.state)
    counts = (branch.errors, branch.warnings, branch.notices)
    return (
        Cell(number), Cell(branch.branch_code), Cell(branch.short_name), Cell(state.label, STATE_LOOK[state]),
        Cell("逾期", "bad") if branch.late else Cell(None), Cell(value_of(filled)),
        *_count_cells(counts if branch.submission >= 0 else None),
    )


def _remarks(branch: Any, results: Results, *, office: bool) -> Sequence[Cell]:
    """The last cells of a branch's line: OFFICE_COLUMNS or UPWARD_COLUMNS."""
    if not office:
        return (Cell(filled_by(branch, results.settings)),)
    said = int((results.explained["branch_code"] == branch.branch_code).sum())
    return Cell(branch.file or None), Cell(advice(branch, said, results.settings))


def _write_files(sheet: Worksheet, painter: Painter, results: Results, top: int) -> None:
    """The heading in Excel row top + 1, then a header and a line a file of the inbox; remarks below."""
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    found = results.findings.groupby(["submission", "level"]).size()
    columns = [replace(column, title=FILE_TITLES.get(column.title, column.title))
               for column in (*BRANCH_COLUMNS, *OFFICE_COLUMNS)]
    rows = []
    for number, file in enumerate(rows_of(results.submissions), 1):
        outcome = Outcome(file.outcome)
        counts = tuple(found.get((file.submission, level), 0) for level in Level)
        rows.append((
            Cell(number), Cell(value_of(file.branch_code)), Cell(names.get(file.branch_code)),
            Cell(outcome.label, OUTCOME_LOOK[outcome]), Cell(-(-file.size // 1024)), Cell(value_of(file.fill_date)),
            *_count_cells(counts if outcome is Outcome.USED else None), Cell(file.file), Cell(file.reason),
        ))
    painter.group(sheet, top, (0, len(columns) - 1), f"收到的文件（{len(rows)} 个）")
    below = painter.table(sheet, top + 1, columns, rows)
    if results.remarks:
        _write_remarks(sheet, painter, results, below + 1)


def _write_remarks(sheet: Worksheet, painter: Painter, results: Results, top: int) -> None:
    """The heading in Excel row top + 1, then a line a remark over the whole width."""
    columns = (*BRANCH_COLUMNS, *OFFICE_COLUMNS)
    last = len(columns) - 1
    painter.group(sheet, top, (0, last), "审定、合并、定稿和汇编")
    width = Column("", sum(column.width for column in columns[1:]), long=True)
    for row, remark in enumerate(results.remarks, top + 1):
        sheet.merge_range(row, 1, row, last, "")
        painter.put(sheet, (row, 0), Cell(row - top))
        painter.put(sheet, (row, 1), Cell(remark), long=True)
        sheet.set_row(row, row_height([(width, Cell(remark))]))


def _count_cells(counts: tuple[int, ...] | None) -> tuple[Cell, ...]:
    """The three counts of findings, coloured where there are any; empty for what was not read."""
    if counts is None:
        return (Cell(None),) * len(Level)
    return tuple(Cell(int(count), level if count else "") for count, level in zip(counts, Level, strict=True))
