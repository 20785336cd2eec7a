"""What the hands of an office do: fill in the workbook that was issued, change a row of it, write the township's own."""

from datetime import date, datetime
from functools import cache

from openpyxl import load_workbook

from shuzhi import form
from shuzhi.author.workbook import build

NUMBERS = {"民生实事": "编号", "居民提案": "编号", "四议两公开": "编号", "问题与措施": "序号"}


class Clerk:
    """A workbook open on a desk: rows are found and written by the titles of their columns, as people do."""

    def __init__(self, path):
        self.book = load_workbook(path)

    def items(self, **values):
        sheet = self.book["支部信息"]
        lines = {self._title(row[0].value): row[1] for row in sheet.iter_rows(min_row=2) if row[0].value}
        for title, value in values.items():
            lines[title].value = value

    def add(self, title, record):
        """Write a row below the last one that is filled; gives its printed number, where the sheet has numbers."""
        sheet, top, columns = self._layout(title)
        printed = NUMBERS.get(title)
        row = next(
            row for row in range(top + 1, sheet.max_row + 2)
            if not any(sheet.cell(row, place).value for name, place in columns.items() if name != printed)
        )
        for name, value in record.items():
            sheet.cell(row, columns[name]).value = value
        return sheet.cell(row, columns[printed]).value if printed else None

    def change(self, title, wanted, values):
        """Change the one row in which the columns `wanted` say so."""
        sheet, top, columns = self._layout(title)
        rows = [
            row for row in range(top + 1, sheet.max_row + 1)
            if all(sheet.cell(row, columns[name]).value == value for name, value in wanted.items())
        ]
        assert len(rows) == 1, (title, wanted, rows)
        for name, value in values.items():
            sheet.cell(rows[0], columns[name]).value = value

    def hand_in(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path

    def _layout(self, title):
        sheet = self.book[title]
        row, columns = headed(title, sheet.iter_rows(max_row=5, values_only=True))
        return sheet, row, columns

    @staticmethod
    def _title(value):
        return value.split("\n")[0].rstrip("*○ ") if isinstance(value, str) else ""


def headed(title, rows):
    """The number of the header row, and column title → place of the column."""
    for row, cells in enumerate(rows, 1):
        names = [Clerk._title(value) for value in cells]
        if "说明" in names:
            return row, {name: place for place, name in enumerate(names, 1) if name}
    raise AssertionError(title)


def read_rows(path, title):
    """The filled rows of a sheet of a workbook, by column title: plain cells, days as dates."""
    rows = _values(path)[title]
    top, columns = headed(title, rows[:5])
    found = []
    for cells in rows[top:]:
        record = {name: plain(cells[place - 1]) if place <= len(cells) else None for name, place in columns.items()}
        if any(value is not None for name, value in record.items() if name != NUMBERS.get(title)):
            found.append(record)
    return found


def read_items(path):
    return {Clerk._title(row[0]): plain(row[1]) for row in _values(path)["支部信息"][1:] if row[0]}


def _values(path):
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path, _written):
    """Sheet title → rows of values of a workbook as it was written then: it is asked for many times."""
    book = load_workbook(path, read_only=True)
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    book.close()
    return found


def plain(value):
    if isinstance(value, datetime):
        return value.date()
    return value if value != "" else None


def write_township(path, content, year=2023):
    """乡镇台账.xlsx from standard sheet name → records by field name."""
    layout = form.load("township")
    shown = {
        sheet: [{name: str(value) if isinstance(value, date) else value for name, value in record.items()} for record in rows]
        for sheet, rows in content.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(layout, shown, year))
