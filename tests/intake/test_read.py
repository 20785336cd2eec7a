"""read: a workbook as it was typed, at true addresses."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

import odd
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.faults import FAULTS
from shuzhi.intake.read import read
from shuzhi.model.sheet import RawBook

HALF_PAST_TWO = datetime.combine(date(2023, 9, 5), time(14, 30))


def spanning(book, sheet, value):
    """A span of so many days in A1."""
    sheet.write_number(0, 0, value, book.add_format({"num_format": "[h]:mm"}))


def opened(tmp_path, data):
    path = tmp_path / "村1.xlsx"
    path.write_bytes(data)
    return read(path, "甲/村1.xlsx", Bounds())


def sheet(tmp_path, data):
    book, gate = opened(tmp_path, data)
    assert gate.fault is None
    return book.sheets[0]


def test_addresses_are_those_of_excel(tmp_path):
    """A sheet that begins at C5 keeps its four empty rows and two empty columns; ends are trimmed."""
    def fill(book, table):
        table.write("C5", "日期")
        table.write("D6", "甲")
        table.write("E6", "")
        table.write_blank("H40", None, book.add_format({"bold": True}))
        table.write_formula("F9", '=""', None, " ")
    found = sheet(tmp_path, odd.good(fill=fill))
    assert found.rows[:6] == ((), (), (), (), (None, None, "日期"), (None, None, None, "甲"))
    assert (found.cell(5, 3), found.cell(6, 4), found.cell(9, 6), len(found.rows)) == ("日期", "甲", " ", 9)


def test_values_keep_their_type(tmp_path):
    """Numbers are floats, booleans booleans, text text; a number typed as text stays text; blanks are None."""
    def fill(_book, table):
        table.write_row("A1", [1, 9.1, True, False, "甲\n乙", "  前", None])
        table.write_string("H1", "0012")
        table.write_string("I1", "110101199001010013")
    (row,) = sheet(tmp_path, odd.good(fill=fill)).rows
    assert row == (1.0, 9.1, True, False, "甲\n乙", "  前", None, "0012", "110101199001010013")
    assert [type(value) for value in row[:4]] == [float, float, bool, bool]


@pytest.mark.parametrize("date_1904", [False, True])
def test_dates_are_right_in_both_date_systems(tmp_path, date_1904):
    """The Macintosh date system of 1904 and Excel's built-in Chinese formats give the day Excel shows."""
    looks = ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]yyyy\\年m\\月d\\日", "m/d/yy", 14, 27, 31, 57, 58]

    def fill(book, table):
        for row, look in enumerate(looks):
            table.write_datetime(row, 0, date(2023, 9, 5), book.add_format({"num_format": look}))
        table.write_datetime("B1", HALF_PAST_TWO, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        table.write_number("C1", 0.5, book.add_format({"num_format": "hh:mm"}))
        table.write_number("D1", 1.5, book.add_format({"num_format": "[h]:mm"}))
    rows = sheet(tmp_path, odd.good({"date_1904": date_1904}, fill)).rows
    assert [row[0] for row in rows] == [date(2023, 9, 5)] * len(looks)
    assert rows[0][1:] == (HALF_PAST_TWO, time(12), timedelta(hours=36))


def test_sheets_come_in_order_with_their_visibility(tmp_path):
    """Hidden and very hidden sheets are read and flagged; a chart sheet is no sheet; titles are as typed."""
    def fill(book, table):
        table.write("A1", 1)
        book.add_chartsheet("图")
        book.add_worksheet("藏&<1>").hide()
        book.add_worksheet("_meta").very_hidden()
    book, gate = opened(tmp_path, odd.good(fill=fill))
    assert gate.fault is None
    assert book == RawBook("甲/村1.xlsx", book.sheets)
    shown = [(found.title, found.hidden) for found in book.sheets]
    assert shown == [("会议", False), ("藏&<1>", True), ("_meta", True)]


def test_cells_no_reader_can_give_are_named(tmp_path):
    """An error and a formula without result are None and named; their neighbours are read."""
    found = sheet(tmp_path, odd.cell('<c r="B2" t="e"><v>#REF!</v></c>'))
    assert (found.rows[1], found.broken) == (("甲1", None, "乙1"), {(2, 2): "error"})
    found = sheet(tmp_path, odd.cell('<c r="B2"><f>SUM(A1)</f></c>'))
    assert (found.rows[1], found.broken) == (("甲1", None, "乙1"), {(2, 2): "formula"})


def test_a_merged_range_has_its_value_top_left(tmp_path):
    """The other cells of the range are None, as Excel stores them."""
    def fill(_book, table):
        table.merge_range("B2:C4", "第一组")
    found = sheet(tmp_path, odd.good(fill=fill))
    assert found.rows == ((), (None, "第一组"))


@pytest.mark.parametrize(("xml", "value"), [
    ('<c r="B2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', "甲乙"),
    ('<c r="B2" t="str"><f>A1</f><v>_x000D_甲</v></c>', "\r甲"),
    ('<c r="B2" t="d"><v>2023-09-05</v></c>', date(2023, 9, 5)),
    ('<c r="B2"><v>1E+3</v></c>', 1000.0),
    ("<c><v>5</v></c>", 5.0),
])
def test_other_ways_to_write_a_cell_are_read(tmp_path, xml, value):
    """Inline text, stored results, ISO dates, exponents, cells without address."""
    assert sheet(tmp_path, odd.cell(xml)).cell(2, 2) == value


def test_texts_are_never_shifted(tmp_path):
    """Phonetic runs, CDATA and comments in the shared texts leave every text with its own cell."""
    texts = "<si><r><t>甲</t></r><r><t>0</t></r><rPh><t>jia</t></rPh></si><si><t>乙<!-- x --><![CDATA[0]]></t></si>"
    data = odd.changed(odd.TEXTS, ("<si><t>甲0</t></si><si><t>乙0</t></si>", texts))
    assert sheet(tmp_path, data).rows[:2] == (("甲0", 0.0, "乙0"), ("甲1", 1.0, "乙1"))


@pytest.mark.parametrize("data", [
    odd.cell('<c r="B2" t="e"><v>#BUSY!</v></c>'),
    odd.changed("xl/workbook.xml", ('sheetId="1"', 'sheetId="1" state="show"')),
    *(odd.good(fill=partial(spanning, value=value)) for value in (1e10, -1e10, 1e300)),
])
def test_what_the_reader_refuses_is_a_fault(tmp_path, data):
    """A file that passes the gate but not the reader is F37, with its digest."""
    book, gate = opened(tmp_path, data)
    assert (book, gate.fault) == (None, FAULTS["reader"])
    assert (gate.size, len(gate.sha256)) == (len(data), 64)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("target", ["worksheets/./sheet{}.xml", "../xl/worksheets/sheet{}.xml", "worksheets//sheet{}.xml"])
def test_a_sheet_that_the_reader_does_not_find_is_a_fault(tmp_path, number, target):
    """Whichever of the sheets it is."""
    two = odd.good(fill=lambda book, sheet: (sheet.write(0, 0, "甲"), book.add_worksheet("党员").write(0, 0, 1)))
    book, _ = opened(tmp_path, two)
    assert [sheet.rows for sheet in book.sheets] == [(("甲",),), ((1.0,),)]
    book, gate = opened(tmp_path, odd.changed(odd.LINKS, (f"worksheets/sheet{number}.xml", target.format(number)), base=two))
    assert (book, gate.fault) == (None, FAULTS["reader"])


@pytest.mark.parametrize("title", ["会议", "党员"])
@pytest.mark.parametrize("blank", ["\n", "\t", "\r\n"])
def test_a_title_that_the_reader_spells_otherwise_is_a_fault(tmp_path, title, blank):
    """A break in it, which XML reads as a blank and the reader does not; on whichever of the sheets."""
    two = odd.good(fill=lambda book, sheet: (sheet.write(0, 0, "甲"), book.add_worksheet("党员").write(0, 0, 1)))
    odd_title = (f'name="{title}"', f'name="{title[0]}{blank}{title[1]}"')
    book, gate = opened(tmp_path, odd.changed("xl/workbook.xml", odd_title, base=two))
    assert (book, gate.fault) == (None, FAULTS["reader"])


def test_what_the_gate_refuses_is_not_read(tmp_path):
    """Formats that are not there would show a day as 45292: the reader would take the file, the gate does not."""
    book, gate = opened(tmp_path, odd.cell('<c r="B2" s="9"><v>45292</v></c>'))
    assert (book, gate.fault) == (None, FAULTS["styles"])


def test_the_gate_stands_before_the_reader(tmp_path):
    """A 6 kB file with a cell in XFD1048576, which ends the reader's whole process, is refused."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    book, gate = opened(tmp_path, odd.changed(odd.SHEET, ("</sheetData>", far)))
    assert (book, gate.fault.message) == (None, "第1张表用到1048576行，超过上限100000行。")


def test_ten_thousand_rows_are_read_right(tmp_path):
    """A large but honest sheet comes whole."""
    def fill(_book, table):
        for row in range(10_000):
            table.write_row(row, 0, [f"甲{row}", row])
    rows = sheet(tmp_path, odd.good(fill=fill)).rows
    assert len(rows) == 10_000
    assert rows[-1] == ("甲9999", 9999.0)


@pytest.mark.parametrize("value", ["1&#54;", "&#49;6", "1&amp;", "1\r\n"])
def test_a_number_written_with_references_is_refused(tmp_path, value):
    """Readers leave a reference out: 1&#54; would be 1. No program writes so; found by the fuzzer."""
    assert opened(tmp_path, odd.cell(f'<c r="B2"><v>{value}</v></c>'))[1].fault == FAULTS["structure"]
    assert sheet(tmp_path, odd.cell('<c r="B2" t="str"><f>A1</f><v>甲&amp;&#10;乙</v></c>')).cell(2, 2) == "甲&\n乙"


@pytest.mark.parametrize(("part", "old", "new"), [
    (odd.TEXTS, "<t>甲0</t>", '<x:t xmlns:x="urn:other">甲0</x:t>'), (odd.TEXTS, "<t>甲0</t>", '<t xmlns="urn:other">甲0</t>'),
    (odd.SHEET, '<c r="B2"><v>1</v></c>', '<x:c xmlns:x="urn:other" r="B2"><x:v>1</x:v></x:c>'),
    ("xl/workbook.xml", '<sheet name="会议"', '<sheet xmlns="urn:other" name="会议"'),
])
def test_what_only_looks_like_a_value_is_refused(tmp_path, part, old, new):
    """An element of another vocabulary is nothing in Excel, and a value for a reader that goes by names."""
    assert opened(tmp_path, odd.changed(part, (old, new)))[1].fault == FAULTS["texts" if part == odd.TEXTS else "structure"]


def test_a_day_before_the_first_is_an_error(tmp_path):
    """Excel shows #### for a negative day; a reader would give the hour 18:00. A negative number is a number."""
    def fill(book, table):
        look = book.add_format({"num_format": "yyyy-mm-dd"})
        table.write_row(0, 0, [-0.25, -3], look)
        table.write_row(1, 0, [-0.25, -3])
    read = sheet(tmp_path, odd.good(fill=fill))
    assert read.rows == ((), (-0.25, -3.0))
    assert read.broken == {(1, 1): "error", (1, 2): "error"}


def test_sheets_come_under_the_titles_that_the_gate_saw(tmp_path):
    """A title with a line break is another one to the reader than to Excel: nothing is read under a wrong name."""
    assert opened(tmp_path, odd.changed("xl/workbook.xml", ('name="会议"', 'name="会\n议"')))[1].fault == FAULTS["reader"]


def test_numbers_cut_by_a_piece_are_whole(tmp_path):
    """A sheet is read piece by piece; a number on the border is what it is."""
    def fill(_book, table):
        for row in range(4000):
            table.write_row(row, 0, [45178.25 + row, 1234567])
    rows = sheet(tmp_path, odd.good(fill=fill)).rows
    assert rows == tuple((45178.25 + row, 1234567.0) for row in range(4000))
