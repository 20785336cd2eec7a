"""One value into one cell."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from shuzhi.author.cells import CUT, LONGEST, fitting, put


def written(value, number_format="General"):
    target = BytesIO()
    book = Workbook(target)
    put(book.add_worksheet(), (3, 2), value, book.add_format({"num_format": number_format}))
    book.close()
    return load_workbook(target).active["B3"]


@pytest.mark.parametrize("text", [
    "=1+1", "+86", "-3", "@名", "{=A1}", "http://a.example/x", "mailto:a@b.example", "internal:'x'!A1",
    "<r><t>粗</t></r>", "<b>&amp;</b>", "{{ x }}", "_x0041_", " 前后 ", "一\n二", "😀", "TRUE", "2023-9-5", "0012",
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


@pytest.mark.parametrize("value", [None, "", float("nan"), float("inf")])
def test_nothing_is_an_empty_cell(value):
    """None, empty text and what is no number leave a cell empty."""
    assert written(value).value is None


@pytest.mark.parametrize(("value", "text"), [(date(1899, 5, 1), "1899-05-01"), (timedelta(days=-1), "-1 day, 0:00:00")])
def test_what_excel_cannot_count_is_text(value, text):
    """Days before 1901 and negative durations are written as text."""
    assert written(value).value == text


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


def test_a_cell_outside_the_sheet_is_a_fault_of_the_program():
    """XlsxWriter's silent refusals raise."""
    book = Workbook(BytesIO())
    with pytest.raises(ValueError, match="XlsxWriter answered"):
        put(book.add_worksheet(), (1, 20_000), "x", book.add_format())
