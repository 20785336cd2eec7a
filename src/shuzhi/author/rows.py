"""A sheet with one record a row: header, grid, drop-downs, amber, filter, print."""

from collections.abc import Mapping

from shuzhi.author import doubts, paper
from shuzhi.author.amber import ambers
from shuzhi.author.draft import Draft
from shuzhi.author.drawing import Drawing, colour, comment, finish, width_of, write
from shuzhi.author.looks import TITLE, body, head, typed
from shuzhi.author.widths import field_width, header_height, row_height
from shuzhi.author.words import comment_text
from shuzhi.form import Field
from shuzhi.model.sheet import Area, Binding, RawSheet, column_letter
from shuzhi.spreadsheet import Look, Worksheet

_SPARE = 1000  # rows below the last one that still have drop-downs, amber and the filter
_GRID = 20


def draw_rows(draft: Draft, sheet: Worksheet, drawing: Drawing, binding: Binding) -> None:
    """Draw a sheet of rows; `binding` says where its header and columns stand."""
    form_sheet = draft.form.sheet(binding.sheet)
    raw, top = drawing.raw, binding.header_row
    fields = {column: form_sheet.field(name) for name, column in binding.columns.items()}
    columns = max([*fields, *(len(row) for row in raw.rows)])
    widths = {
        column: field_width(fields[column]) if column in fields else width_of(raw, column, top)
        for column in range(1, columns + 1)
    }
    for column, width in widths.items():
        look = draft.styles.of(body(fields[column])) if column in fields else None
        sheet.set_column(column - 1, column - 1, width, look)
    _set_heights(sheet, raw, top, widths)
    write(draft, sheet, drawing, _looks(raw, top, {column: fields.get(column) for column in widths}))
    last = max(len(raw.rows), top) + _SPARE
    for column, bound in fields.items():
        doubts.on_header(sheet, (top, column), form_sheet, bound)
        doubts.on_cells(sheet, Area(top + 1, column, last, column), form_sheet, bound, draft.ranges)
    if drawing.guided:
        _guide(draft, sheet, binding, last)
    sheet.freeze_panes(top, 1)
    sheet.set_selection(top, 1, top, 1)  # not the header, whose messages would cover the first rows
    sheet.autofilter(top - 1, min(fields) - 1, last - 1, columns - 1)
    finish(sheet, form_sheet, last, columns)
    paper.landscape(sheet, form_sheet, top, sum(widths.values()), draft.form.foot)


def _set_heights(sheet: Worksheet, raw: RawSheet, top: int, widths: Mapping[int, int]) -> None:
    titles = [(str(raw.cell(top, column) or ""), width) for column, width in widths.items()]
    sheet.set_row(top - 1, header_height(titles))
    for row, cells in enumerate(raw.rows[top:], top + 1):
        if height := row_height((value, widths[column]) for column, value in enumerate(cells, 1)):
            sheet.set_row(row - 1, height)


def _looks(raw: RawSheet, top: int, columns: Mapping[int, Field | None]) -> dict[tuple[int, int], Look]:
    """Titles above the header, the header, and a grid of data cells; None: a column the form does not know."""
    looks: dict[tuple[int, int], Look] = {}
    for column, bound in columns.items():
        looks.update({(row, column): TITLE for row in range(1, top)})
        looks[top, column] = head(bound.mark if bound else "")
        for row in range(top + 1, max(len(raw.rows), top + _GRID) + 1):
            looks[row, column] = typed(bound, raw.cell(row, column))
    return looks


def _guide(draft: Draft, sheet: Worksheet, binding: Binding, last: int) -> None:
    """Comments on the headers, and cells that turn amber."""
    form_sheet, top = draft.form.sheet(binding.sheet), binding.header_row
    for name, column in binding.columns.items():
        if text := comment_text(form_sheet, form_sheet.field(name)):
            comment(sheet, (top, column), "填写说明", text)
    cells = {name: f"${column_letter(column)}{top + 1}" for name, column in binding.columns.items()}
    areas = {name: Area(top + 1, column, last, column) for name, column in binding.columns.items()}
    colour(draft, sheet, ambers(form_sheet, cells), areas)
