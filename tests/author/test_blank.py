"""The blank workbook: what helps while one fills it in, and that other programs keep it."""

from io import BytesIO

import pytest
from openpyxl.utils import range_boundaries

from author.reread import listed, reread, rule_at
from office import looking_nowhere, needs_office, resaved, without_titles
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.standard import layout
from shuzhi.author.words import comment_text

FORMS = ["form", "township"]


def made(name="form"):
    return blank(form.load(name).printed(), 2023)


@pytest.fixture(scope="module")
def book():
    return reread(made())


@pytest.mark.parametrize("name", FORMS)
def test_help_hangs_on_every_title_that_has_some(name):
    """The comment of a title, or of an item in column A: its help; none where there is nothing to say."""
    book = reread(made(name))
    for sheet in form.load(name).printed().sheets:
        binding = layout(sheet, (), 2023)[1]
        for field in sheet.fields:
            place = (binding.items[field.name], 1) if binding.items else (1, binding.columns[field.name])
            comment = book[sheet.title].cell(*place).comment
            assert (comment.text if comment else "") == comment_text(sheet, field)


def test_a_comment_says_why_a_cell_turns_amber(book):
    """Requirement, then the check in the words of the findings; a month alone is allowed where it is."""
    assert book["会议"]["J1"].comment.text == "必填。\n变成橙色：实到人数比应到人数多。"
    assert book["党员"]["C1"].comment.text == "必填。\n不知道是哪一天的，只写年月，如 1990年3月。"
    assert book["会议"]["F1"].comment is None


def test_cells_speak_only_where_it_helps(book):
    """A case that requires the cell, help, freedom of choice: a message; a plain required cell: none."""
    assert rule_at(book["居民提案"], "P2").prompt == "“状态”不是正在办理、未办理的必填。"
    assert rule_at(book["其他工作"], "E2").prompt == "可选可写，列表里没有的照实写。"
    assert rule_at(book["会议"], "B2").prompt == "有几项的用、隔开。"
    assert rule_at(book["会议"], "I2").prompt is None
    assert rule_at(book["会议"], "F2") is None


def test_drop_downs_and_filter_reach_a_thousand_rows(book):
    """Also below the pre-printed numbers."""
    for sheet in form.load().printed().sheets:
        if sheet.kind == "rows":
            written = book[sheet.title]
            columns = [place for place, field in enumerate(sheet.fields, 1) if field.choices]
            assert range_boundaries(written.auto_filter.ref)[3] > 1000
            for column in columns[:3]:
                assert rule_at(written, written.cell(1000, column).coordinate).type == "list"


def test_the_cursor_waits_below_the_header(book):
    """Header messages do not cover a sheet that was just opened."""
    for sheet in form.load().printed().sheets:
        cell = book[sheet.title].sheet_view.selection[-1].activeCell
        assert cell == ("B3" if sheet.kind == "items" else "B2")


@needs_office
def test_libreoffice_keeps_what_helps(tmp_path):
    """Re-saved: the same drop-downs with the same choices, doubts, comments, hidden sheets, amber formulas."""
    blanks = [made(name) for name in FORMS]
    quick = [without_titles(looking_nowhere(one)) for one in blanks]
    for content, saved in zip(blanks, resaved(quick, tmp_path), strict=True):
        first = reread(content)
        assert helps(reread(saved), corners(first)) == helps(first, corners(first))


@pytest.mark.parametrize("name", FORMS)
def test_openpyxl_keeps_what_helps(name):
    """Read and saved by openpyxl, nothing is dropped."""
    first, target = reread(made(name)), BytesIO()
    first.save(target)
    assert helps(reread(target.getvalue()), corners(first)) == helps(first, corners(first))


def corners(book):
    """Per sheet the first and the last cell of each area with a rule."""
    areas = {
        sheet.title: [str(area) for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges]
        for sheet in book
    }
    return {title: {end for area in found for end in (area.split(":")[0], area.split(":")[-1])} for title, found in areas.items()}


def helps(book, cells):
    """Per sheet: whether it is seen, what its cells say, comments, what turns amber and when."""
    found = {}
    for sheet in book:
        ambers = [
            (sorted(str(areas.sqref).split()), rule.formula) for areas in sheet.conditional_formatting
            for rule in areas.rules
        ]
        found[sheet.title] = (
            sheet.sheet_state == "visible", {cell: doubt(book, rule_at(sheet, cell)) for cell in cells[sheet.title]},
            {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
            sorted(ambers),
        )
    return found


def doubt(book, rule):
    """What a person sees of a rule; one without a type only speaks."""
    said = rule.promptTitle or "", rule.prompt or ""
    if rule.type is None:
        return said
    return *said, rule.type, rule.errorStyle, rule.error, listed(book, rule) if rule.type == "list" else None
