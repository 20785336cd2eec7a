"""参数 of a workspace, changed as the office would."""

from openpyxl import load_workbook


def set_items(workspace, **items):
    """Type values beside items of 参数, by their titles."""
    book = load_workbook(workspace.settings_file)
    rows = {str(row[0].value).rstrip("*"): row[1] for row in book["参数"].iter_rows()}
    for title, value in items.items():
        rows[title].value = value
    book.save(workspace.settings_file)
