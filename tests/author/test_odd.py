"""What passes the gate can be marked, whoever wrote it, and marked again after it was saved by somebody else."""

import warnings
from io import BytesIO

import pytest
from openpyxl import load_workbook

from author.oddities import ODDITIES, odd
from author.returned import BLUE, FINDINGS, INFO, MEETINGS, RED, WAY, YELLOW, fault, mark, own, taken
from author.wholeness import faults
from office import needs_office, resaved

OURS = (RED, YELLOW, BLUE, WAY)


def seen(data):
    """Sheet and address of every cell → its fill, font colour, comment and link, as far as it has any."""
    found = {}
    with warnings.catch_warnings(action="ignore"):  # what openpyxl thinks of files without a style
        book = load_workbook(BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
                found[sheet.title, cell.coordinate] = (fill, cell.comment and cell.comment.text, cell.hyperlink and cell.hyperlink.location)
    return {key: value for key, value in found.items() if any(value)}


@pytest.mark.parametrize("name", ODDITIES)
def test_an_odd_file_is_marked_like_any_other(name):
    """Whole again, read with the same values, the same cells filled and commented."""
    before = odd(name)
    data = mark(before, FINDINGS)
    assert faults(data) == []
    assert taken(data)[0].sheets[1:-1] == taken(before)[0].sheets
    if name not in ("capitals", "macros"):  # openpyxl does not find parts in another case
        marks = {key: value[0] for key, value in seen(data).items() if value[0] in OURS and key[0] != "核对结果"}
        assert {key: fill for key, fill in marks.items() if fill != WAY} == {
            (MEETINGS, "E3"): RED, (MEETINGS, "E4"): RED, (MEETINGS, "C4"): BLUE, (MEETINGS, "H2"): BLUE, (INFO, "B2"): YELLOW,
        }
        assert marks[MEETINGS, "C2" if name == "links" else "B2"] == WAY


@pytest.mark.parametrize("name", ODDITIES)
def test_an_odd_file_marked_again_does_not_grow(name):
    """Marked twice and three times: the same bytes; with nothing to say, no mark of ours is left on its sheets."""
    second = mark(mark(odd(name), FINDINGS), FINDINGS)
    assert mark(second, FINDINGS) == second
    bare = mark(second, ())
    assert faults(bare) == []
    if name not in ("capitals", "macros"):
        left = {key: value for key, value in seen(bare).items() if key[0] not in ("核对结果", "选项")}
        left.pop((MEETINGS, "E4") if name == "formatted rows" else "", None)  # a cell now, with the format of its row
        assert left == {key: value for key, value in seen(odd(name)).items() if key[0] != "核对结果"}


def test_marks_come_off_after_openpyxl_saved_the_file():
    """Fills, comments and links are those before the first round."""
    target = BytesIO()
    load_workbook(BytesIO(mark(own(), FINDINGS))).save(target)
    assert seen(mark(target.getvalue(), ())).items() >= seen(own()).items()


@needs_office
def test_libreoffice_opens_every_odd_file(tmp_path):
    """Each marked copy, saved again by LibreOffice, reads the same; marked again, no mark of the first round is left."""
    copies = [mark(odd(name), FINDINGS) for name in ODDITIES]
    saved, *others = resaved([mark(own(), FINDINGS), *copies], tmp_path)
    for name, copy, data in zip(ODDITIES, copies, others, strict=True):
        assert [sheet.title for sheet in taken(data)[0].sheets] == [sheet.title for sheet in taken(copy)[0].sheets], name
    again = mark(saved, [fault("meetings", 3, "topic", 6)])
    assert [one for one in faults(again) if "shape_0" not in one] == []  # LibreOffice's own
    left = {key: value for key, value in seen(again).items() if key[0] != "核对结果"}
    assert left[MEETINGS, "E2"][:2] == ("FF1F4E79", "只填人数")
    assert left[MEETINGS, "E3"][1] == "已问过"
    assert [key for key, value in left.items() if value[0] in OURS or "核对结果" in f"{value[1]}{value[2]}"] == [
        (MEETINGS, "B2"), (MEETINGS, "F3"),
    ]


def test_a_link_of_the_branch_is_left_alone():
    """The way back moves on to the next header."""
    assert seen(mark(odd("links"), FINDINGS))[MEETINGS, "B2"][2] == "'草稿'!A1"


def test_names_of_single_sheets_follow_their_sheets():
    """核对结果 in front moves every sheet by one; its own names go with it when it is taken away."""
    book = load_workbook(BytesIO(mark(mark(odd("names"), FINDINGS), FINDINGS)))
    assert book[INFO].print_area == f"'{INFO}'!$A$1:$C$4"
    assert book[MEETINGS].auto_filter.ref == "A2:H6"
    assert list(book.defined_names) == ["自己的"]


def test_a_new_cell_looks_like_its_row():
    """Where no cell stands, the mark lies over the format of the row."""
    sheet = load_workbook(BytesIO(mark(odd("formatted rows"), FINDINGS)))[MEETINGS]
    assert (sheet["E4"].fill.fgColor.rgb, sheet["E4"].font.b) == (RED, True)
