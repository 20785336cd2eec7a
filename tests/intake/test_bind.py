"""Sheets and columns are known by their text, wherever they stand; what is missing is said once, with a remedy."""

from sheets import STANDARD, book, items_sheet, raw_sheet, take_in
from shuzhi.intake.bind import bind
from shuzhi.model.sheet import Area, RawSheet

MEETINGS = """
| 日期* | 会议类型* | 议题* | 主持人* | 应到人数* | 实到人数* |
| 2023-07-05 | 支部党员大会 | 学习 | 王方 | 30 | 28 |
"""


def columns(text, title="会议"):
    bindings, findings = bind(1, book(raw_sheet(title, text)), STANDARD)
    one = next(b for b in bindings if b.sheet == "meetings")
    return one, [f for f in findings if f.sheet == "meetings"]


def codes(findings):
    return sorted({finding.code for finding in findings if finding.level != "notice"})


def test_marks_spaces_and_line_breaks_in_headers_do_not_matter():
    """A header is known by its text without *, （必填）, spaces and line breaks, full- or half-width."""
    one, findings = columns("| 日 期（必填） | 会议\n类型* | 议题○ | 主持 | 应到人数 (人) | 实到 | 同时作为(1) |".replace("\n", ""))
    assert one.columns == {"date": 1, "type": 2, "topic": 3, "host": 4, "expected": 5, "present": 6, "also_1": 7}
    assert codes(findings) == []


def test_columns_may_stand_in_any_order():
    """Position is not the binding."""
    one, _ = columns("| 实到人数 | 应到人数 | 主持人 | 议题 | 会议类型 | 日期 |")
    assert one.columns["date"] == 6
    assert one.columns["present"] == 1


def test_the_header_may_stand_below_a_title_row():
    """A title and a blank row above the header shift nothing."""
    one, _ = columns("| 白沙村会议台账 | ~ |\n| ~ | ~ |" + MEETINGS)
    assert one.header_row == 3


def test_a_header_of_two_rows_is_one_header():
    """Merged group headers above the real ones: data begin below the second row."""
    one, _ = columns("| 日期 | 会议类型 | 议题 | 主持人 | 人数 | ~ |\n| ~ | ~ | ~ | ~ | 应到 | 实到 |")
    assert one.columns["expected"] == 5
    assert one.columns["present"] == 6
    assert one.header_row == 2


def test_a_missing_required_column_is_one_error_that_names_the_lookalike():
    """应到入数 (a typing error) is offered as what 应到人数 may be."""
    _, findings = columns("| 日期 | 会议类型 | 议题 | 主持人 | 应到入数 | 实到人数 |\n| 2023-7-5 | 党课 | 学习 | 王方 | 3 | 3 |")
    errors = [f for f in findings if f.level == "error"]
    assert [(f.code, f.row, f.field) for f in errors] == [("S04", 1, "expected")]
    assert "应到入数" in errors[0].hint


def test_a_doubled_column_is_an_error_on_its_header():
    """Two columns 日期 with data: nobody guesses which one counts."""
    _, findings = columns("| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 日期 |\n| 2023-7-5 | 党课 | 学 | 王方 | 3 | 3 | 2023-7-6 |")
    assert [(f.code, f.row, f.column) for f in findings if f.level == "error"] == [("S06", 1, 7)]


def test_an_unknown_column_is_mentioned_once():
    """A column of the branch's own is a notice, not a fault."""
    _, findings = columns(MEETINGS.replace("实到人数* |", "实到人数* | 天气 |").replace("28 |", "28 | 晴 |"))
    assert [(f.code, f.column) for f in findings if f.code == "S07"] == [("S07", 7)]


def test_missing_sheets_are_errors_where_the_report_needs_them():
    """Core sheets and 支部信息 missing: error; optional ones: notice."""
    _, findings = bind(1, book(raw_sheet("会议", MEETINGS)), STANDARD)
    missing = {f.sheet: str(f.level) for f in findings if f.code == "S01"}
    assert missing["branches"] == missing["members"] == missing["tasks"] == missing["proposals"] == "error"
    assert missing["texts"] == missing["votes"] == "notice"


def test_a_renamed_sheet_is_known_by_its_headers():
    """Sheet1 with the headers of 会议 is 会议, and said so."""
    one, findings = columns(MEETINGS, "Sheet1")
    assert one.title == "Sheet1"
    assert "S05" in {f.code for f in findings}


def test_two_sheets_of_one_kind_are_an_error():
    """会议 and 会议 (2): the branch must put them together."""
    _, findings = bind(1, book(raw_sheet("会议", MEETINGS), raw_sheet("会议 (2)", MEETINGS)), STANDARD)
    assert [f.code for f in findings if f.sheet == "meetings" and f.level == "error"] == ["S02"]


def test_money_typed_in_yuan_is_converted_by_the_header():
    """总投资（元） in the header: 96000 is 9.6万元."""
    text = "| 编号 | 事项名称 | 类别 | 责任人 | 计划完成日期 | 状态 | 总投资（元） |\n| 实2023-001 | 修路 | 道路桥涵 | 王方 | 2023-8-1 | 进行中 | 96000 |"
    tables, _, _ = take_in(book(raw_sheet("民生实事", text)))
    assert tables.frames["tasks"]["investment"].tolist() == [9.6]


def test_items_of_the_branch_sheet_are_known_by_their_text_in_any_order():
    """支部信息: each item's row is kept for its findings."""
    tables, _, _ = take_in(book(items_sheet({"支部全称 *": "中共白沙村支部委员会", "应交党费": "120元", "支部编码": 7.0})))
    row = tables.frames["branches"].iloc[0]
    assert (row["full_name"], row["dues_due"], row["branch_code"]) == ("中共白沙村支部委员会", 120, "7")
    assert tables.items.set_index("field")["row"].to_dict() == {"full_name": 2, "dues_due": 3, "branch_code": 4}


def test_a_sheet_without_header_says_what_was_expected():
    """会议 whose header row is gone: one error, no data misread."""
    bindings, findings = bind(1, book(RawSheet("会议", (("2023-7-5", "党课"),))), STANDARD)
    assert bindings == ()
    assert [f.code for f in findings if f.sheet == "meetings"] == ["S03"]


def test_a_misspelt_item_is_said_with_what_it_may_be():
    """“总户数” is not 户数: the branch hears of it, and of an item written twice."""
    raw = RawSheet("支部信息", (("项目", "内容"), ("支部全称", "石井村"), ("党小组数", 2), ("书记姓名", "王方"), ("户数量", 320), ("党小组数", 3)))
    _, findings = bind(1, book(raw), STANDARD)
    told = [(f.code, f.row, str(f.level)) for f in findings if f.code in ("S06", "S07")]
    assert told == [("S07", 5, "warning"), ("S06", 6, "error")]


def test_no_table_of_their_own_is_taken_for_an_optional_sheet():
    """日期, 类别, 内容 are headers of many tables: three of them make no 其他工作."""
    own = raw_sheet("值班表", "| 日期 | 类别 | 内容 |\n| 2023-7-5 | 值班 | 夜间巡查 |")
    bindings, findings = bind(1, book(raw_sheet("会议", MEETINGS), own), STANDARD)
    assert [one.sheet for one in bindings] == ["meetings"]
    assert [f.code for f in findings if f.sheet == "works"] == ["S01"]


def test_group_headings_and_a_note_beside_them_are_no_items():
    """支部信息 under headings: a heading without content is nothing unknown."""
    rows = (("项目", "内容", "说明"), ("一、基本情况",), ("支部全称", "石井村"), ("党小组数", 2), ("二、党费", None, "按月"), ("书记姓名", "王方"))
    bindings, findings = bind(1, book(RawSheet("支部信息", rows)), STANDARD)
    assert bindings[0].items == {"full_name": 3, "groups": 4, "secretary": 6}
    assert {f.code for f in findings if f.sheet == "branches"} == {"S04"}


def test_items_beside_the_list_are_said_not_dropped():
    """支部信息 folded into two halves to fit a page: each item of the right half on its cell, if it is not on the left."""
    rows = (
        ("项目", "内容", "说明", "项目", "内容", "说明"), ("支部全称", "石井村", None, "户数", 612, None),
        ("党小组数", 2, "户数见右", "网格数", None), ("书记姓名", "王方", None, "党小组数", 2),
    )
    binding, findings = bind(1, book(RawSheet("支部信息", rows)), STANDARD)
    assert "households" not in binding[0].items
    assert [(f.row, f.column, f.field) for f in findings if f.code == "S16"] == [(2, 4, "households")]


def test_a_missing_item_is_told_below_the_last_one_and_each_in_a_cell_of_its_own():
    """组织类别, 单位类型 … : the cells where they can be typed."""
    rows = (("项目", "内容"), ("支部全称", "石井村"), ("党小组数", 2), ("书记姓名", "王方"))
    _, findings = bind(1, book(RawSheet("支部信息", rows)), STANDARD)
    lacking = [f for f in findings if f.code == "S04"]
    assert [(f.row, f.column) for f in lacking] == [(row, 1) for row in range(5, 5 + len(lacking))]


def test_a_header_of_two_merged_rows_with_nothing_below_is_a_header():
    """An empty sheet whose titles are merged over two rows ends above the second one; found by the guided fuzzer."""
    titles = tuple(field.title for field in STANDARD.sheet("meetings").fields)
    raw = RawSheet("会议", (titles,), merged=tuple(Area(1, column, 2, column) for column in range(1, len(titles) + 1)))
    bindings, findings = bind(1, book(raw), STANDARD)
    assert bindings[0].columns["date"] == 1
    assert [finding for finding in findings if finding.sheet == "meetings"] == []


def test_a_title_of_thousands_of_brackets_is_no_title_and_takes_no_time():
    """A text in the first rows is looked at by every sheet of the form."""
    assert columns(MEETINGS + f"| {'（' * 30_000} | 党课 | （元 | {'元（' * 9_000} | 3 | 3 |")[0].header_row == 1
