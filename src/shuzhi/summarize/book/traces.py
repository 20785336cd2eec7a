"""指标溯源: a line a figure of a branch, with its parts, the period before and the rows behind it."""

from collections.abc import Mapping
from typing import Any

from shuzhi.model.results import Results
from shuzhi.spreadsheet import Worksheet, lines
from shuzhi.summarize.book.figures import FIRST_LINE, OWN, Figures
from shuzhi.summarize.book.limits import Shown
from shuzhi.summarize.book.paint import Cell, Column, Painter, row_height, set_page, set_widths
from shuzhi.summarize.book.sources import told
from shuzhi.summarize.values import rows_of, value_of

SCOPES = {OWN: "本级", "all": "全体"}  # 全体: a 总支 with the 支部 below it
COLUMNS = (
    Column("支部编码", 4), Column("支部简称", 9, long=True), Column("单位类型", 4), Column("指标", 12, long=True),
    Column("范围", 3), Column("数值", 5), Column("单位", 3), Column("分子", 4.5), Column("分母", 4.5),
)
BEFORE = (Column("上期数值", 5), Column("上期分子", 4.5), Column("上期分母", 4.5), Column("比上期", 5))
ROWS = Column("来源行", 26, long=True)
BACK = Column("回总表", 3.5)


def write_traces(sheet: Worksheet, painter: Painter, results: Results, figures: Figures) -> Shown:
    """Row 1 the header, then the lines of `figures`; where the sheet cannot hold all, its last line says so."""
    compared = bool(figures.lines["then"].notna().any())
    columns = (*COLUMNS, *(BEFORE if compared else ()), ROWS)
    heads = [*(Cell(column.title, "head") for column in columns), Cell(BACK.title, "head", link="internal:总表!A1")]
    for place, cell in enumerate(heads):
        painter.put(sheet, (0, place), cell)
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    held = figures.lines.head(figures.held)
    width = len(columns)
    for row, line in enumerate(rows_of(held), FIRST_LINE - 1):
        cells = _cells(line, names, compared=compared)
        for place, cell in enumerate(cells):
            if cell.value not in {None, ""}:  # the others have their frame from a rule for all: half the time
                painter.put(sheet, (row, place), cell, long=columns[place].long)
        if _wraps(columns, cells):
            sheet.set_row(row, row_height(zip(columns, cells, strict=True)))
    shown = Shown("指标溯源", "indicators.csv", len(figures.lines), len(held))
    if shown.cut:
        painter.free(sheet, len(held) + 1, columns, shown.remark)
    set_widths(sheet, (*columns, BACK))
    sheet.freeze_panes(1, 2)
    area = (0, 0, max(1, len(held)), width - 1)
    sheet.autofilter(*area)
    painter.name(sheet, "指标溯源清单", area)
    painter.framed(sheet, area)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(held) + shown.cut, width - 1)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}指标溯源")
    return shown


def _cells(line: Any, names: Mapping[str, str], *, compared: bool) -> list[Cell]:
    places = 1 if line.unit == "%" else 2
    before = (line.then, line.then_numerator, line.then_denominator) if compared else ()
    return [
        Cell(line.branch_code), Cell(line.short_name), Cell(line.unit_type), Cell(line.title),
        Cell(SCOPES[line.scope], "" if line.scope == OWN else "mute"), Cell(value_of(line.value), places=places),
        Cell(line.unit), Cell(value_of(line.numerator)), Cell(value_of(line.denominator)),
        *(Cell(value_of(value), places=places) for value in before),
        *([Cell(value_of(line.change), places=places, signed=True)] if compared else []),
        Cell(told(line.rows, line.value, names)),
    ]


def _wraps(columns: tuple[Column, ...], cells: list[Cell]) -> bool:
    """Whether a text needs more than the line that every row has."""
    return any(
        column.long and isinstance(cell.value, str) and len(cell.value) > column.width / 2
        and lines(cell.value, column.units) > 1
        for column, cell in zip(columns, cells, strict=True)
    )
