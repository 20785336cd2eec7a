"""核对结果: every finding in the order of findings.csv, with what only the office is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.words import Level
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.addresses import addresses, ordered
from shuzhi.summarize.book.limits import Limits, Shown, cut
from shuzhi.summarize.book.paint import Cell, Column, Painter, set_page, set_widths
from shuzhi.summarize.values import Once, Value, rows_of

TITLE = "核对结果"
COLUMNS = (
    Column("序号", 2.5), Column("支部", 8, long=True), Column("级别", 5.5), Column("规则", 4),
    Column("文件", 10, long=True), Column("表", 5), Column("单元格", 4.5), Column("栏目", 6.5, long=True),
    Column("问题", 20, long=True), Column("怎么改", 20, long=True), Column("支部说明", 9, long=True),
    Column("供乡镇核对", 9, long=True),
)
FIRST_ROW = 2  # in Excel's counting, below the header
EXPLAINED = f"{Level.WARNING.label}（已说明）"
SUGGESTED = "供参考"
_LEVELS = {level.value: Cell(level.label, level) for level in Level}
_SUGGESTED_HINT = "可供参考的问题表述；支部要写进报告的，请自己填到“问题与措施”。"


@dataclass(frozen=True)
class Line:
    """One line: its branch's code ("" = a file of none), its level ("" = nothing to be done), cells from 级别 on."""

    branch_code: str
    level: str
    cells: tuple[Cell, ...]


def fault_lines(results: Results) -> list[Line]:
    """A line a finding in the order of findings.csv, the explained ones among them.

    Behind the findings of a branch, what its data suggests as a problem, a line each.
    """
    codes = results.branches["branch_code"].tolist()
    places = {code: place for place, code in enumerate(codes)}
    told = pd.concat([results.findings.assign(explanation=""), results.explained], ignore_index=True)
    told = ordered(told, codes)
    found = addresses(told).assign(explanation=told["explanation"].tolist(), detail=told["detail"].tolist())
    cells: Once[Value, Cell] = Once(Cell)  # most say what others say
    lines = [Line(one.branch_code, "" if one.explanation else one.level, _found(one, cells)) for one in rows_of(found)]
    lines += [Line(code, "", _suggested(text)) for code, text in results.suggestions]
    return sorted(lines, key=lambda line: places.get(line.branch_code, len(codes)))


def first_cells(lines: Sequence[Line], limits: Limits) -> dict[tuple[str, str], str]:
    """(code of a branch, level) → the link to its first line; none to what the sheet has no room for."""
    kept, _ = cut(TITLE, "findings.csv", lines, limits.rows - 1)
    found: dict[tuple[str, str], str] = {}
    for row, line in enumerate(kept, FIRST_ROW):
        found.setdefault((line.branch_code, line.level), f"internal:'{TITLE}'!A{row}")
    return found


def write_faults(sheet: Rows, painter: Painter, results: Results, lines: Sequence[Line], limits: Limits) -> Shown:
    """核对结果: row 1 the header, then the lines; gives what is shown."""
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    kept, shown = cut(TITLE, "findings.csv", lines, limits.rows - 1)
    rows = [
        (Cell(number), Cell(names.get(line.branch_code, line.branch_code)), *line.cells)
        for number, line in enumerate(kept, 1)
    ]
    below = painter.table(sheet, 0, COLUMNS, rows)
    if shown.cut:
        painter.free(sheet, below, COLUMNS, shown.remark)
    set_widths(sheet, COLUMNS)
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, below - 1, len(COLUMNS) - 1)
    painter.name(sheet, f"{TITLE}清单", (0, 0, max(below - 1, 1), len(COLUMNS) - 1))
    sheet.repeat_rows(0)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}{TITLE}")
    return shown


def _found(one: Any, cells: Mapping[Value, Cell]) -> tuple[Cell, ...]:
    """A finding from the column 级别 on."""
    place = one.cell or (one.row and f"第 {one.row} 行")
    told = (
        one.code, one.file, one.sheet, place, one.field, one.message, one.hint, one.explanation or None,
        one.detail or None,
    )
    return (_level(one), *map(cells.__getitem__, told))


def _suggested(text: str) -> tuple[Cell, ...]:
    """A problem that the data suggests: no rule, no cell."""
    return (Cell(SUGGESTED, "mute"), *[Cell(None)] * 5, Cell(text), Cell(_SUGGESTED_HINT), Cell(None), Cell(None))


def _level(one: Any) -> Cell:
    return Cell(EXPLAINED, "mute") if one.explanation else _LEVELS[one.level]
