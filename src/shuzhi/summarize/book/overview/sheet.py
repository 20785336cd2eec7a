"""总表: a line a branch of the roster, a column an indicator, 小计 by unit type, 合计 last, foot and charts below."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any

import pandas as pd

from shuzhi.model.period import Coverage
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import State
from shuzhi.spreadsheet.rows import Rows
from shuzhi.summarize.book.figures import Figures
from shuzhi.summarize.book.layout import ROW_HEIGHT, print_scale, row_pages
from shuzhi.summarize.book.overview.cells import NOTHING, BranchCells
from shuzhi.summarize.book.overview.foot import write_below
from shuzhi.summarize.book.overview.table import (
    FIRST,
    FIRST_ROW,
    GROUP_ROW,
    HEADER_ROW,
    NAME_PLACE,
    REPEATED,
    Table,
    table_of,
)
from shuzhi.summarize.book.overview.totals import total
from shuzhi.summarize.book.paint import STATE_LOOK, Cell, Painter, set_page, set_widths
from shuzhi.summarize.headings import Kind
from shuzhi.summarize.values import rows_of, value_of


def write_overview(sheet: Rows, painter: Painter, results: Results, figures: Figures) -> None:
    """Row 1 groups, row 2 the header for machines, data from row 3 in roster order, 小计 and 合计, foot and charts."""
    table = table_of(results, figures)
    sheet.set_default_row(ROW_HEIGHT)
    _write_heads(sheet, painter, table)
    _write_branches(sheet, painter, results, (table, figures))
    _write_totals(sheet, painter, table, figures)
    end, charts = write_below(sheet, painter, results, (table, figures))
    _set_view(sheet, painter, table)
    set_page(sheet, f"{results.settings.township}{results.settings.period.label}总表", large=True)
    sheet.set_print_scale(print_scale(FIRST_ROW, end))
    sheet.set_v_pagebreaks(table.breaks)
    breaks, bottom = row_pages(FIRST_ROW, table.area.last, end, charts)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, bottom - 1, table.printed - 1)


def _write_heads(sheet: Rows, painter: Painter, table: Table) -> None:
    heads = table.whole
    painter.group(sheet, GROUP_ROW, (0, REPEATED - 1), "支部")
    painter.group(sheet, GROUP_ROW, (REPEATED, len(FIRST) - 1), "报送")
    highest = 1
    for title, first, last in _groups(table):
        painter.group(sheet, GROUP_ROW, (first, last), title)
        highest = max(highest, -(-len(title) // int(sum(head.width for head in heads[first:last + 1]))))
    painter.table(sheet, HEADER_ROW, heads, [])
    set_widths(sheet, heads)
    for at, column in enumerate(table.columns, len(FIRST)):
        if column.folded:
            sheet.set_column(at, at, 10, None, {"level": 1, "hidden": True})
    sheet.set_row(GROUP_ROW, 6 + 15 * highest)


def _groups(table: Table) -> Iterator[tuple[str, int, int]]:
    """The heading, first and last column of each group; one that goes on behind a page's end has one a page."""
    pages = [bisect_right(table.breaks, place) for place in range(len(FIRST), len(table.whole))]
    place, before = len(FIRST), ""
    for (title, _), members in groupby(
        zip(table.columns, pages, strict=True), key=lambda one: (one[0].heading.group, one[1]),
    ):
        end = place + len(list(members))
        yield f"{title}（续）" if title == before else title, place, end - 1
        place, before = end, title


def _write_branches(sheet: Rows, painter: Painter, results: Results, content: tuple[Table, Figures]) -> None:
    table, figures = content
    names = {branch.code: branch.short_name for branch in results.settings.branches}
    known = BranchCells(figures, table.letters, table.area, names)
    codes = results.branches["branch_code"].tolist()
    places = {code: at for at, code in enumerate(codes, FIRST_ROW + 1)}
    long = [column.long for column in table.whole]
    branches = rows_of(results.branches)
    first = zip(*(
        _first_cells(number, branch, results.settings, known.name(branch.branch_code, branch.short_name))
        for number, branch in enumerate(branches, 1)
    ), strict=True)
    blanks = [(branch.branch_code, _blank(branch)) for branch in branches]
    figured = (known.column(column.heading, places).get for column in table.columns)
    columns = chain(first, ([cell(code, blank) for code, blank in blanks] for cell in figured))
    if branches:
        cells = painter.columns(sheet, FIRST_ROW, long, columns)
        sheet.lay_rows(FIRST_ROW, len(long), ((None, row) for row in cells))


def _blank(branch: Any) -> Cell:
    """A cell without a figure: grey of a branch without figures of its own."""
    return NOTHING if State(branch.state).counts and not branch.through else Cell(None, "mute")


def _first_cells(number: int, branch: Any, settings: Settings, name: Cell) -> tuple[Cell, ...]:
    """The cells of FIRST; 统计起止 of a branch without a workbook of its own says through whom it handed in."""
    state, parent = State(branch.state), settings.branch(branch.through)
    coverage = f"由{parent.org_type}统一填报" if parent else None
    if pd.notna(branch.coverage_start) and pd.notna(branch.coverage_end):
        coverage = Coverage(branch.coverage_start.date(), branch.coverage_end.date()).text
    return (
        Cell(number), Cell(branch.branch_code), name, Cell(branch.unit_type), Cell(state.label, STATE_LOOK[state]),
        Cell(coverage),
    )


def _write_totals(sheet: Rows, painter: Painter, table: Table, figures: Figures) -> None:
    for row, (label, kind) in enumerate(table.totals, table.area.last):
        look = "sum" if kind is None else "part"
        for place in range(len(FIRST)):
            painter.put(sheet, (row, place), Cell(label if place == NAME_PLACE else None, look))
        for place, column in enumerate(table.columns, len(FIRST)):
            heading = column.heading
            made = total(heading, table.letters[heading], figures, table.area, kind)
            cell = Cell(value_of(made.value), look, figures.places(heading.name), formula=made.formula)
            painter.put(sheet, (row, place), cell._replace(
                least=figures.decimals(heading), signed=heading.kind is Kind.CHANGE,
            ))


def _set_view(sheet: Rows, painter: Painter, table: Table) -> None:
    sheet.freeze_panes(FIRST_ROW, REPEATED)
    sheet.repeat_rows(GROUP_ROW, HEADER_ROW)
    sheet.repeat_columns(0, NAME_PLACE)
    last, width = table.area.last - 1, len(table.whole)
    if last < FIRST_ROW:
        return
    sheet.autofilter(HEADER_ROW, 0, last, width - 1)
    painter.name(sheet, "总表数据", (HEADER_ROW, 0, last, width - 1))
    for place, column in enumerate(table.columns, len(FIRST)):
        painter.name(sheet, column.name, (FIRST_ROW, place, last, place))
