"""报送情况: where each branch stands and what to do; for the office also the files of the inbox and remarks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Level, Outcome, State
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.advice import advice, filled_by
from shuzhi.summarize.book.limits import EXCEL, Limits
from shuzhi.summarize.book.links import Links, within
from shuzhi.summarize.book.paint import (
    STATE_LOOK,
    SUM_HEIGHT,
    Cell,
    Column,
    Painter,
    row_height,
    set_page,
    set_widths,
)
from shuzhi.summarize.book.tallies import standings, write_tallies
from shuzhi.summarize.values import rows_of, value_of

BRANCH_COLUMNS = (
    Column("序号", 2.5), Column("支部编码", 4.5), Column("支部简称", 9.5, long=True), Column("状态", 4.5),
    Column("逾期", 4), Column("填报日期", 6), Column("必须改", 4), Column("请核对", 4), Column("提醒", 4),
)
NAME_PLACE, STATE_PLACE, COUNTS_PLACE = 2, 3, 6
# File names are typed by people and may name persons: they stay in the office.
OFFICE_COLUMNS = (Column("报送文件", 13, long=True), Column("怎么办", 21, long=True))
# What leaves the office says instead why a branch has neither date nor counts.
UPWARD_COLUMNS = (Column("备注", 20, long=True),)
# The same columns once more, so that both blocks share their widths.
FILE_TITLES = {"状态": "结果", "逾期": "大小（KB）", "报送文件": "文件", "怎么办": "原因"}
OUTCOME_LOOK = {
    Outcome.USED: "good", Outcome.SUPERSEDED: "mute", Outcome.LOCKED: "mute", Outcome.UNREADABLE: "bad",
    Outcome.FOREIGN: "warn", Outcome.IGNORED: "mute",
}


@dataclass(frozen=True)
class Delivered:
    """What 报送情况 leads to.

    links   the files of each branch; limits: how many links the sheet may have
    faults  (code of a branch, level) → the link to the first such line of 核对结果; empty where there is no such sheet
    """

    links: Links
    faults: Mapping[tuple[str, str], str] = field(default_factory=dict)
    limits: Limits = EXCEL


def write_arrivals(
    sheet: Rows, painter: Painter, results: Results, delivered: Delivered, *, office: bool
) -> None:
    """Row 1 the header, a line a branch, 合计; for the office below it, under a heading of its own, a line a file.

    Behind the printed columns: links to the files of each branch, counts and charts.
    """
    printed = (*BRANCH_COLUMNS, *(OFFICE_COLUMNS if office else UPWARD_COLUMNS))
    columns = (*printed, *delivered.links.heads)
    dates = dict(results.submissions[["submission", "fill_date"]].itertuples(index=False, name=None))
    said = Counter(results.explained["branch_code"].tolist())
    rows = within([
        (*_branch_cells(number, branch, dates.get(branch.submission), delivered.faults),
         *(_remarks(branch, said, results.settings) if office else (Cell(filled_by(branch, results.settings)),)),
         *delivered.links.cells(branch.place))
        for number, branch in enumerate(rows_of(results.branches), 1)
    ], delivered.limits)
    if rows:
        write_tallies(sheet, painter, results, len(columns) + 1, (STATE_PLACE, COUNTS_PLACE))
    below = painter.table(sheet, 0, columns, rows)
    set_widths(sheet, columns)
    sheet.freeze_panes(1, 3)
    if rows:
        sheet.autofilter(0, 0, below - 1, len(columns) - 1)
    painter.name(sheet, "报送情况清单", (0, 0, max(below - 1, 1), len(columns) - 1))
    sheet.repeat_rows(0)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}报送情况")
    below = _write_end(sheet, painter, results, printed)
    if office:
        below = _write_office(sheet, painter, results, below)
    sheet.print_area(0, 0, below - 1, len(printed) - 1)


def _branch_cells(
    number: int, branch: Any, filled: Any, faults: Mapping[tuple[str, str], str]
) -> Sequence[Cell]:
    state = State(branch.state)
    counts = (branch.errors, branch.warnings, branch.notices)
    told = _count_cells(counts if branch.submission >= 0 else None)
    return (
        Cell(number), Cell(branch.branch_code), Cell(branch.short_name), Cell(state.label, STATE_LOOK[state]),
        Cell("逾期", "bad") if branch.late else Cell(None), Cell(value_of(filled)),
        *(cell._replace(link=faults.get((branch.branch_code, level), "")) if cell.value else cell
          for cell, level in zip(told, Level, strict=True)),
    )


def _write_end(sheet: Rows, painter: Painter, results: Results, columns: Sequence[Column]) -> int:
    """合计, how many handed in, the line that is signed, below the last branch; gives the row below."""
    last = len(results.branches)
    cells = [Cell("合计" if place == NAME_PLACE else None, "sum") for place in range(len(columns))]
    if last:
        late = f'=COUNTIF(E2:E{last + 1},"逾期")'
        cells[STATE_PLACE + 1] = Cell(int(results.branches["late"].sum()), "sum", formula=late)
        for place, name in enumerate(("errors", "warnings", "notices"), COUNTS_PLACE):
            letter = column_letter(place + 1)
            total = int(results.branches[name].where(results.branches["submission"] >= 0, 0).sum())
            cells[place] = Cell(total, "sum", formula=f"=SUM({letter}2:{letter}{last + 1})")
    for place, cell in enumerate(cells):
        painter.put(sheet, (last + 1, place), cell)
    sheet.set_row(last + 1, SUM_HEIGHT)
    painter.free(sheet, last + 2, columns, f"{standings(results)}。")
    painter.sign(sheet, last + 3, columns)
    return last + 4


def _remarks(branch: Any, said: Counter[str], settings: Settings) -> Sequence[Cell]:
    """The cells of OFFICE_COLUMNS; said: a branch's code → how many warnings it explained."""
    return Cell(branch.file or None), Cell(advice(branch, said[branch.branch_code], settings))


def _write_office(sheet: Rows, painter: Painter, results: Results, below: int) -> int:
    """Behind an empty row the files of the inbox, then what is remarked; gives the row below what there is."""
    if len(results.submissions):
        below = _write_files(sheet, painter, results, below + 1)
    return _write_remarks(sheet, painter, results, below + 1) if results.remarks else below


def _write_files(sheet: Rows, painter: Painter, results: Results, top: int) -> int:
    """The heading in Excel row top + 1, then a header and a line a file of the inbox; gives the row below."""
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    found = Counter(results.findings[["submission", "level"]].itertuples(index=False, name=None))
    columns = [replace(column, title=FILE_TITLES.get(column.title, column.title))
               for column in (*BRANCH_COLUMNS, *OFFICE_COLUMNS)]
    rows = []
    for number, file in enumerate(rows_of(results.submissions), 1):
        outcome = Outcome(file.outcome)
        counts = tuple(found[file.submission, level.value] for level in Level)
        rows.append((
            Cell(number), Cell(value_of(file.branch_code)), Cell(names.get(file.branch_code)),
            Cell(outcome.label, OUTCOME_LOOK[outcome]), Cell(-(-file.size // 1024)), Cell(value_of(file.fill_date)),
            *_count_cells(counts if outcome is Outcome.USED else None), Cell(file.file), Cell(file.reason),
        ))
    painter.group(sheet, top, (0, len(columns) - 1), f"收到的文件（{len(rows)}个）")
    sheet.set_row(top, SUM_HEIGHT)
    return painter.table(sheet, top + 1, columns, rows)


def _write_remarks(sheet: Rows, painter: Painter, results: Results, top: int) -> int:
    """The heading in Excel row top + 1, then a line a remark over the whole width; gives the row below."""
    columns = (*BRANCH_COLUMNS, *OFFICE_COLUMNS)
    last = len(columns) - 1
    painter.group(sheet, top, (0, last), "审定、合并、定稿、汇编和PDF")
    sheet.set_row(top, SUM_HEIGHT)
    width = Column("", sum(column.width for column in columns[1:]), long=True)
    for row, remark in enumerate(results.remarks, top + 1):
        sheet.merge_range(row, 1, row, last, "")
        painter.put(sheet, (row, 0), Cell(row - top))
        painter.put(sheet, (row, 1), Cell(remark), long=True)
        sheet.set_row(row, row_height([(width, Cell(remark))]))
    return top + 1 + len(results.remarks)


def _count_cells(counts: tuple[int, ...] | None) -> tuple[Cell, ...]:
    """The three counts of findings, coloured where there are any; empty for what was not read."""
    if counts is None:
        return (Cell(None),) * len(Level)
    return tuple(Cell(int(count), level if count else "") for count, level in zip(counts, Level, strict=True))
