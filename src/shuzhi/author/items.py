"""A sheet of items (项目 | 内容 | 说明): headings of groups, item by item, drop-downs, amber, print."""

from shuzhi.author import doubts, paper
from shuzhi.author.amber import ambers
from shuzhi.author.draft import Draft
from shuzhi.author.drawing import colour, comment, finish, write
from shuzhi.author.looks import BODY, GROUP, LABEL, body, head
from shuzhi.author.words import comment_text
from shuzhi.form import Sheet
from shuzhi.model.sheet import Area, Binding, RawSheet, column_letter
from shuzhi.spreadsheet import TALLEST, Look, lines
from shuzhi.spreadsheet.book import Worksheet

_WIDTHS = (36, 46, 34)
_HEIGHT, _GROUP_HEIGHT = 20, 26


def draw_items(draft: Draft, sheet: Worksheet, raw: RawSheet, binding: Binding) -> None:
    """Draw a sheet of items; `binding` says where the content and each item stand."""
    form_sheet = draft.form.sheet(binding.sheet)
    top, content = binding.header_row, binding.columns[""]
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    groups = _groups(raw, form_sheet, content)
    for row in groups:
        sheet.set_row(row - 1, _GROUP_HEIGHT)
    for name, row in binding.items.items():
        sheet.set_row(row - 1, min(_HEIGHT * lines(str(raw.cell(row, content) or ""), _WIDTHS[1]), TALLEST))
        doubts.on_cells(sheet, Area(row, content, row, content), form_sheet, form_sheet.field(name), draft.ranges)
    write(draft, sheet, raw, _looks(raw, binding, form_sheet, groups))
    _guide(draft, sheet, binding)
    sheet.set_row(top - 1, 24)
    sheet.freeze_panes(top, 0)
    sheet.set_selection(min(binding.items.values()) - 1, content - 1, min(binding.items.values()) - 1, content - 1)
    finish(sheet, form_sheet, len(raw.rows), len(_WIDTHS))
    paper.portrait(sheet, form_sheet.title, top, draft.form.foot)


def _groups(raw: RawSheet, form_sheet: Sheet, content: int) -> set[int]:
    """The rows that hold nothing but the heading of a group."""
    headings = {field.group for field in form_sheet.fields if field.group}
    return {
        row for row, cells in enumerate(raw.rows, 1)
        if headings.intersection(map(str, cells[: content - 1])) and raw.cell(row, content) is None
    }


def _looks(
    raw: RawSheet, binding: Binding, form_sheet: Sheet, groups: set[int]
) -> dict[tuple[int, int], Look]:
    top, content = binding.header_row, binding.columns[""]
    looks: dict[tuple[int, int], Look] = {}
    for column in range(1, len(_WIDTHS) + 1):
        looks[top, column] = head("")
        looks.update({(row, column): BODY for row in range(top + 1, len(raw.rows) + 1)})
        looks.update({(row, column): GROUP for row in groups})
    for name, row in binding.items.items():
        field = form_sheet.field(name)
        looks.update({(row, column): {**head(field.mark), **LABEL} for column in range(1, content)})
        looks[row, content] = {**body(field), "align": "left"}
    return looks


def _guide(draft: Draft, sheet: Worksheet, binding: Binding) -> None:
    """Comments beside the items, and contents that turn amber."""
    form_sheet, content = draft.form.sheet(binding.sheet), binding.columns[""]
    for name, row in binding.items.items():
        if text := comment_text(form_sheet, form_sheet.field(name)):
            comment(sheet, (row, content - 1), "填写说明", text)
    cells = {name: f"${column_letter(content)}${row}" for name, row in binding.items.items()}
    areas = {name: Area(row, content, row, content) for name, row in binding.items.items()}
    colour(draft, sheet, ambers(form_sheet, cells), areas)
