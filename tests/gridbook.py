"""Workbooks from Markdown: the first column gives the row, the header the letters of the columns; and read again."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from markdown import cells


def gridbook(path, *sheets, change=None):
    """Write a workbook of (title, Markdown) sheets; `change(book)` does what Markdown cannot say."""
    book = Workbook()
    book.remove(book.active)
    for title, text in sheets:
        sheet = book.create_sheet(title)
        (_, *letters), *rows = cells(text)
        for number, *values in rows:
            for letter, value in zip(letters, values, strict=True):
                if value:
                    sheet[f"{letter}{number}"] = float(value) if value.replace(".", "").isdigit() else value
    if change:
        change(book)
    book.save(path)
    return path


def edited(path, member, *changes):
    """Change the XML of one part of a file: (old, new) pairs, each there."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() if name == member else archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        assert old in parts[member]
        parts[member] = parts[member].replace(old, new)
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def shown(content, title=None):
    """The sheet of a workbook (bytes) as Markdown lines: what each cell holds, formulas as such, `text` told apart."""
    book = load_workbook(BytesIO(content))
    sheet = book[title] if title else book.worksheets[0]
    return [" | ".join(_cell(cell) for cell in row) for row in sheet.iter_rows()]


def _cell(cell):
    if cell.value is None:
        return ""
    quoted = cell.data_type in ("s", "inlineStr") and str(cell.value).startswith(("=", "+", "-", "@"))
    return f"“{cell.value}”" if quoted else str(cell.value)
