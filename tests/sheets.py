"""Raw sheets and workbooks as intake's readers give them, from Markdown tables."""

from datetime import date

from markdown import cells
from shuzhi import form
from shuzhi.intake.bind import bind
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import RawBook, RawSheet

STANDARD = form.load()
QUARTER = Coverage(date(2023, 7, 1), date(2023, 9, 30))


def raw_sheet(title, text, **options):
    """A sheet whose first Markdown line is Excel row 1; `-` alone is a blank row, `~` stands for a blank cell."""
    rows = tuple(tuple(None if cell in ("", "~") else cell for cell in row) for row in cells(text))
    return RawSheet(title, rows, **options)


def items_sheet(values, title="支部信息"):
    """支部信息 with the usual three columns."""
    rows = [("项目", "内容", "说明"), *((key, value, None) for key, value in values.items())]
    return RawSheet(title, tuple(rows))


def book(*sheets):
    return RawBook("某支部.xlsx", tuple(sheets))


def take_in(workbook, local=None, coverage=QUARTER):
    """(tables, findings, bindings) of one workbook, submission 1."""
    bindings, findings = bind(1, workbook, STANDARD)
    bound = [BoundSheet(1, raw, one) for one in bindings for raw in workbook.sheets if raw.title == one.title]
    tables, more = normalise(bound, STANDARD, {1: coverage}, local or {})
    return tables, findings + more, bindings
