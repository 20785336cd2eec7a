"""One raw sheet drawn: every cell at its own address, dressed from the form wherever its columns bind to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shuzhi.author import doubts, paper
from shuzhi.author.draft import Draft
from shuzhi.author.looks import BODY, CORE_TAB, OPTIONAL_TAB, PLAIN, TITLE, body, head, typed
from shuzhi.author.widths import content_width, field_width, header_height, row_height
from shuzhi.form import Field, Sheet
from shuzhi.model.sheet import Binding, RawSheet, column_letter
from shuzhi.model.words import Level
from shuzhi.spreadsheet import LEVELS, SONG, Look, Worksheet, lines

_FILTERED = {True: 200, False: 60}
_SPARE = 300  # rows below the last one that still have drop-downs
_GRID = 20
_ITEM_WIDTHS = (36, 46, 34)
_ITEM_HEIGHT = 20


@dataclass(frozen=True)
class Mark:
    """What is wrong with a cell: the gravest level, and a line for each finding."""

    level: Level
    text: str


@dataclass(frozen=True)
class Drawing:
    """A sheet to be drawn; without binding it is none of the form's and only typed again."""

    raw: RawSheet
    binding: Binding | None = None
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)


def draw(draft: Draft, sheet: Worksheet, drawing: Drawing) -> None:
    """Draw one sheet; marked cells are filled by level and carry a comment."""
    binding = drawing.binding
    if binding is None:
        _draw_extra(draft, sheet, drawing)
    elif binding.items:
        _draw_items(draft, sheet, drawing, binding)
    else:
        _draw_rows(draft, sheet, drawing, binding)


def comment(sheet: Worksheet, address: tuple[int, int], text: str) -> None:
    """Hang a comment on a 1-based (row, column), high enough for its text."""
    height = 22 * sum(1 + len(line) // 19 for line in text.split("\n")) + 12
    options = {"author": "核对", "width": 300, "height": height, "font_name": SONG, "font_size": 11}
    sheet.write_comment(address[0] - 1, address[1] - 1, text, options)


def _draw_extra(draft: Draft, sheet: Worksheet, drawing: Drawing) -> None:
    columns = max((len(row) for row in drawing.raw.rows), default=0)
    for column in range(1, columns + 1):
        sheet.set_column(column - 1, column - 1, _content_width(drawing.raw, column, 0))
    _write(draft, sheet, drawing, {})


def _draw_rows(draft: Draft, sheet: Worksheet, drawing: Drawing, binding: Binding) -> None:
    form_sheet = draft.form.sheet(binding.sheet)
    raw, top = drawing.raw, binding.header_row
    fields = {column: form_sheet.field(name) for name, column in binding.columns.items()}
    columns = max([*fields, *(len(row) for row in raw.rows)])
    widths = {
        column: field_width(fields[column]) if column in fields else _content_width(raw, column, top)
        for column in range(1, columns + 1)
    }
    looks: dict[tuple[int, int], Look] = {}
    for column, width in widths.items():
        bound = fields.get(column)
        sheet.set_column(column - 1, column - 1, width, draft.styles.of(body(bound)) if bound else None)
        _dress_column(looks, raw, (top, column), bound)
    titles = [(str(raw.cell(top, column) or ""), width) for column, width in widths.items()]
    sheet.set_row(top - 1, header_height(titles))
    for row, cells in enumerate(raw.rows[top:], top + 1):
        if height := row_height((value, widths[column]) for column, value in enumerate(cells, 1)):
            sheet.set_row(row - 1, height)
    _write(draft, sheet, drawing, looks)
    last = max(len(raw.rows), top + 1)
    for column, bound in fields.items():
        doubts.on_header(sheet, (top, column), form_sheet, bound)
        doubts.on_cells(sheet, (top + 1, column, last + _SPARE, column), bound, draft.ranges)
    sheet.freeze_panes(top, 1)
    sheet.autofilter(top - 1, min(fields) - 1, max(last, top + _FILTERED[form_sheet.core]) - 1, columns - 1)
    _finish(sheet, form_sheet, last + _SPARE, columns)
    paper.landscape(sheet, form_sheet, top, sum(widths.values()))


def _dress_column(
    looks: dict[tuple[int, int], Look], raw: RawSheet, header: tuple[int, int], bound: Field | None
) -> None:
    top, column = header
    looks.update({(row, column): TITLE for row in range(1, top)})
    looks[header] = head(bound.mark if bound else "")
    for row in range(top + 1, max(len(raw.rows), top + _GRID) + 1):
        looks[row, column] = typed(bound, raw.cell(row, column))


def _draw_items(draft: Draft, sheet: Worksheet, drawing: Drawing, binding: Binding) -> None:
    form_sheet = draft.form.sheet(binding.sheet)
    raw, top, content = drawing.raw, binding.header_row, binding.columns[""]
    fields = {row: form_sheet.field(name) for name, row in binding.items.items()}
    columns = max(content + 1, *(len(row) for row in raw.rows))
    looks: dict[tuple[int, int], Look] = {}
    for column in range(1, columns + 1):
        known = _ITEM_WIDTHS[column - 1] if content == 2 and column <= len(_ITEM_WIDTHS) else 0
        sheet.set_column(column - 1, column - 1, known or _content_width(raw, column, top))
        looks.update({(row, column): TITLE for row in range(1, top)})
        looks.update({(row, column): head("") for row in (top,) if row})
        looks.update({(row, column): BODY for row in range(top + 1, len(raw.rows) + 1)})
    for row, bound in fields.items():
        looks.update({(row, column): {**head(bound.mark), "align": "left"} for column in range(1, content)})
        looks[row, content] = {**typed(bound, raw.cell(row, content)), "align": "left"}
        sheet.set_row(row - 1, _ITEM_HEIGHT * lines(str(raw.cell(row, content) or ""), _ITEM_WIDTHS[1]))
        doubts.on_item(sheet, (row, content), form_sheet, bound, draft.ranges)
    _write(draft, sheet, drawing, looks)
    if top:
        sheet.set_row(top - 1, 24)
        sheet.freeze_panes(top, 0)
    _finish(sheet, form_sheet, len(raw.rows), columns)
    paper.portrait(sheet, form_sheet.title, top)


def _finish(sheet: Worksheet, form_sheet: Sheet, rows: int, columns: int) -> None:
    sheet.set_tab_color(CORE_TAB if form_sheet.core or form_sheet.kind == "items" else OPTIONAL_TAB)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(columns)}{rows}"})


def _write(draft: Draft, sheet: Worksheet, drawing: Drawing, looks: Mapping[tuple[int, int], Look]) -> None:
    """Every typed, dressed or marked cell; the fill of its mark lies over its look."""
    raw, marks = drawing.raw, drawing.marks
    filled = {
        (row, column) for row, cells in enumerate(raw.rows, 1)
        for column, value in enumerate(cells, 1) if value is not None
    }
    for address in sorted(filled | looks.keys() | marks.keys()):
        value, mark = raw.cell(*address), marks.get(address)
        look = looks.get(address) or {**typed(None, value), **PLAIN, "border": 0, "text_wrap": False}
        draft.put(sheet, address, value, look, LEVELS[mark.level] if mark else {})
        if mark:
            comment(sheet, address, mark.text)


def _content_width(raw: RawSheet, column: int, above: int) -> int:
    return content_width(raw.cell(row, column) for row in range(max(above, 1), min(len(raw.rows), 200) + 1))
