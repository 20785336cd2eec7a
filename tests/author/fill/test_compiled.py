"""The blank taken apart."""

import re
from datetime import date

import pytest

from author.reread import reread
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import BOOK, DAY, MOMENT, NUMBER, STRINGS, STYLES, compiled
from shuzhi.author.fill.filled import filled
from shuzhi.zipped import taken_apart, zipped

STANDARD = form.load().printed()
EMPTY = blank(STANDARD, 2023)


@pytest.fixture(scope="module")
def mould():
    return compiled(EMPTY, STANDARD, 2023)


def cells(book):
    return {
        (sheet.title, cell.coordinate): (str(getattr(cell.value, "text", cell.value)), cell.number_format, cell.fill.fgColor.rgb, cell.font.name)
        for sheet in book for row in sheet.iter_rows() for cell in row
    }


def rules(book):
    return {
        sheet.title: (
            sorted((str(rule.sqref), rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation),
            [(str(area.sqref), [rule.formula for rule in area.rules]) for area in sheet.conditional_formatting],
            sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows, sheet.sheet_state,
            [(letter, column.width) for letter, column in sheet.column_dimensions.items()],
            [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment],
        )
        for sheet in book
    }


@pytest.mark.parametrize("name", ["form", "township"])
def test_nothing_filled_in_is_the_blank(name):
    """Every cell, look, drop-down, conditional format, comment, width and filter of the blank is there again."""
    shown = form.load(name).printed()
    given = blank(shown, 2024)
    one, other = reread(given), reread(filled(compiled(given, shown, 2024), {}))
    assert cells(other) == cells(one)
    assert rules(other) == rules(one)


def test_what_does_not_change_is_copied(mould):
    """Only 填报自查, _meta and the strings differ from the blank after filling in nothing, and the styles by more."""
    before = {member.name: member.content for member in taken_apart(EMPTY)}
    after = {member.name: member.content for member in taken_apart(filled(mould, {}))}
    assert list(after) == list(before)
    hidden = {mould.moulds[title].member for title in ("_meta", "填报自查")}
    assert {name for name in after if after[name] != before[name]} <= {STRINGS, STYLES, *hidden}


def test_every_style_has_its_numbers_and_days(mould):
    """For each style of a cell there is one with each number format; the columns' own formats are kept."""
    sheet = mould.moulds["meetings"].lines[2]
    day, text, number = sheet.cells[0].style, sheet.cells[1].style, sheet.cells[8].style
    assert mould.variants[day, DAY] == day
    assert mould.variants[number, NUMBER] == number
    assert len({mould.variants[text, code] for code in (DAY, MOMENT, NUMBER)} | {text}) >= 3


def test_a_workbook_that_is_no_blank_of_the_form_is_refused():
    """Another form's blank, or one whose rows are not written as expected."""
    with pytest.raises(KeyError):
        compiled(EMPTY, form.load("township").printed(), 2023)
    members = taken_apart(EMPTY)
    strange = [one if one.name != STRINGS else next(m for m in members if m.name == BOOK) for one in members]
    renamed = zipped([type(one)(STRINGS if place == [m.name for m in members].index(STRINGS) else one.name,
                                one.crc, one.size, one.data, one.method) for place, one in enumerate(strange)])
    with pytest.raises(ValueError, match=re.escape(STRINGS)):
        compiled(renamed, STANDARD, 2023)


def test_switches_and_years_are_those_of_the_blank():
    """A form with its switch on has the columns behind it, filled in as any other."""
    shown = form.load().printed(frozenset({"identity"}))
    mould = compiled(blank(shown, 2024), shown, 2024)
    book = reread(filled(mould, {"members": [{"name": "王小川", "identity": "11010119900101001X", "birth": date(1990, 1, 1)}],
                                 "tasks": [{"number": "实2024-002"}]}))
    titles = [cell.value for cell in book["党员"][1]]
    assert book["党员"].cell(2, titles.index("公民身份号码") + 1).value == "11010119900101001X"
    assert [cell.value for cell in book["民生实事"]["A"]][1:4] == ["实2024-002", "实2024-001", "实2024-003"]
