"""Titles of columns, as the ledgers of villages carry them, are known; the unit of a title scales what stands below."""

import pytest

from intake.escaped import typed_tables
from sheets import STANDARD, book, items_sheet, take_in
from shuzhi.form import plain
from shuzhi.intake.headers import Known
from shuzhi.model.sheet import RawSheet

TABLES = typed_tables("headings.md")
UNITS = TABLES.pop("The unit of the title")
TITLES = [(sheet, column, title) for rows in TABLES.values() for sheet, column, typed in rows for title in typed.split("、")]
SHEETS = {sheet.title: sheet for sheet in STANDARD.sheets}


@pytest.mark.parametrize(("sheet", "column", "title"), TITLES)
def test_titles_of_columns_as_people_write_them(sheet, column, title):
    """Each title is the column the table says, whatever its marks, blanks and remarks; another column is not guessed."""
    header = Known(SHEETS[sheet]).header(title)
    assert (SHEETS[sheet].field(header.field).title if header else "") == column


@pytest.mark.parametrize(("sheet", "title", "typed", "value"), UNITS)
def test_a_title_s_unit_scales_what_stands_below_it(sheet, title, typed, value):
    """元, 千元, 万元 in a title or an item of 支部信息: the number comes out in the form's unit; a cell's own unit wins."""
    field = Known(SHEETS[sheet]).header(title).field
    if SHEETS[sheet].kind == "items":
        raw = items_sheet({"支部全称": "石桥村党支部", "书记姓名": "王方", title: typed})
    else:
        raw = RawSheet(sheet, (("编号", "事项名称", "状态", title), ("实2023-001", "修路", "进行中", typed)))
    tables, _, _ = take_in(book(raw))
    assert tables.frames[SHEETS[sheet].name][field].tolist() == [float(value)]


def test_no_title_stands_for_two_columns_of_a_sheet():
    """An alias that two columns share would be bound by their order."""
    for sheet in STANDARD.sheets:
        known = Known(sheet).texts
        for field in sheet.fields:
            for alias in field.aliases:
                assert known[plain(alias)].field == field.name, (sheet.title, alias)


