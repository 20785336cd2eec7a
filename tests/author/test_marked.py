"""The workbook sent back to a branch: its own file, edited."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from author.reread import listed, rule_at
from author.returned import BLUE, FINDINGS, INFO, MEETINGS, RED, WAY, YELLOW, fault, mark, own, saved, taken
from author.wholeness import faults
from shuzhi.author.mark.markup import local
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.words import Level

OWN = own()
MARKED = mark(OWN, FINDINGS)


def parts(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def book():
    return load_workbook(BytesIO(MARKED))


def lines(book):
    """The table of 核对结果, header first."""
    rows = [[cell.value for cell in row] for row in book["核对结果"].iter_rows()]
    return rows[[row[0] for row in rows].index("序号"):]


def test_everything_typed_stays_as_it_was():
    """What intake reads from the copy is what it read from the file, 核对结果 and 选项 aside: values, merges, order."""
    before, after = taken(OWN)[0], taken(MARKED)[0]
    assert after.sheets[0].title == "核对结果"
    assert after.sheets[1:-1] == before.sheets


def test_only_formats_of_marked_cells_change_in_a_sheet():
    """Rows, cells, formulas, widths, filter, merges, drop-downs and freeze panes are the same XML, styles aside."""
    def plain(data, name, offered):
        root = etree.fromstring(parts(data)[name])
        for one in list(root.iter()):
            if local(one) in ("hyperlinks", "legacyDrawing", *offered) or (local(one) == "conditionalFormatting" and ":" not in one.get("sqref")):
                root.remove(one)
            elif local(one) == "c" and not len(one):
                one.getparent().remove(one)
            for key in ("s", "tabSelected", "priority"):
                one.attrib.pop(key, None)
        return etree.tostring(root, method="c14n")
    for name, offered in (("xl/worksheets/sheet1.xml", ()), ("xl/worksheets/sheet2.xml", ("dataValidations",))):
        assert plain(MARKED, name, offered) == plain(OWN, name, ())
    assert b"<f>D3+1</f>" in parts(MARKED)["xl/worksheets/sheet1.xml"]


def test_parts_nobody_touches_are_the_same_bytes():
    """Sheets without a fault, texts, theme and properties are copied compressed."""
    before, after = parts(OWN), parts(MARKED)
    for name in ("xl/worksheets/sheet3.xml", "xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"):
        assert after[name] == before[name], name


def test_the_file_is_whole():
    """Order of elements, counts, ids, content types, relationships, a box for each comment."""
    assert faults(MARKED) == []


def test_a_marked_cell_has_the_gravest_colour_and_its_own_look_otherwise(book):
    """Red over yellow over blue; font, border and number format stay; text on a dark header becomes readable."""
    sheet = book[MEETINGS]
    found = {
        (ws.title, cell.coordinate): cell.fill.fgColor.rgb for ws in book.worksheets[1:] for row in ws.iter_rows() for cell in row
        if cell.fill.fgColor.rgb in (RED, YELLOW, BLUE, WAY)
    }
    assert found == {
        (MEETINGS, "E3"): RED, (MEETINGS, "E4"): RED, (MEETINGS, "C4"): BLUE, (MEETINGS, "H2"): BLUE, (INFO, "B2"): YELLOW,
        (MEETINGS, "B2"): WAY, (INFO, "A1"): WAY,
    }
    assert (sheet["H2"].font.b, sheet["H2"].font.color.rgb) == (True, "FF000001")


def test_a_comment_says_what_is_wrong_and_what_to_do(book):
    """Level, row, one sentence, what stands in the cells the rule read; a line a finding, gravest first."""
    sheet = book[MEETINGS]
    assert sheet["E3"].comment.text.startswith(
        "核对结果：\n【必须改】第3行：实到人数比应到人数多，请核对后改正其中一个。这一行：实到人数 36，应到人数 30。\n"
        "【请核对】第3行：到会率高，请核对。\n【提醒】第3行：比上季少。不必改。\n"
    )
    assert sheet["E4"].comment.text == "核对结果：\n【必须改】第4行：“实到人数”没有填。这一格必须填。"
    assert sheet["H2"].comment.text == "核对结果：\n【提醒】标题：这一栏的标题不在标准表里，没有统计。"
    assert book[INFO]["B2"].comment.text == (
        "核对结果：\n【请核对】支部全称：与名册不同，请核对。表里：支部全称 中共石桥村支部委员会，单位类型 村。"
    )
    assert sheet["E4"].comment.author == "核对结果"


def test_comments_of_people_are_kept(book):
    """Ours stands before one on the same cell; its author and those of other cells stay."""
    sheet = book[MEETINGS]
    assert sheet["E3"].comment.text.endswith("不必改。\n————————\n已问过")
    assert (sheet["E3"].comment.author, sheet["E2"].comment.text) == ("李四", "只填人数")


@pytest.mark.parametrize(("typed", "told"), [
    (None, "空着"), (10, " 10"), (1.5, " 1.5"), ("一" * 40, f" {'一' * 29}…"), ("三\n 五", " 三 五"), ("#REF!", "读不出"),
    ("三\u202e五\u200b", " 三五"), ("_x005F_x0041_", " _x005F_x0041_"),
])
def test_values_in_comments_are_short(typed, told):
    """As typed, 30 characters at the most, on one line; an empty cell and one that cannot be read are said to be so."""
    book = load_workbook(BytesIO(OWN))
    book[MEETINGS]["D4"] = typed
    target = BytesIO()
    book.save(target)
    again = load_workbook(BytesIO(mark(target.getvalue(), [fault("meetings", 4, "present", 5, reads="present expected")])))
    assert again[MEETINGS]["E4"].comment.text.endswith(f"这一行：实到人数空着，应到人数{told}。")


def test_findings_stand_in_the_order_of_work(book):
    """Gravest first; within a level the file, then headers and missing sheets, then sheets of the form, row by row."""
    assert [row[:5] for row in lines(book)] == [
        ["序号", "级别", "表", "单元格", "栏目"],
        [1, "必须改", "整个文件", None, None],
        [2, "必须改", "民生实事", None, None],
        [3, "必须改", MEETINGS, "E3", "实到人数"],
        [4, "必须改", MEETINGS, "E4", "实到人数"],
        [5, "请核对", INFO, "B2", "支部全称"],
        [6, "请核对", MEETINGS, "E3", "实到人数"],
        [7, "提醒", MEETINGS, "H2", None],
        [8, "提醒", MEETINGS, "E3", "实到人数"],
        [9, "提醒", MEETINGS, "第4行", "地点"],
        [10, "提醒", MEETINGS, "C4", "会议类型"],
    ]
    assert book["核对结果"]["A2"].value == "必须改 4 处、请核对 2 处、提醒 4 处"


def test_lines_lead_to_their_cells_and_a_header_back(book):
    """Internal links; the way back stands on the leftmost known header that is not marked, never on a cell to correct."""
    front = book["核对结果"]
    links = {row[0].value: row[3].hyperlink.location for row in front.iter_rows() if row[3].hyperlink}
    assert links == {
        3: f"'{MEETINGS}'!E3", 4: f"'{MEETINGS}'!E4", 5: f"'{INFO}'!B2", 6: f"'{MEETINGS}'!E3", 7: f"'{MEETINGS}'!H2",
        8: f"'{MEETINGS}'!E3", 9: f"'{MEETINGS}'!A4", 10: f"'{MEETINGS}'!C4",
    }
    back = {(sheet.title, cell.coordinate): front[cell.hyperlink.location.split("!")[1]].value
            for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert back == {(MEETINGS, "B2"): 3, (INFO, "A1"): 5}
    assert book[MEETINGS]["B2"].hyperlink.tooltip == "点这里回到“核对结果”"


def test_it_opens_on_the_list(book):
    """核对结果 is the active and only selected sheet, frozen below its header, on A4 landscape, one page across."""
    assert book.sheetnames == ["核对结果", MEETINGS, INFO, "草稿", "选项"]
    assert book.active.title == "核对结果"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["核对结果"]
    front = book["核对结果"]
    assert (front.freeze_panes, front.page_setup.paperSize, front.page_setup.orientation) == ("A9", 9, "landscape")
    assert front.page_setup.fitToHeight == 0
    assert front.print_title_rows == "$8:$8"
    assert book["草稿"].sheet_state == "hidden"


def test_repeats_are_one_line():
    """The same fault on three rows or more; all cells are marked and counted, another fault between stays by itself."""
    def found(rows):
        return [fault("meetings", row, "topic", 6) for row in rows]
    book = load_workbook(BytesIO(mark(OWN, [*found([5, 7, 6]), fault("meetings", 6, "host", 7)])))
    assert [row[3] for row in lines(book)[1:]] == ["第5、6、7行", "G6"]
    assert book["核对结果"]["A2"].value.startswith("必须改 4 处")
    assert {book[MEETINGS][f"F{row}"].fill.fgColor.rgb for row in (5, 6, 7)} == {RED}
    assert book["核对结果"]["D9"].hyperlink.location == f"'{MEETINGS}'!F5"
    many = load_workbook(BytesIO(mark(OWN, found(range(3, 23)))))
    assert [row[3] for row in lines(many)[1:]] == ["第3、4、5、6行等20行"]
    assert [row[3] for row in lines(load_workbook(BytesIO(mark(OWN, found([3, 4])))))[1:]] == ["F3", "F4"]


def test_a_covered_cell_is_marked_where_it_shows():
    """A fault on a cell under a merged range is filled and commented on the cell that is seen."""
    book = load_workbook(BytesIO(OWN))
    book[MEETINGS].merge_cells("F3:F5")
    target = BytesIO()
    book.save(target)
    again = load_workbook(BytesIO(mark(target.getvalue(), [fault("meetings", 4, "topic", 6)])))
    assert again[MEETINGS]["F3"].fill.fgColor.rgb == RED
    assert "第4行" in again[MEETINGS]["F3"].comment.text


def test_no_conditional_format_lies_over_a_mark(book):
    """A rule before all others stops them on marked cells; the branch's own stay in their order."""
    rules = [(str(area.sqref), rule.priority, rule.stopIfTrue) for area in book[MEETINGS].conditional_formatting for rule in area.rules]
    assert sorted(rules, key=lambda rule: rule[1]) == [("C4 E3 E4 H2", 1, True), ("D3:E99", 2, None)]


def test_boxes_hold_their_text():
    """The box of a comment grows with its text and lies beside its cell, hidden until the mouse is there."""
    words = [Finding(1, "X1", Level.ERROR, "meetings", 3, "topic", 6, "长" * count + "。") for count in (10, 400)]
    drawings = [next(part for name, part in parts(mark(OWN, [one])).items() if name.endswith(".vml")) for one in words]
    boxes = [re.search(rb"<x:Anchor>(\d+), 15, (\d+), 2, (\d+), \d+, (\d+), \d+</x:Anchor>[^A]*<x:Row>2</x:Row><x:Column>5</x:Column>",
                       drawing.replace(b"<x:AutoFill>False</x:AutoFill>", b"")) for drawing in drawings]
    small, large = ([int(text) for text in box.groups()] for box in boxes)
    assert small[:2] == large[:2] == [6, 1]
    assert large[3] - large[1] > 3 * (small[3] - small[1])


def test_levels_from_a_frame_are_understood():
    """Findings that went through a frame, where a level is a plain word, give the same bytes."""
    again = tuple(Finding(*row) for row in findings_frame(FINDINGS).itertuples(index=False, name=None))
    assert mark(OWN, again) == MARKED


def test_the_same_input_gives_the_same_bytes():
    """Twice marked, the same bytes; no member carries today's date."""
    assert mark(OWN, FINDINGS) == MARKED
    with ZipFile(BytesIO(MARKED)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_bytes_do_not_depend_on_what_else_a_process_has_imported():
    """openpyxl gives prefixes to namespaces, in all that its process writes from then on; not every worker imports it."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    etree.register_namespace("other", relations)
    try:
        assert parts(mark(OWN, FINDINGS)) == parts(MARKED)
    finally:
        etree.register_namespace("r", relations)  # as openpyxl has it


def test_what_only_the_township_reads_is_not_in_it():
    """The detail of a finding stands nowhere in the file."""
    data = mark(OWN, [fault("meetings", 3, "topic", 6, detail="和柳桥居第7行一样")])
    assert not any("柳桥居".encode() in content for content in parts(data).values())


def test_a_sheet_without_any_drop_downs_gets_those_of_the_form(book):
    """Lists stand on a hidden sheet; a sheet that has drop-downs of its own keeps them as they are."""
    kind = rule_at(book[INFO], "B3")
    assert (kind.type, kind.errorStyle, listed(book, kind)[0]) == ("list", "warning", "村")
    assert (rule_at(book[INFO], "B4").type, rule_at(book[INFO], "B4").formula2) == ("date", "109574")
    assert [rule.formula1 for rule in book[MEETINGS].data_validations.dataValidation] == ['"支委会,党课"']
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"][1]][:2] == ["org_type", "unit_type"]


def test_nothing_found_says_so():
    """Without findings the counts are zero and the table has only its header."""
    book = load_workbook(BytesIO(mark(OWN, ())))
    assert book["核对结果"]["A2"].value == "必须改 0 处、请核对 0 处、提醒 0 处"
    assert len(lines(book)) == 1
    assert faults(mark(OWN, ())) == []


def test_a_sheet_with_thousands_of_faults_is_not_buried_in_comments():
    """All cells are filled; only the first five thousand of a sheet have a comment."""
    data = mark(OWN, [fault("meetings", row, "topic", 6) for row in range(3, 5103)])
    sheet = load_workbook(BytesIO(data))[MEETINGS]
    assert sheet["F5102"].fill.fgColor.rgb == RED
    assert sum(1 for row in sheet.iter_rows(min_row=3, min_col=6, max_col=6) for cell in row if cell.comment) == 5000


def test_a_sheet_of_that_title_made_by_the_branch_is_kept():
    """Under another title, behind our page; the next round takes away ours only, with rows put above its header too."""
    own_book = load_workbook(BytesIO(OWN))
    own_book.create_sheet("核对结果")["A1"] = "我们自己核对过"
    first = mark(saved(own_book), FINDINGS)
    book = load_workbook(BytesIO(first))
    assert (book.sheetnames[0], book.sheetnames[4]) == ("核对结果", "核对结果（自建）")
    book["核对结果"].insert_rows(1, 3)
    again = load_workbook(BytesIO(mark(saved(book), FINDINGS)))
    assert again.sheetnames == book.sheetnames
    assert again["核对结果（自建）"]["A1"].value == "我们自己核对过"
    assert faults(first) == []


def test_a_marked_cell_can_be_seen():
    """Its row and its column come out of hiding, also where they are no size at all; others stay hidden."""
    before = load_workbook(BytesIO(OWN))
    sheet = before[MEETINGS]
    sheet.row_dimensions[4].hidden, sheet.row_dimensions[4].height = True, 0
    sheet.column_dimensions["E"].hidden, sheet.column_dimensions["G"].hidden = True, True
    sheet.column_dimensions["E"].width = 0
    after = load_workbook(BytesIO(mark(saved(before), FINDINGS)))[MEETINGS]
    assert [after.row_dimensions[row].hidden for row in (4, 6)] == [False, True]
    assert after.row_dimensions[4].height != 0
    assert (after.column_dimensions["E"].hidden, after.column_dimensions["G"].hidden) == (False, True)
    assert after.column_dimensions["E"].width > 5
