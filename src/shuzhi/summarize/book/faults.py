"""核对结果: every finding in the order of findings.csv, with what only the office is told."""

from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.model.words import Level
from shuzhi.spreadsheet import Worksheet
from shuzhi.summarize.addresses import addresses, ordered
from shuzhi.summarize.book.paint import Cell, Column, Painter, set_page, set_widths
from shuzhi.summarize.values import rows_of

COLUMNS = (
    Column("序号", 2.5), Column("支部", 6, long=True), Column("级别", 5), Column("规则", 4),
    Column("文件", 10, long=True), Column("表", 5), Column("单元格", 4), Column("栏目", 6),
    Column("问题", 18, long=True), Column("怎么改", 18, long=True), Column("支部说明", 11, long=True),
    Column("供乡镇核对", 9, long=True),
)
EXPLAINED = f"{Level.WARNING.label}（已说明）"
SUGGESTED = "供参考"
_SUGGESTED_HINT = "可供参考的问题表述；支部要写进报告的，请自己填到“问题与措施”。"


def write_faults(sheet: Worksheet, painter: Painter, results: Results) -> None:
    """核对结果: row 1 the header, a line a finding in the order of findings.csv, the explained ones among them.

    Behind the findings of a branch, what its data suggests as a problem, a line each.
    """
    codes = results.branches["branch_code"].tolist()
    places = {code: place for place, code in enumerate(codes)}
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    told = pd.concat([results.findings.assign(explanation=""), results.explained], ignore_index=True)
    told = ordered(told, codes)
    found = addresses(told).assign(explanation=told["explanation"].tolist(), detail=told["detail"].tolist())
    lines = [(one.branch_code, _found(one)) for one in rows_of(found)]
    lines += [(code, _suggested(text)) for code, text in results.suggestions]
    lines.sort(key=lambda line: places.get(line[0], len(codes)))
    rows = [
        (Cell(number), Cell(names.get(code, code)), *cells) for number, (code, cells) in enumerate(lines, 1)
    ]
    below = painter.table(sheet, 0, COLUMNS, rows)
    set_widths(sheet, COLUMNS)
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, below - 1, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}核对结果")


def _found(one: Any) -> tuple[Cell, ...]:
    """A finding from the column 级别 on."""
    place = one.cell or (one.row and f"第 {one.row} 行")
    return (
        _level(one), Cell(one.code), Cell(one.file), Cell(one.sheet), Cell(place), Cell(one.field),
        Cell(one.message), Cell(one.hint), Cell(one.explanation or None), Cell(one.detail or None),
    )


def _suggested(text: str) -> tuple[Cell, ...]:
    """A problem that the data suggests: no rule, no cell."""
    return (Cell(SUGGESTED, "mute"), *[Cell(None)] * 5, Cell(text), Cell(_SUGGESTED_HINT), Cell(None), Cell(None))


def _level(one: Any) -> Cell:
    return Cell(EXPLAINED, "mute") if one.explanation else Cell(Level(one.level).label, Level(one.level))
