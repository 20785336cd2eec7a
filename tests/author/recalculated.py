"""Workbooks as LibreOffice computes them: the stored results are taken out first, so that it has to."""

from io import BytesIO

from openpyxl import load_workbook

from office import resaved, sheets_edited


def recalculated(books, folder, title):
    """Name → (row, column) → value of that sheet, for name → bytes, computed by LibreOffice in one go."""
    computed = resaved([sheets_edited(content, rb"</f><v>[^<]*</v>", b"</f>") for content in books.values()], folder)
    return {name: results(data, title) for name, data in zip(books, computed, strict=True)}


def results(data, title):
    """(row, column) → the value that stands in a cell of a sheet."""
    sheet = load_workbook(BytesIO(data), data_only=True, read_only=True)[title]
    return {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
