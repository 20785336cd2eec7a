"""A sheet with one record a row: header, grid, drop-downs, amber, filter, print."""

from collections.abc import Mapping

from shuzhi.author import doubts, paper
from shuzhi.author.amber import ambers
from shuzhi.author.draft import Draft
from shuzhi.author.drawing import colour, comment, finish, write
from shuzhi.author.looks import body, head
from shuzhi.author.widths import field_width, header_height, row_height
from shuzhi.author.words import comment_text
from shuzhi.form import Field
from shuzhi.model.sheet import Area, Binding, RawSheet, column_letter
from shuzhi.spreadsheet import Look
from shuzhi.spreadsheet.book import Worksheet

_SPARE = 1000  # rows below the last one that still have drop-downs, amber and the filter
_GRID = 20


def draw_rows(draft: Draft, sheet: Worksheet, raw: RawSheet, binding: Binding) -> None:
    """Draw a sheet of rows; `binding` says where its header and columns stand."""
    form_sheet = draft.form.sheet(binding.sheet)
    top = binding.header_row
    fields = {column: form_sheet.field(name) for name, column in binding.columns.items()}
    widths = {column: field_width(field) for column, field in fields.items()}
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width, draft.styles.of(body(fields[column])))
    _set_heights(sheet, raw, top, widths)
    write(draft, sheet, raw, _looks(raw, top, fields))
    last = max(len(raw.rows), top) + _SPARE
    for column, bound in fields.items():
        doubts.on_header(sheet, (top, column), form_sheet, bound)
        doubts.on_cells(sheet, Area(top + 1, column, last, column), form_sheet, bound, draft.ranges)
    _guide(draft, sheet, binding, last)
    sheet.freeze_panes(top, 1)
    sheet.set_selection(top, 1, top, 1)  # not the header, whose messages would cover the first rows
    sheet.autofilter(top - 1, min(fields) - 1, last - 1, max(fields) - 1)
    finish(sheet, form_sheet, last, max(fields))
    paper.landscape(sheet, form_sheet, top, sum(widths.values()), draft.form.foot)


def _set_heights(sheet: Worksheet, raw: RawSheet, top: int, widths: Mapping[int, int]) -> None:
    titles = [(str(raw.cell(top, column) or ""), width) for column, width in widths.items()]
    sheet.set_row(top - 1, header_height(titles))
    for row, cells in enumerate(raw.rows[top:], top + 1):
        if height := row_height((value, widths[column]) for column, value in enumerate(cells, 1)):
            sheet.set_row(row - 1, height)


def _looks(raw: RawSheet, top: int, fields: Mapping[int, Field]) -> dict[tuple[int, int], Look]:
    """The header and a grid of data cells."""
    looks: dict[tuple[int, int], Look] = {}
    for column, field in fields.items():
        looks[top, column] = head(field.mark)
        for row in range(top + 1, max(len(raw.rows), top + _GRID) + 1):
            looks[row, column] = body(field)
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
