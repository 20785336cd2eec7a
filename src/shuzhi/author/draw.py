"""One sheet of the form drawn: every cell at its own address, dressed from its field."""

from shuzhi.author.draft import Draft
from shuzhi.author.items import draw_items
from shuzhi.author.rows import draw_rows
from shuzhi.model.sheet import Binding, RawSheet
from shuzhi.spreadsheet.book import Worksheet

__all__ = ["draw"]


def draw(draft: Draft, sheet: Worksheet, raw: RawSheet, binding: Binding) -> None:
    """Draw what `standard.layout` gives for a sheet."""
    (draw_items if binding.items else draw_rows)(draft, sheet, raw, binding)
