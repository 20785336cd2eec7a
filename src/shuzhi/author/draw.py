"""One raw sheet drawn: every cell at its own address, dressed from the form wherever its columns bind to it."""

from shuzhi.author.draft import Draft
from shuzhi.author.drawing import Drawing, Mark, width_of, write
from shuzhi.author.items import draw_items
from shuzhi.author.rows import draw_rows
from shuzhi.spreadsheet import Worksheet

__all__ = ["Drawing", "Mark", "draw"]


def draw(draft: Draft, sheet: Worksheet, drawing: Drawing) -> None:
    """Draw one sheet; marked cells are filled by level and carry a comment."""
    binding = drawing.binding
    if binding is None:
        _draw_extra(draft, sheet, drawing)
    elif binding.items:
        draw_items(draft, sheet, drawing, binding)
    else:
        draw_rows(draft, sheet, drawing, binding)


def _draw_extra(draft: Draft, sheet: Worksheet, drawing: Drawing) -> None:
    columns = max((len(row) for row in drawing.raw.rows), default=0)
    for column in range(1, columns + 1):
        sheet.set_column(column - 1, column - 1, width_of(drawing.raw, column, 0))
    write(draft, sheet, drawing, {})
