"""The data dictionary: every field of a form in one table; the list of the tags of templates as a workbook."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import NamedTuple

from shuzhi.author.looks import BODY, PLAIN
from shuzhi.author.looks import head as looks_of_head
from shuzhi.author.widths import row_height
from shuzhi.author.words import required_text, type_text
from shuzhi.form import Form
from shuzhi.spreadsheet.book import Styles, open_book, put

_MADE = date(2023, 1, 1)  # the same list gives the same bytes
_COLUMNS = (("部分", 14), ("写法", 34), ("是什么", 44), ("示例", 60))  # Excel widths
_GUIDE_WIDTH = 110
_A4 = 9


class Entry(NamedTuple):
    """One field: what stands in the workbook, and its tag in templates."""

    sheet: str
    title: str
    tag: str
    type: str
    unit: str
    required: str
    choices: str
    help: str


HEADER = Entry("表", "栏目", "模板中的写法", "类型", "单位", "必填", "可选项", "说明")


def dictionary(form: Form) -> Sequence[Entry]:
    """HEADER, then one entry a field in the order of the form."""
    entries = (
        Entry(
            sheet.title, field.title, field.tag, type_text(field), field.unit, required_text(sheet, field),
            "、".join(field.choices), field.help,
        )
        for sheet in form.sheets
        for field in sheet.fields
    )
    return [HEADER, *entries]


class TagPart(NamedTuple):
    """One part of the list of tags: rows of (as written, what it is, what it prints of the specimen)."""

    title: str
    note: str
    rows: tuple[tuple[str, str, str], ...]


def tag_book(title: str, intro: Sequence[str], parts: Sequence[TagPart]) -> bytes:
    """The list of tags as a workbook of one sheet: the head repeated on every page, filters, wrapped lines."""
    target = BytesIO()
    book = open_book(target, {"title": title, "author": ""}, _MADE)
    looks = Styles(book)
    cell, head, note = looks.of(BODY), looks.of(looks_of_head("*")), looks.of(PLAIN, {"text_wrap": True})
    sheet = book.add_worksheet("标签清单")
    guide = book.add_worksheet("怎么用")
    rows = [(part.title, *row) for part in parts for row in part.rows]
    for column, (name, width) in enumerate(_COLUMNS, 1):
        sheet.set_column(column - 1, column - 1, width)
        put(sheet, (1, column), name, head)
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row, 1):
            put(sheet, (number, column), text, cell)
        height = row_height(zip(row, (width for _, width in _COLUMNS), strict=True))
        sheet.set_row(number - 1, height or None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
    guide.set_column(0, 0, _GUIDE_WIDTH)
    for number, text in enumerate([*intro, *(f"{part.title}：{part.note}" for part in parts if part.note)], 1):
        put(guide, (number, 1), text, note)
        guide.set_row(number - 1, row_height([(text, _GUIDE_WIDTH)]) or None)
    for page in (sheet, guide):
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(0)
    book.close()
    return target.getvalue()
