"""The workbook of any form."""

import re
from datetime import date

import pytest

from author.reread import header, listed, reread, rule_at
from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.standard import layout
from shuzhi.author.workbook import build

FORMS = ["form", "township"]


@pytest.fixture(scope="module")
def book():
    return reread(blank(form.load().printed(), 2023))


def test_the_same_form_gives_the_same_bytes():
    """Two blank workbooks of one year are equal byte for byte; another year differs."""
    assert blank(form.load().printed(), 2023) == blank(form.load().printed(), 2023)
    assert blank(form.load().printed(), 2023) != blank(form.load().printed(), 2024)


@pytest.mark.parametrize("name", FORMS)
def test_every_sheet_of_the_form_stands_in_the_workbook(name):
    """Guide first, then the form's sheets by title in its order, a branch's 填报自查, then the two sheets behind."""
    standard = form.load(name).printed()
    book = reread(build(standard.printed(), {}, 2023))
    check = ["填报自查"] if name == "form" else []
    assert book.sheetnames == ["填写说明", *(sheet.title for sheet in standard.sheets), *check, "选项", "_meta"]
    assert [book[title].sheet_state for title in ("填写说明", "选项", "_meta")] == ["visible", "hidden", "veryHidden"]


@pytest.mark.parametrize("name", FORMS)
def test_headers_are_the_titles_with_their_marks(name):
    """Row 1 of a sheet of rows; column A of a sheet of items, under the headings of their groups: titles with * or ○."""
    standard = form.load(name).printed()
    book = reread(build(standard.printed(), {}, 2023))
    for sheet in standard.sheets:
        texts = [field.title + field.mark for field in sheet.fields]
        written = book[sheet.title]
        if sheet.kind == "items":
            assert header(written) == ["项目", "内容", "说明"]
            groups = [[field.group] if field.group else [] for field in sheet.fields]
            texts = ["项目", *(text for group, title in zip(groups, texts, strict=True) for text in (*group, title))]
            found = [cell.value for cell in written["A"]]
        else:
            found = header(written)
        assert found == texts


def test_the_header_row_stays_in_sight_and_filters(book):
    """Every sheet of rows is frozen below its header and filtered over all of its columns."""
    for sheet in form.load().sheets:
        if sheet.kind == "rows":
            written = book[sheet.title]
            assert written.freeze_panes == "B2"
            assert written.auto_filter.ref.startswith("A1:")
            assert not written.protection.sheet


@pytest.mark.parametrize("name", FORMS)
def test_every_choice_is_a_drop_down_on_the_hidden_sheet(name):
    """Each field with choices lists exactly them through a range, never inside the cell."""
    standard = form.load(name).printed()
    book = reread(build(standard.printed(), {}, 2023))
    for sheet in standard.sheets:
        binding = layout(sheet, (), 2023)[1]
        for field in sheet.fields:
            if not field.choices:
                continue
            cell = (binding.items[field.name], 2) if binding.items else (2, binding.columns[field.name])
            rule = rule_at(book[sheet.title], book[sheet.title].cell(*cell).coordinate)
            assert rule.type == "list"
            assert re.fullmatch(r"'?选项'?!\$[A-Z]+\$2:\$[A-Z]+\$\d+", rule.formula1)
            assert listed(book, rule) == list(field.choices)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_typed_is_ever_refused(name):
    """Every doubt is a warning or information; none stops."""
    book = reread(build(form.load(name), {}, 2023))
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type]
    assert {rule.errorStyle for rule in rules} <= {"warning", "information"}
    assert {rule.type for rule in rules} >= {"list", "date", "whole"}


def test_an_open_choice_only_informs(book):
    """单位 of 其他工作 takes other words: information, not a warning."""
    assert rule_at(book["其他工作"], "E2").errorStyle == "information"
    assert rule_at(book["其他工作"], "B2").errorStyle == "warning"


def test_a_date_column_shows_dates_and_asks_kindly(book):
    """日期 of 会议: format yyyy-m-d, and the words of the form's specification when no date is seen."""
    assert book["会议"]["A2"].number_format == "yyyy-m-d"
    assert rule_at(book["会议"], "A250").error == "没认出日期，可写成 2023-9-5。"


def test_header_cells_say_that_titles_stay(book):
    """The input message of a header: 请勿修改标题, then when it is required and its help."""
    rule = rule_at(book["会议"], "N1")
    assert rule.promptTitle == "请勿修改标题"
    assert rule.prompt.endswith("“会议类型”或“同时作为”有党课的必填。党课必须写主讲人。")


def test_numbers_are_printed_in_advance(book):
    """40 numbers of the year in 民生实事 and 居民提案, 20 in the others; nothing else below the header."""
    assert [cell.value for cell in book["民生实事"]["A"]][1:] == [f"实2023-{n:03d}" for n in range(1, 41)]
    assert [cell.value for cell in book["问题与措施"]["A"]][1:] == [str(n) for n in range(1, 21)]
    assert header(book["居民提案"], 2) == ["议2023-001"]
    assert header(book["会议"], 2) == []


def test_printing_is_set_up(book):
    """A4, the header row on each page, title above and signatures below; rows lie across, items stand."""
    sheet = book["居民提案"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == "居民（村民）意见建议（提案）登记表"
    assert "书记签字：" in sheet.oddFooter.left.text
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_only_what_is_handed_in_is_signed():
    """The township's own workbook has pages numbered and no line for signatures; items are printed on one page."""
    sheet = reread(blank(form.load("township"), 2023))["参数"]
    assert sheet.oddFooter.left.text is None
    assert "&P" in sheet.oddFooter.right.text
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, None)  # 1 is the default


def test_tabs_tell_core_from_optional(book):
    """The four core sheets and 支部信息 share a colour; the others are grey."""
    colours = {sheet.title: book[sheet.title].sheet_properties.tabColor.rgb for sheet in form.load().sheets}
    grey = {title for title, colour in colours.items() if colour == colours["文字材料"]}
    assert set(colours) - grey == {"支部信息", "会议", "党员", "民生实事", "居民提案"}


def test_examples_stand_in_the_guide(book):
    """Every field of every example is on 填写说明, with its version and the warning about members' data."""
    texts = {str(cell.value) for row in book["填写说明"].iter_rows() for cell in row if cell.value}
    assert {"本表含党员信息，请不要发到微信群。", "表格版本：第1版", "三组水泥路修补", "2023-7-5"} <= texts
    for sheet in form.load().sheets:
        for name, value in (sheet.example or {}).items():
            assert sheet.field(name).type == "date" or value in texts


def test_the_hidden_sheet_knows_form_and_version(book):
    """_meta of a blank form names the form; period and branch are empty."""
    rows = [[cell.value for cell in row] for row in book["_meta"].iter_rows()]
    assert rows == [["form", "shuzhi"], ["version", "1"], ["period", None], ["branch_code", None]]


def test_content_stands_under_its_title():
    """Items and rows are written by field name; dates and numbers as such."""
    book = reread(build(form.load("township"), {
        "parameters": [{"township": "青禾镇", "coverage_start": date(2023, 7, 1), "close_days": 30}],
        "roster": [{"code": "QH01", "aliases": "石桥、老石桥"}, {"code": "QH02", "founded": date(2001, 7, 1)}],
    }, 2023))
    items = {row[0].value: row[1] for row in book["参数"].iter_rows()}
    assert items["乡镇街道名称*"].value == "青禾镇"
    assert items["统计起始日期*"].value.date() == date(2023, 7, 1)
    assert items["办结期限（天）"].value == 30
    assert header(book["支部名册"], 2) == ["QH01", "石桥、老石桥"]
    assert book["支部名册"]["K3"].value.date() == date(2001, 7, 1)


def test_numbers_in_use_are_not_printed_again():
    """Numbers of the given rows are left out below them."""
    book = reread(build(form.load(), {"tasks": [{"number": "实2023-002"}]}, 2023))
    assert [cell.value for cell in book["民生实事"]["A"]][1:4] == ["实2023-002", "实2023-001", "实2023-003"]
