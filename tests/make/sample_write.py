"""Writes typed sheets as an office would leave them: the form's sheets in its order, their own habits kept."""

import unicodedata
from datetime import date, datetime
from io import BytesIO
from itertools import takewhile

from sample_text import ABOVE, LEFT, Formula, Page
from xlsxwriter import Workbook

from shuzhi.form import plain

PREPRINTED_ROWS = 20
DATE = "yyyy/m/d"
FOOTNOTE = "注："


def workbook(typed, standard):
    """The bytes of a workbook: `typed` pages and the sheets of the `standard` form that nobody touched."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_format_properties": {"font_name": "宋体", "font_size": 11}})
    book.set_properties({"title": standard.title, "created": datetime(2023, 10, 8)})
    looks = _looks(book)
    by_sheet = {page.title: page for page in typed}
    for sheet in standard.sheets:
        titles = [title for title in by_sheet if plain(title) in map(plain, (sheet.title, *sheet.aliases))]
        _write(book, by_sheet.pop(titles[0]) if titles else _untouched(sheet), looks)
    for page in by_sheet.values():
        _write(book, page, looks)
    book.close()
    return target.getvalue()


def _looks(book):
    frame = {"border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "head": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "title": book.add_format({**frame, "bold": True, "align": "center", "bg_color": "#DDEBF7"}),
        "body": book.add_format(frame),
        "date": book.add_format({**frame, "num_format": DATE}),
    }


def _untouched(sheet):
    """Header and pre-printed numbers of 2023, nothing typed."""
    header = tuple(field.title + field.mark for field in sheet.fields)
    if sheet.kind == "items":
        return Page(sheet.title, (), (("项目", "内容", "说明"), *((title,) for title in header)))
    printed = sheet.fields[0].preprinted
    numbers = [(printed.format(year=2023, n=n),) for n in range(1, PREPRINTED_ROWS + 1)] if printed else []
    return Page(sheet.title, (), (header, *numbers))


def _write(book, page, looks):
    sheet = book.add_worksheet(page.title)
    width = len(page.rows[0]) if page.rows else 0
    for row, text in enumerate(page.heads):
        sheet.merge_range(row, 0, row, width - 1, text, looks["head"])
    top = len(page.heads)
    lines = max((str(title).count("\n") + 1 for title in page.rows[0]), default=1) if page.rows else 1
    sheet.set_row(top, 16 * lines + 4)
    body = top + (2 if len(page.rows) > 1 and ABOVE in page.rows[1] else 1)
    for row, cells in enumerate(page.rows, top):
        for column in range(width):
            value = cells[column] if column < len(cells) else None
            if value not in (LEFT, ABOVE):
                look = looks["title" if row < body else "body"]
                _merge(sheet, page, (row - top, column), (top, look))
                _put(sheet, (row, column), value, look, looks["date"])
    for column in range(width):
        sheet.set_column(column, column, _width([cells[column] for cells in page.rows if column < len(cells)]))
    sheet.freeze_panes(body, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _merge(sheet, page, place, drawn):
    """Join the cells right of and below `place` that belong to it; `drawn`: the header's row in the sheet, the look."""
    row, column = place
    top, look = drawn
    right = sum(1 for _ in takewhile(lambda cell: cell == LEFT, page.rows[row][column + 1 :]))
    below = sum(1 for _ in takewhile(lambda cells: cells[column : column + 1] == (ABOVE,), page.rows[row + 1 :]))
    if right or below:
        sheet.merge_range(top + row, column, top + row + below, column + right, None, look)


def _put(sheet, place, value, look, date_look):
    match value:
        case None:
            sheet.write_blank(*place, None, look)
        case Formula(text, result):
            sheet.write_formula(*place, text, look, result)
        case date():
            sheet.write_datetime(*place, value, date_look)
        case int() | float():
            sheet.write_number(*place, value, look)
        case _:
            sheet.write_string(*place, value, look)


def _width(values):
    """Width of a column in characters, Han counted twice; a footnote runs over."""
    texts = [str(value).split("\n")[0] for value in values if value is not None and not isinstance(value, Formula)]
    texts = [text for text in texts if not text.startswith(FOOTNOTE)]
    longest = max((sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) for text in texts), default=4)
    return min(max(longest + 2, 6), 40)
