"""What stands in a workbook we wrote, as openpyxl reads it."""

from io import BytesIO

from openpyxl import load_workbook


def reread(content, **options):
    return load_workbook(BytesIO(content), **options)


def header(sheet, row=1):
    return [cell.value for cell in sheet[row] if cell.value is not None]


def rule_at(sheet, address):
    """The validation of a cell; None if there is none."""
    return next((rule for rule in sheet.data_validations.dataValidation if address in rule.sqref), None)


def listed(book, rule):
    """The choices behind a drop-down that points to a hidden sheet."""
    title, area = rule.formula1.replace("'", "").split("!")
    return [cell.value for (cell,) in book[title][area.replace("$", "")]]
