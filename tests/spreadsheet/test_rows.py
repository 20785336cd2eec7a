"""rows: cells written as XML at once, rows compressed at once, and one workbook finished in two ways."""

import zipfile
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from shuzhi.spreadsheet.book import Styles, link, open_book, put
from shuzhi.spreadsheet.rows import MOST_LINKS, Rows, cell_of, closed, drop_sheet, style_of

DAY = date(2023, 9, 30)
VALUES = [
    None, "", "甲", " 留白 ", "<&>\"'", "=1+1", "_x0041_", "第一行\n第二行", "\x00\x01", "甲" * 40_000, "𠮷", 0, 3, -7, 0.1, 1e-9, 123456789.123,
    10**14, "=cmd|' /C calc'!A0", "http://a/b", True, False, float("nan"), float("inf"), "<r>甲</r>", "<r><t>乙 & 丙</t></r>",
    DAY, date(1899, 1, 1), datetime(2023, 9, 30, 8, 30), time(8, 30), timedelta(hours=30), timedelta(days=-1), ["甲"],
]
PLAIN = ' s="0"'


def book(target):
    return open_book(target, {"title": "表", "author": "镇"}, DAY)


def cells(data, title):
    """Value and type of every cell, the number format of each, and where links lead; the heights of rows."""
    sheet = load_workbook(BytesIO(data))[title]
    found = [
        [(cell.value, cell.data_type, cell.number_format, cell.hyperlink and cell.hyperlink.location) for cell in row]
        for row in sheet.iter_rows()
    ]
    return found, {row: one.height for row, one in sheet.row_dimensions.items() if one.height}


def written(kind):
    """The values three times a row, a merged range, a link, a formula, heights; the rows at once where `kind` is Rows."""
    target = BytesIO()
    made = book(target)
    look = Styles(made).of({"num_format": "0.00"})
    style = style_of(look)
    sheet = made.add_worksheet("甲", kind)
    if kind is Rows:
        laid = (
            (row % 3 * 14.0 or None, [cell_of(place, sheet.ink(value, style)) for place in (0, 2, 3)])
            for row, value in enumerate(VALUES)
        )
        sheet.lay((5, 7), sheet.ink("旁边", style))
        assert sheet.lay_rows(2, 4, laid) == 2 + len(VALUES)
        sheet.lay((60, 1), sheet.ink("→", style))
        sheet.lay((61, 1), sheet.formula('=1&"<&>"', "1<&>", style))
        sheet.lay((61, 2), sheet.formula("=1/3", 1 / 3, style))
        sheet.lay((61, 3), sheet.formula('=IF(1,"")', None, style))
    else:
        for row, value in enumerate(VALUES, 2):
            for column in (0, 2, 3):
                put(sheet, (row + 1, column + 1), str(value) if isinstance(value, list) else value, look)
            if (row - 2) % 3:
                sheet.set_row(row, (row - 2) % 3 * 14)
        put(sheet, (6, 8), "旁边", look)
        put(sheet, (61, 2), "→", look)
        sheet.write_formula(61, 1, '=1&"<&>"', look, "1<&>")
        sheet.write_formula(61, 2, "=1/3", look, 1 / 3)
        sheet.write_formula(61, 3, '=IF(1,"")', look, "")
    sheet.merge_range(50, 0, 50, 3, "并", look)
    link(sheet, (61, 2), "internal:'甲'!A1")
    if kind is not Rows:
        put(sheet, (61, 2), "→", look)
    sheet.set_row(70, 50)
    return closed(made, target)


def test_the_same_cells_as_xlsxwriter_writes():
    """Another reader finds the same values, types, formats, links and heights, whichever way a cell was written."""
    assert cells(written(Rows), "甲") == cells(written(None), "甲")


@pytest.mark.parametrize("place", [(1_048_576, 0), (0, 16_384)])
def test_outside_a_sheet(place):
    """A cell or row beyond the last one is an error, no cell that is silently lost."""
    sheet = book(BytesIO()).add_worksheet("甲", Rows)
    with pytest.raises(ValueError, match="outside"):
        sheet.lay(place, PLAIN)
    with pytest.raises(ValueError, match="outside"):
        sheet.lay_rows(place[0], place[1] + 1, [(None, [])])


def test_never_twice():
    """What is put into a row that was compressed before is an error: the file would have that row twice."""
    target = BytesIO()
    made = book(target)
    sheet = made.add_worksheet("甲", Rows)
    sheet.lay_rows(1, 1, [(None, [cell_of(0, sheet.ink("甲", PLAIN))])] * 3)
    sheet.lay((2, 5), sheet.ink("乙", PLAIN))
    with pytest.raises(ValueError, match="row 3"):
        closed(made, target)


def test_too_many_links():
    """Excel's limit of links is kept: one more is an error."""
    sheet = book(BytesIO()).add_worksheet("甲", Rows)
    sheet.hlink_count = MOST_LINKS - 1
    link(sheet, (1, 1), "internal:'甲'!A1")
    with pytest.raises(ValueError, match="no link"):
        link(sheet, (2, 1), "internal:'甲'!A1")


def test_charts_know_heights():
    """A chart ends at the same row, whichever way the rows beside it were written."""
    anchors = []
    for kind in (Rows, None):
        target = BytesIO()
        made = book(target)
        sheet = made.add_worksheet("甲", kind)
        if kind is Rows:
            sheet.lay_rows(1, 1, [(48.0, [cell_of(0, sheet.ink(1, PLAIN))])] * 9)
        else:
            for row in range(1, 10):
                sheet.set_row(row, 48)
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": ["甲", 1, 0, 9, 0], "values_data": [1] * 9})
        sheet.insert_chart(3, 2, chart)
        with zipfile.ZipFile(BytesIO(closed(made, target))) as archive:
            anchors.append(archive.read("xl/drawings/drawing1.xml"))
    assert anchors[0] == anchors[1]


def test_finished_in_two_ways():
    """A copy goes on by itself: what one adds, in cells or texts, the other does not have; a sheet may be dropped."""
    target = BytesIO()
    made = book(target)
    sheets = [made.add_worksheet(title, Rows) for title in ("甲", "乙", "丙")]
    sheets[0].lay_rows(0, 1, [(None, [cell_of(0, sheets[0].ink("都有", PLAIN))])])
    sheets[2].autofilter(0, 0, 3, 0)
    other, aim = deepcopy((made, target))
    sheets[0].lay_rows(1, 1, [(None, [cell_of(0, sheets[0].ink("只在这边", PLAIN))])])
    link(sheets[0], (1, 1), "external:甲.docx")
    drop_sheet(other, "乙")
    third = other.get_worksheet_by_name("丙")
    third.lay((0, 0), third.ink("只在那边", PLAIN))
    one, two = closed(made, target), closed(other, aim)
    assert [[row[0][0] for row in cells(one, title)[0]] for title in "甲乙丙"] == [["都有", "只在这边"], [], []]
    left = load_workbook(BytesIO(two))
    assert left.sheetnames == ["甲", "丙"]
    assert (left["甲"]["A1"].value, left["丙"]["A1"].value) == ("都有", "只在那边")
    assert left["甲"]["A1"].hyperlink is None
    assert left["丙"].auto_filter.ref == "A1:A4"
    with zipfile.ZipFile(BytesIO(two)) as archive:
        assert "只在这边".encode() not in b"".join(map(archive.read, archive.namelist()))
