"""汇总表.xlsx of the small township of `joined`, read back."""

from functools import cache
from io import BytesIO

from openpyxl import load_workbook

from joined import results
from shuzhi.summarize.book.limits import EXCEL
from shuzhi.summarize.book.workbook import summary


def book(given=None, *, office=True, values=True, files=(), limits=EXCEL):
    """The workbook, with stored results (values) or formulas."""
    if given is None:
        return _small(tuple(files), limits, office=office, values=values)
    return opened(summary(given, files, office=office, limits=limits), values=values)


@cache
def _small(files, limits, *, office, values):
    """That of the township as it is, made once: its readers change nothing."""
    return opened(summary(results(), files, office=office, limits=limits), values=values)


def opened(made, *, values=True):
    """A workbook's bytes, read with stored results or formulas."""
    return load_workbook(BytesIO(made), data_only=values)


def lines(sheet):
    """Every row as a list, "" for an empty cell."""
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def by_header(sheet, row=1):
    """The numbered lines below the header of an Excel row, as dicts."""
    header, *rows = lines(sheet)[row - 1:]
    header = header[:header.index("")] if "" in header else header
    return [dict(zip(header, line, strict=False)) for line in rows if isinstance(line[0], int)]


def below(sheet, title):
    """The lines behind the one whose first filled cell is `title`."""
    rows = lines(sheet)
    return rows[1 + next(place for place, row in enumerate(rows) if title in row):]
