"""rows: plain cells written as XML at once, and one workbook finished in two ways."""

import zipfile
from copy import deepcopy
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from shuzhi.spreadsheet import Styles, link, open_book, put
from shuzhi.spreadsheet.rows import Rows, drop_sheet, is_plain, style_of

VALUES = [
    None, "", "甲", " 留白 ", "<&>\"'", "=1+1", "_x0041_", "第一行\n第二行", "\x00\x01", "甲" * 40_000, "𠮷", 0, 3, -7, 0.1, 1e-9, 123456789.123,
    10**14, "=cmd|' /C calc'!A0", "http://a/b",
]
DAY = date(2023, 9, 30)


def book(target):
    return open_book(target, {"title": "表", "author": "镇"}, DAY)


def cells(data, title):
    """Value and type of every cell, the number format of each, and where links lead."""
    sheet = load_workbook(BytesIO(data))[title]
    return [
        [(cell.value, cell.data_type, cell.number_format, cell.hyperlink and cell.hyperlink.location) for cell in row]
        for row in sheet.iter_rows()
    ]


def written(kind):
    """The values, a merged range, a link, heights; plain cells laid at once where `kind` is Rows."""
    target = BytesIO()
    with book(target) as made:
        look = Styles(made).of({"num_format": "0.00"})
        sheet = made.add_worksheet("甲", kind)
        sheet.set_row(3, 40)
        for row, value in enumerate(VALUES):
            for column in (4, 1, 3):
                if kind is Rows:
                    assert is_plain(value)
                    sheet.lay((row, column), value, style_of(look))
                else:
                    put(sheet, (row + 1, column + 1), value, look)
            put(sheet, (row + 1, 8), DAY, look)
        sheet.merge_range(30, 0, 30, 3, "并", look)
        link(sheet, (32, 2), "internal:'甲'!A1", look)
        put(sheet, (32, 2), "→", look)
        sheet.set_row(40, 50)
    return target.getvalue()


def test_the_same_cells_as_xlsxwriter_writes():
    """Another reader finds the same values, types, formats and links, whichever way a plain cell was written."""
    assert cells(written(Rows), "甲") == cells(written(None), "甲")


@pytest.mark.parametrize("value", [True, DAY, float("nan"), float("inf"), "<r>甲</r>", ["甲"]])
def test_what_is_not_plain(value):
    """A truth value, a day, no number, XlsxWriter's own markup are for `put`."""
    assert not is_plain(value)


def test_outside_a_sheet():
    """A cell beyond the last row is an error, no cell that is silently lost."""
    made = book(BytesIO())
    made.add_worksheet("甲", Rows).lay((1_048_576, 0), 1, ' s="0"')
    with pytest.raises(ValueError, match="1048577"):
        made.close()


def test_finished_in_two_ways():
    """A copy goes on by itself: what one adds, in cells or texts, the other does not have; a sheet may be dropped."""
    target = BytesIO()
    made = book(target)
    sheets = [made.add_worksheet(title, Rows) for title in ("甲", "乙", "丙")]
    sheets[0].lay((0, 0), "都有", ' s="0"')
    sheets[2].autofilter(0, 0, 3, 0)
    other, aim = deepcopy((made, target))
    sheets[1].lay((0, 0), "只在这边", ' s="0"')
    drop_sheet(other, "乙")
    other.get_worksheet_by_name("丙").lay((0, 0), "只在那边", ' s="0"')
    made.close()
    other.close()
    assert [[row[0][0] for row in cells(target.getvalue(), title)] for title in "甲乙丙"] == [["都有"], ["只在这边"], []]
    left = load_workbook(BytesIO(aim.getvalue()))
    assert left.sheetnames == ["甲", "丙"]
    assert left["丙"]["A1"].value == "只在那边"
    assert left["丙"].auto_filter.ref == "A1:A4"
    with zipfile.ZipFile(aim) as archive:
        assert "只在这边".encode() not in b"".join(map(archive.read, archive.namelist()))
