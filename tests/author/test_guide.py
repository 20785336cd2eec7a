"""填写说明."""

from datetime import date

import pytest

from author.reread import reread
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.guide import Notice, passages

FORMS = ["form", "township"]
NOTICE = Notice(date(2023, 10, 9), "倪山辉 0551-6200011")


def guide(name="form", notice=Notice()):  # noqa: B008 - frozen
    return reread(blank(form.load(name).printed(), 2023, notice))


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize("name", FORMS)
def test_three_steps_stand_on_top_in_large_letters(name):
    """Title, warning and three steps of at least 16 points, before anything smaller."""
    sheet = guide(name)["填写说明"]
    steps = [cell for (cell, *_) in sheet.iter_rows() if str(cell.value).startswith("第")]
    assert [cell.value[:3] for cell in steps] == ["第一步", "第二步", "第三步"]
    assert all(sheet.cell(row, 1).font.size >= 16 for row in range(1, steps[-1].row + 2))
    assert all(sheet.row_dimensions[cell.row].height >= 1.5 * cell.font.size for cell in steps)


@pytest.mark.parametrize("name", FORMS)
def test_a_link_leads_to_every_sheet(name):
    """One link a visible sheet in their order, to the cell where filling in begins; none leads elsewhere."""
    book = guide(name)
    places = [cell.hyperlink.location.split("!") for row in book["填写说明"].iter_rows() for cell in row if cell.hyperlink]
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible" and sheet.title != "填写说明"]
    assert [title.strip("'") for title, _ in places] == shown
    assert all(book[title.strip("'")][cell].value is None for title, cell in places if "自查" not in title)


def test_what_is_known_is_printed_and_the_rest_is_a_line():
    """Deadline and contact take the place of the lines; every other text and all places stay."""
    known, unknown = (passages(form.load(), notice) for notice in (NOTICE, Notice()))
    assert [(one.row, one.column) for one in known] == [(one.row, one.column) for one in unknown]
    (changed,) = [(one.text, other.text) for one, other in zip(known, unknown, strict=True) if one.text != other.text]
    assert changed == (
        "报送截止：2023年10月9日　　有不清楚的，请找倪山辉 0551-6200011",
        "报送截止：＿＿＿＿＿＿＿＿　　有不清楚的，请打乡镇（街道）党建办电话：＿＿＿＿＿＿＿＿",
    )


@pytest.mark.parametrize("name", FORMS)
def test_every_example_stands_in_the_guide(name):
    """Title and value of every example's cells, under the heading of its sheet."""
    found = texts(guide(name)["填写说明"])
    for sheet in form.load(name).printed().sheets:
        start = found.index(f"“{sheet.title}”填写举例")
        for field, value in sheet.example.items():
            one = sheet.field(field)
            place = found.index(one.title + one.mark, start)
            if one.type != "date":
                assert found[place + 1] == value
