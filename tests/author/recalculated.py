"""Workbooks as LibreOffice computes them: the stored results are taken out first, so that it has to."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from office import resaved


def recalculated(books, folder, title):
    """Name → (row, column) → value of that sheet, for name → bytes, computed by LibreOffice in one go."""
    computed = resaved([_without_results(content) for content in books.values()], folder)
    return {name: results(data, title) for name, data in zip(books, computed, strict=True)}


def results(data, title):
    """(row, column) → the value that stands in a cell of a sheet."""
    sheet = load_workbook(BytesIO(data), data_only=True, read_only=True)[title]
    return {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _without_results(content):
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", data)
            copy.writestr(entry.filename, data)
    return target.getvalue()
