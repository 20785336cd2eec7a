"""The blank standard workbook."""

from shuzhi.author.workbook import build
from shuzhi.form import Form


def blank(form: Form, year: int) -> bytes:
    """The form with nothing filled in but its pre-printed numbers of `year`."""
    return build(form.printed(), {}, year)
