"""Any workbook of a form with content: its blank, filled in."""

from collections.abc import Mapping

from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.standard import Content
from shuzhi.form import Form


def build(form: Form, content: Mapping[str, Content], year: int) -> bytes:
    """The workbook of a form as bytes (see `filled`); `year` stands in its pre-printed numbers."""
    return filled(compiled(blank(form, year), form, year), content)
