"""The workbook sent back to a branch."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from author.reread import header, listed, reread, rule_at
from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.author.workbook import build
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.sheet import Binding, RawBook, RawSheet
from shuzhi.model.words import Level

RED, YELLOW, BLUE = "FFFFABAB", "FFFFF0A0", "FFCFE5FA"

MEETINGS = RawSheet("会议 (2)", (
    ("石桥村会议台账",),
    ("序号", "时间", "会议类型", "应到", "实到", "自己加的一栏"),
    (1, "2023.7.5", "支部党员大会、党课", 30, 36, "=1+1"),
    (2, datetime(2023, 8, 3), "支委会", "２８", None),
    (),
    ("合计", None, None, 58.5, True, "页脚"),
), {(4, 5): "formula"})
BINDING = Binding(
    "meetings", "会议 (2)", 2, {"date": 2, "type": 3, "expected": 4, "present": 5}, ((1, "序号"), (6, "自己加的一栏"))
)
INFO = RawSheet("支部信息", (
    ("项目", "内容", "说明"), ("支部全称", "中共石桥村支部委员会"), ("单位类型", "村"),
    ("填报日期", date(2023, 10, 8), "补报"),
))
INFO_BINDING = Binding(
    "branches", "支部信息", 1, {"": 2, "note": 3}, items={"full_name": 2, "unit_type": 3, "fill_date": 4}
)
SCRATCH = RawSheet("草稿", (("随手记",), (None, 3)), hidden=True)
BOOK = RawBook("石桥.xlsx", (MEETINGS, INFO, SCRATCH))
FINDINGS = (
    Finding(1, "N1", Level.NOTICE, "meetings", 3, "present", 5, "比上季少。", "不必改。"),
    Finding(1, "W1", Level.WARNING, "meetings", 3, "present", 5, "到会率高。", "请核对。"),
    Finding(1, "C07", Level.ERROR, "meetings", 3, "present", 5, "实到比应到多。", "请改正。"),
    Finding(1, "C02", Level.ERROR, "meetings", 4, "present", 5, "公式没有结果。", "请直接填数字。"),
    Finding(1, "W2", Level.WARNING, "branches", 2, "full_name", 2, "与名册不同。", "请核对。"),
    Finding(1, "N2", Level.NOTICE, "meetings", 4, "type", 3, "8月只有一次。", ""),
    Finding(1, "S01", Level.ERROR, "tasks", message="没有找到“民生实事”表。", hint="请补上。"),
    Finding(1, "N3", Level.NOTICE, "meetings", 4, "topic", 0, "没有“议题”这一栏。", ""),
)


def mark(book=BOOK, bindings=(BINDING, INFO_BINDING), findings=FINDINGS):
    return marked(form.load(), book, bindings, findings)


@pytest.fixture(scope="module")
def book():
    return reread(mark())


def lines(book):
    """The table of 核对结果, header first, without its last two columns."""
    rows = [[cell.value for cell in row] for row in book["核对结果"].iter_rows()]
    return [row[:5] for row in rows[[row[0] for row in rows].index("序号"):]]


def test_everything_typed_keeps_its_address(book):
    """Every cell is read back at its own address: text as text, numbers, dates, also unknown columns and totals."""
    for raw in BOOK.sheets:
        sheet = book[raw.title]
        for row, cells in enumerate(raw.rows, 1):
            for column, value in enumerate(cells, 1):
                found = sheet.cell(row, column).value
                assert (found.date() if type(value) is date else found) == value
    assert book["会议 (2)"]["B4"].number_format == "yyyy-m-d"
    assert book["会议 (2)"]["F3"].data_type == "s"


def test_sheets_keep_their_order_and_hiding(book):
    """核对结果 is first, then the branch's sheets, hidden ones hidden, then 填报自查 and the two behind."""
    assert book.sheetnames == ["核对结果", "会议 (2)", "支部信息", "草稿", "填报自查", "选项", "_meta"]
    assert book["草稿"].sheet_state == "hidden"


def test_a_marked_cell_has_the_gravest_colour_and_one_comment(book):
    """Three findings on one cell: red, one comment of three lines, gravest first."""
    cell = book["会议 (2)"]["E3"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == "必须改：实到比应到多。请改正。\n请核对：到会率高。请核对。\n提醒：比上季少。不必改。"


def test_only_cells_with_findings_are_marked(book):
    """Warnings are yellow, notices blue, an empty broken cell stays empty and is red; no other cell has a comment."""
    found = {
        (sheet.title, cell.coordinate): cell.fill.fgColor.rgb for sheet in book for row in sheet.iter_rows()
        for cell in row if cell.comment
    }
    assert found == {
        ("会议 (2)", "E3"): RED, ("会议 (2)", "E4"): RED, ("会议 (2)", "C4"): BLUE, ("支部信息", "B2"): YELLOW,
    }
    assert book["会议 (2)"]["E4"].value is None


def test_nothing_turns_amber_in_a_marked_workbook(book):
    """Its colours mean findings: no conditional format lies over them."""
    assert [sheet.title for sheet in book if sheet.title in ("会议 (2)", "支部信息") for _ in sheet.conditional_formatting] == []


def test_findings_stand_in_the_order_of_work(book):
    """Gravest first, then by sheet of the form, row and column; the sheet by its title in this workbook."""
    assert lines(book) == [
        ["序号", "级别", "表", "单元格", "栏目"],
        [1, "必须改", "会议 (2)", "E3", "实到人数"],
        [2, "必须改", "会议 (2)", "E4", "实到人数"],
        [3, "必须改", "民生实事", None, None],
        [4, "请核对", "支部信息", "B2", "支部全称"],
        [5, "请核对", "会议 (2)", "E3", "实到人数"],
        [6, "提醒", "会议 (2)", "E3", "实到人数"],
        [7, "提醒", "会议 (2)", "第4行", "议题"],
        [8, "提醒", "会议 (2)", "C4", "会议类型"],
    ]
    assert book["核对结果"]["A2"].value == "必须改 3 处、请核对 2 处、提醒 3 处"


def test_each_line_leads_to_its_cell(book):
    """The link of a line goes to the cell on the sheet of this workbook; a missing sheet has none."""
    sheet = book["核对结果"]
    links = {row[0].value: row[3].hyperlink.location for row in sheet.iter_rows() if row[3].hyperlink}
    assert links == {
        1: "'会议 (2)'!E3", 2: "'会议 (2)'!E4", 4: "'支部信息'!B2", 5: "'会议 (2)'!E3", 6: "'会议 (2)'!E3",
        7: "'会议 (2)'!A4", 8: "'会议 (2)'!C4",
    }


def test_drop_downs_follow_the_bound_columns(book):
    """Choices and date doubts stand below the branch's own header, wherever the column was moved."""
    sheet = book["会议 (2)"]
    assert listed(book, rule_at(sheet, "C3"))[0] == "支部党员大会"
    assert rule_at(sheet, "B40").type == "date"
    assert rule_at(sheet, "F3") is None
    assert rule_at(book["支部信息"], "B3").type == "list"
    assert sheet.freeze_panes == "B3"


def test_a_marked_workbook_can_be_marked_again():
    """Our sheets of the incoming file are replaced, a sheet of the branch with such a name survives, _meta is kept."""
    incoming = RawBook("x.xlsx", (
        RawSheet("核对结果", (("旧",),)), RawSheet("填报自查", (("旧",),)), RawSheet("会议", (("x",),)), RawSheet("选项", (("自己的",),)),
        RawSheet("_meta", (("form", "x"), ("period", "2023Q3"), ("branch_code", "QH01")), hidden=True),
    ))
    book = reread(mark(incoming, (), ()))
    assert book.sheetnames == ["核对结果", "会议", "选项 (2)", "选项", "_meta"]
    assert [[cell.value for cell in row] for row in book["_meta"].iter_rows()] == [
        ["form", "shuzhi"], ["version", "1"], ["period", "2023Q3"], ["branch_code", "QH01"],
    ]
    assert book["选项 (2)"]["A1"].value == "自己的"


def test_no_row_is_higher_than_excel_allows():
    """A title, an item and a finding's words of thousands of characters."""
    long = "长" * 9000
    info = RawSheet("支部信息", (("项目", "内容", "说明"), ("支部全称", long), ("单位类型", "村"), ("填报日期", "2023-10-8")))
    meetings = RawSheet("会议 (2)", ((), ("序号", "时间", "会议类型", "应到", "实到", long), (1, "2023.7.5", "党课", 30, 36, "x")))
    found = (Finding(1, "S07", Level.NOTICE, "meetings", 2, "", 6, long, long),)
    again = reread(mark(RawBook("石桥.xlsx", (meetings, info)), findings=found))
    heights = [row.height for sheet in again for row in sheet.row_dimensions.values() if row.height]
    assert 400 < max(heights) <= 409


def test_titles_excel_refuses_are_made_legal():
    """Forbidden characters, twins in case, too long and reserved titles still give a workbook."""
    titles = ("a/b", "A_B", "History", "'会议'", "长" * 40, "😀" * 20, "")
    sheets = tuple(RawSheet(title, (("x",),)) for title in titles)
    book = reread(mark(RawBook("x.xlsx", sheets), (), ()))
    assert book.sheetnames[1:8] == ["a_b", "A_B (2)", "History (2)", "会议", "长" * 31, "😀" * 15, "表"]


def test_the_guide_stays_a_guide():
    """填写说明 of the branch's file is written with the large letters of the blank."""
    blank = reread(build(form.load(), {}, 2023))["填写说明"]
    raw = RawSheet("填写说明", tuple(tuple(cell.value for cell in row) for row in blank.iter_rows()))
    sheet = reread(mark(RawBook("x.xlsx", (raw,)), (), ()))["填写说明"]
    assert (sheet["A1"].value, sheet["A1"].font.size) == (blank["A1"].value, blank["A1"].font.size)


def test_levels_from_a_frame_are_understood():
    """Findings that went through a frame, where a level is a plain word, give the same bytes."""
    again = tuple(Finding(*row) for row in findings_frame(FINDINGS).itertuples(index=False, name=None))
    assert mark(findings=again) == mark()


def test_the_same_input_gives_the_same_bytes():
    """Twice marked, the same bytes; no part carries today's date."""
    assert mark() == mark()
    with ZipFile(BytesIO(mark())) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"2000-01-01" in archive.read("docProps/core.xml")


def test_nothing_found_says_so():
    """Without findings the counts are zero and the table has only its header."""
    book = reread(mark(findings=()))
    assert book["核对结果"]["A2"].value == "必须改 0 处、请核对 0 处、提醒 0 处"
    assert len(lines(book)) == 1
    assert header(book["会议 (2)"], 2)[:2] == ["序号", "时间"]
