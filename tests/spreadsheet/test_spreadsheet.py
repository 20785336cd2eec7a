"""What every workbook we write has in common."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from shuzhi.spreadsheet import CUT, LONGEST, day_of, fitting, lines, serial, spelled, units
from shuzhi.spreadsheet.book import Styles, link, open_book, put


def written(value, number_format="General"):
    target = BytesIO()
    book = Workbook(target)
    put(book.add_worksheet(), (3, 2), value, book.add_format({"num_format": number_format}))
    book.close()
    return load_workbook(target).active["B3"]


@pytest.mark.parametrize("text", [
    "=1+1", "+86", "-3", "@名", "{=A1}", "http://a.example/x", "mailto:a@b.example", "internal:'x'!A1",
    "<r><t>粗</t></r>", "<r>道路<br</r>", "A & B <x>", "<b>&amp;</b>", "{{ x }}", "_x0041_", " 前后 ", "一\n二", "😀", "TRUE", "2023-9-5", "0012",
])
def test_text_stays_text(text):
    """Whatever text looks like, it is read back as the same text, never as formula, link, number or markup."""
    cell = written(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_days_and_numbers_are_what_they_are():
    """A date is a date, a number a number, True a boolean."""
    assert written(date(2023, 9, 5), "yyyy-m-d").value.date() == date(2023, 9, 5)
    assert written(9.1).value == 9.1
    assert written(True).value is True  # noqa: FBT003 - the value of a cell


@pytest.mark.parametrize("value", [None, "", "\x01", float("nan"), float("inf")])
def test_nothing_is_an_empty_cell(value):
    """None, text of which nothing is left, and what is no number leave a cell empty."""
    assert written(value).value is None


@pytest.mark.parametrize(("value", "text"), [(date(1899, 5, 1), "1899-05-01"), (timedelta(days=-1), "-1 day, 0:00:00")])
def test_what_excel_cannot_count_is_text(value, text):
    """Days before 1901 and negative durations are written as text."""
    assert written(value).value == text


@pytest.mark.parametrize(("value", "number"), [
    (date(2023, 9, 5), 45174), (datetime(2023, 9, 5, 12), 45174.5), (time(6), 0.25), (timedelta(hours=36), 1.5),
])
def test_a_day_is_the_number_that_a_cell_holds(value, number):
    """What XlsxWriter writes, too; whole days are whole numbers, and lead back to the day."""
    assert serial(value) == written(value).value == number
    assert repr(serial(date(2023, 9, 5))) == "45174"
    assert day_of(45174.5) == date(2023, 9, 5)


def test_long_text_is_cut_and_says_so():
    """More than 32,767 UTF-16 units end in a visible mark; exactly as many stay."""
    whole = "长" * LONGEST
    assert fitting(whole) == whole
    cut = fitting("😀" * LONGEST)
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert written(whole + "长").value.endswith(CUT)


def test_half_a_character_is_replaced():
    """A lone surrogate does not break the file."""
    assert written("前\ud83d后").value == "前�后"


def test_forbidden_characters_go():
    """Control characters and non-characters are dropped; tabs and line ends stay."""
    assert written("前\x00\x0b\x1f\ufffe\uffff后\t一\n二").value == "前后\t一\n二"


def test_a_cell_outside_the_sheet_is_a_fault_of_the_program():
    """XlsxWriter's silent refusals raise."""
    book = Workbook(BytesIO())
    with pytest.raises(ValueError, match="XlsxWriter answered"):
        put(book.add_worksheet(), (1, 20_000), "x", book.add_format())


def test_same_bytes():
    """A workbook carries the date it is given, so that the same content gives the same bytes."""
    options = {"default_format_properties": {"font_name": "宋体", "font_size": 11}}

    def made():
        target = BytesIO()
        with open_book(target, {"title": "表", "author": "青禾镇"}, date(2023, 9, 30), options) as book:
            put(book.add_worksheet(), (1, 1), "一", Styles(book).of({"bold": True}))
        return target.getvalue()

    assert made() == made()
    properties = load_workbook(BytesIO(made())).properties
    assert (properties.title, properties.creator, properties.created.date()) == ("表", "青禾镇", date(2023, 9, 30))


def test_a_look_is_made_once():
    """The same look is one format, however it is put together; the last look lies on top."""
    styles = Styles(Workbook(BytesIO()))
    assert styles.of({"bold": True}, {"font_size": 9}) is styles.of({"font_size": 9, "bold": True})
    assert styles.of({"font_size": 9}, {"font_size": 12}).font_size == 12


def test_widths():
    """A Chinese character or mark takes two digits; a text wraps inside the padding, each line end begins a line."""
    assert [units(text) for text in ("", "ab1", "支部", "“a”")] == [0, 3, 4, 5]
    assert [lines(text, 9) for text in ("", "一二三四", "一二三四五", "一\n\n二")] == [1, 1, 2, 3]


@pytest.mark.parametrize(("target", "where"), [
    ("external:报告/石井村/述职报告.docx", ("报告/石井村/述职报告.docx", None)),
    ("external:报告/1#楼/50%41 半年.docx", ("报告/1%23楼/50%2541%20半年.docx", None)),
    ("internal:'核对结果'!A5", (None, "'核对结果'!A5")),
])
def test_links(target, where):
    """A link leads to a file beside the workbook, with slashes as every system knows them, or to a cell of its own."""
    made = BytesIO()
    book = Workbook(made)
    look = book.add_format()
    link(book.add_worksheet(), (3, 2), target)
    put(book.worksheets()[0], (3, 2), 7, look)
    book.close()
    cell = load_workbook(made).active["B3"]
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == (7, *where)


def test_no_link_outside():
    """A link outside a sheet is a mistake, not a link that is missing."""
    book = Workbook(BytesIO())
    with pytest.raises(ValueError, match="no link"):
        link(book.add_worksheet(), (1_048_577, 1), "external:a.docx")


ODD = st.text(st.characters() | st.sampled_from("\x00\x0b\r\n\t\ud800\ufffe\u202e_x0041=+-@'<>&\"{}😀"), max_size=30)


@settings(deadline=None, max_examples=25)
@given(st.lists(ODD, min_size=1, max_size=30))
def test_any_text_is_read_back_by_another_reader(texts):
    """Both ways to write a cell: what `fitting` leaves of a text is what calamine, written in another language, reads."""
    target = BytesIO()
    with open_book(target, {}, date(2023, 9, 30)) as book:
        sheet, look = book.add_worksheet(), book.add_format()
        for row, text in enumerate(texts, 1):
            put(sheet, (row, 1), text, look)
            put(sheet, (row, 2), "尾", look)
    rows = CalamineWorkbook.from_filelike(BytesIO(target.getvalue())).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [_lines(row[0]) for row in rows] == [_lines(fitting(text)) for text in texts]
    assert all(etree.fromstring(f"<t>{escape(spelled(fitting(text)))}</t>") is not None for text in texts)


def _lines(text):
    """A reader of XML gives each end of a line as one \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
