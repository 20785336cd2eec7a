"""A workbook as typed cells that a test changes one by one; written in milliseconds, read back as any branch's file."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook

from goodbranch import GOOD
from markdown import cells
from shuzhi import form
from shuzhi.author.standard import layout
from shuzhi.form import plain
from shuzhi.model.sheet import column_letter

STANDARD = form.load().printed()
FACTS, YEAR = "支部信息", 2023


class Formula(NamedTuple):
    """A formula and its stored result; None: stored by a program that does not calculate. #REF! and the like: an error."""

    text: str
    value: object = None


@dataclass
class Page:
    """One sheet: `rows[r][c]` is the cell in Excel row r+1, column c+1; `merged`: first row, column, last row, column."""

    title: str
    rows: list
    merged: list = field(default_factory=list)
    hidden: bool = False

    def column(self, title):
        """The 1-based column of a header text in row 1."""
        return next(place for place, text in enumerate(self.rows[0], 1) if text and plain(str(text)) == plain(title))

    def item(self, title):
        """The row of an item of 支部信息."""
        return next(place for place, row in enumerate(self.rows, 1) if row and row[0] and plain(str(row[0])) == plain(title))

    def put(self, row, column, value):
        """Type into a 1-based address; rows and cells before it come into being."""
        self.rows += [[] for _ in range(row - len(self.rows))]
        cells = self.rows[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = value

    def last(self):
        """The last row that has more than its pre-printed number."""
        return max(place for place, row in enumerate(self.rows, 1) if sum(cell is not None for cell in row) > 1)

    def insert_column(self, place, *cells):
        """A column in front of the 1-based `place`, its cells from row 1 on."""
        for number, row in enumerate(self.rows):
            row.extend([None] * (place - 1 - len(row)))
            row.insert(place - 1, cells[number] if number < len(cells) else None)


@dataclass
class Paper:
    """A workbook: its sheets in order and what _meta says."""

    pages: list
    meta: list

    def page(self, title):
        return next(page for page in self.pages if page.title == title)

    def put(self, title, where, value, row=0):
        """Type under a column title in `row`, or beside an item of 支部信息; gives the address typed at."""
        page = self.page(title)
        place = (page.item(where), 2) if title == FACTS else (row, page.column(where))
        page.put(*place, value)
        return address(*place)


def address(row, column):
    return f"{column_letter(column)}{row}"


def complete():
    """The good branch on our own form, with what it leaves out of columns that its Markdown tables lack."""
    book = paper(GOOD)
    book.put("党员", "入党介绍人", "王方、李元", 6)
    return book


def paper(content):
    """The standard workbook with the content of Markdown tables (sheet title → table, see markdown.tables).

    Columns of the township's switch stand in it where the content has them.
    """
    switched = {field.title for sheet in form.load().sheets for field in sheet.fields if field.switch}
    titles = {title for text in content.values() if isinstance(text, str) for title in cells(text)[0]}
    standard = form.load() if switched & titles else STANDARD
    records = {sheet.name: _records(sheet, content[sheet.title]) for sheet in standard.sheets if content.get(sheet.title)}
    return filled(records, standard)


def without_blank_columns(book, content, kept):
    """The workbook without the columns that the content's tables do not name; `kept` stays."""
    for page in book.pages:
        if page.title not in (FACTS, "其他工作") and content.get(page.title):  # its one row is nearly the example
            named = {plain(title) for title in (kept, *cells(content[page.title])[0])}
            for place in reversed([at for at, title in enumerate(page.rows[0]) if plain(title) not in named]):
                for row in page.rows:
                    del row[place : place + 1]
    return book


def filled(records, standard=STANDARD):
    """The standard workbook with rows of field name → value by sheet name."""
    pages = []
    for sheet in standard.sheets:
        raw, _ = layout(sheet, records.get(sheet.name, ()), YEAR)
        pages.append(Page(sheet.title, [list(row) for row in raw.rows]))
    meta = [("form", STANDARD.name), ("version", STANDARD.version), ("period", ""), ("branch_code", "")]
    return Paper(pages, [list(pair) for pair in meta])


def written(book):
    """The bytes of the workbook."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as package:
        package.set_properties({"created": datetime(2023, 10, 1)})  # else it is now
        day = package.add_format({"num_format": "yyyy-m-d"})
        hour = package.add_format({"num_format": "yyyy-m-d h:mm"})
        for page in book.pages:
            sheet = package.add_worksheet(page.title)
            for area in page.merged:
                sheet.merge_range(*(edge - 1 for edge in area), None)
            for row, cells in enumerate(page.rows):
                for column, value in enumerate(cells):
                    _write(sheet, (row, column), value, hour if isinstance(value, datetime) and value.hour else day)
            if page.hidden:
                sheet.hide()
        meta = package.add_worksheet("_meta")
        for row, cells in enumerate(book.meta):
            meta.write_row(row, 0, cells)
        meta.very_hidden()
    return target.getvalue()


def _write(sheet, place, value, day):
    match value:
        case None:
            pass
        case Formula(text, result):
            sheet.write_formula(*place, text, None, "" if result is None else result)
        case date():
            sheet.write_datetime(*place, value, day)
        case bool():
            sheet.write_boolean(*place, value)
        case int() | float():
            sheet.write_number(*place, value)
        case _:
            sheet.write_string(*place, str(value))


def _records(sheet, given):
    """The rows of a Markdown table, or of 支部信息's dict: field name → value."""
    fields = {field.title: field for field in sheet.fields}
    header, *rows = [tuple(given), tuple(given.values())] if isinstance(given, dict) else cells(given)
    return [{fields[title].name: _typed(fields[title], text) for title, text in zip(header, row, strict=True) if text} for row in rows]


def _typed(field, text):
    if field.type == "date":
        return date.fromisoformat(text)
    return float(text) if field.type in ("integer", "number") else text
