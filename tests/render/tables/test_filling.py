"""Workbooks of templates/ filled in, read again with openpyxl."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from PIL import Image as Picture
from python_calamine import CalamineWorkbook

from gridbook import edited, gridbook, shown
from reportfacts import counted
from shuzhi.compute.catalogue import with_blanks
from shuzhi.deliver.check import check_file
from shuzhi.errors import TemplateFault
from shuzhi.model.settings import Branch
from shuzhi.render.tables.filling import table
from shuzhi.spreadsheet import CUT, LONGEST
from townshipfacts import ROSTER, township

OWN = "members_total=30 orglife_attendance_rate=2/3 collective_income=16.25"
SHEET = "xl/worksheets/sheet1.xml"
BRANCHES = {"QH01": OWN, "QH03": "members_total=0 orglife_attendance_rate=9/9"}
PAGE = """
|   | A | B | C | D |
|---|---|---|---|---|
| 1 | {{ 乡镇 }}{{ 报告期 }}季报（A & B <x>） | | | |
| 3 | 序号 | 支部 | 党员 | 占比 |
| 4 | {{ 序号 }} | {{ 支部.简称 }} | {{ 支部.党员总数 }} | =C4/C$5 |
| 5 | 合计 | {{ 全体指标.党员总数 }} | =SUM(C4:C4) | =SUM(D4) |
| 7 | 固定 | {{ 各支部["石桥村"].党员总数 }} | =B7+C5 | |
| 9 | {{ 各支部[“石桥村”].简称 }}有{{ 各支部["石桥村"].党员总数 }}名。 | | | |
"""


def facts(**more):
    """青禾镇 of townshipfacts in a quarter, each indicator known, whether there is a value or not."""
    given = township("members_total=30 orglife_attendance_rate=11/12", period="2023Q3", branches=BRANCHES, **more)
    return replace(given, all=with_blanks(given.all))


def filled(path, *sheets, given=None, change=None):
    return table(gridbook(path, *(sheets or (("季报", PAGE),)), change=change), given or facts())


def test_a_row_stands_for_every_branch(tmp_path):
    """Names of all, figures of those that count; sums widened, what stands below moved along, mixed text filled in."""
    done = filled(tmp_path / "季报.xlsx")
    assert shown(done.xlsx) == [
        "青禾镇2023年第三季度季报（A & B <x>） |  |  | ", " |  |  | ", "序号 | 支部 | 党员 | 占比",
        "1 | 石桥村 | 30 | =C4/C$7", "2 | 柳溪社区 |  | =C5/C$7", "3 | 东风村 | 0 | =C6/C$7",
        "合计 | 30 | =SUM(C4:C6) | =SUM(D4:D6)", " |  |  | ", "固定 | 30 | =B9+C7 | ", " |  |  | ",
        "石桥村有30名。 |  |  | ",
    ]


def test_no_unit_is_left_without_its_number(tmp_path):
    """In a branch's row a cell whose tags print nothing stays empty; a heading and an {% if %} keep their words."""
    page = """
|   | A | B | C |
|---|---|---|---|
| 1 | 备注：{{ 各支部["柳溪社区"].党员总数 }} | | |
| 3 | {{ 支部.简称 }} | 计{{ 支部.党员总数 }}名 | {% if 支部.党员总数 %}有{% endif %} |
"""
    assert shown(filled(tmp_path / "季报.xlsx", ("季报", page)).xlsx) == [
        "备注： |  | ", " |  | ", "石桥村 | 计30名 | 有", "柳溪社区 |  | ", "东风村 | 计0名 | ",
    ]


def test_every_number_is_recorded_with_its_rows(tmp_path):
    """In the order of the cells; serial numbers are none, rows carry the branch's code, a total has none."""
    done = filled(tmp_path / "季报.xlsx")
    assert [(one.number, one.text, one.source, one.rows) for one in done.figures] == [
        (1, "30", "members_total", ("QH01:表!2",)), (2, "0", "members_total", ("QH03:表!2",)),
        (3, "30", "members_total", ("表!2",)), (4, "30", "members_total", ("QH01:表!2",)),
        (5, "30", "members_total", ("QH01:表!2",)),
    ]


def test_no_text_becomes_a_formula(tmp_path):
    """Names that begin like one, with marks of XML, very long: as typed."""
    odd = ("=SUM(A1)", "+86村", "@东", "-1", "A & B <村>\n“二”", "长" * 300, "{{ 支部.简称 }}")
    roster = tuple(Branch(f"X{n}", name, name, f"X{n}", "党支部", "村") for n, name in enumerate(odd))
    done = filled(tmp_path / "表.xlsx", ("表", "| | A |\n|---|---|\n| 1 | {{ 支部.简称 }} |"), given=facts(expected=roster))
    sheet = load_workbook(BytesIO(done.xlsx)).active
    assert [cell.value for cell in sheet["A"]] == [*odd[:4], "A & B <村>；“二”", *odd[5:]]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_a_text_is_read_as_it_stands_and_a_cell_holds_it(tmp_path):
    """_x0041_ is no A to Excel; a name longer than a cell ends in a mark that says so."""
    roster = tuple(Branch(f"X{n}", name, name, f"X{n}", "党支部", "村") for n, name in enumerate(("_x0041_村", "长" * 40_000)))
    done = filled(tmp_path / "表.xlsx", ("表", "| | A |\n|---|---|\n| 1 | {{ 支部.简称 }} |"), given=facts(expected=roster))
    (first,), (second,) = CalamineWorkbook.from_filelike(BytesIO(done.xlsx)).get_sheet_by_index(0).to_python()
    assert (first, len(second), second.endswith(CUT)) == ("_x0041_村", LONGEST, True)


def test_numbers_look_as_their_cells_say(tmp_path):
    """Exact where the cell has a format, as in reports where it has none; per cents of 1; days as days; blanks empty."""
    def formats(book):
        for address, code in {"B1": "0.0%", "C1": "0.00", "B2": "yyyy-mm-dd", "D1": "0.00"}.items():
            book.active[address].number_format = code

    rate = '{{ 各支部["石桥村"].党内组织生活到会率 }}'
    text = f"""
    |   | A | B | C | D | E |
    |---|---|---|---|---|---|
    | 1 | {rate} | {rate} | {rate} | {{{{ 各支部["石桥村"].集体经济收入 }}}} | {rate}% |
    | 2 | {{{{ 截至日期 }}}} | {{{{ 截至日期 }}}} | {{{{ 期间不一致 }}}} | {{{{ 各支部["柳溪社区"].党员总数 }}}} | {{{{ 全体指标.集体经济收入 }}}} |
    """
    given = replace(facts(), all=with_blanks(counted(OWN)))
    sheet = load_workbook(BytesIO(filled(tmp_path / "表.xlsx", ("表", text), given=given, change=formats).xlsx)).active
    assert [cell.value for cell in sheet[1]] == [66.7, 0.66666667, 66.666667, 16.25, "66.7%"]
    assert [str(cell.value) for cell in sheet[2]] == ["2024年1月8日", "2024-01-08 00:00:00", "否", "None", "16.25"]


def test_what_hangs_on_rows_moves_with_them(tmp_path):
    """Merged cells, heights, styles, formats by condition, validations, print area and titles, breaks, names, comments, a chart, a picture, other sheets."""
    def dress(book):
        sheet = book["季报"]
        for ref in ("A1:D1", "A9:D9"):
            sheet.merge_cells(ref)
        sheet["B4"].font = Font(bold=True)
        sheet.row_dimensions[4].height, sheet.row_dimensions[7].height = 25, 40
        red = PatternFill("solid", bgColor="FFCCCC")
        sheet.conditional_formatting.add("C4", CellIsRule(operator="lessThan", formula=["$C$5/2"], fill=red))
        choices = DataValidation(type="list", formula1="$A$7:$A$9")
        choices.add("D4")
        sheet.add_data_validation(choices)
        sheet["B7"].comment = Comment("请核对", "县里")
        sheet.print_area, sheet.print_title_rows, sheet.freeze_panes = "A1:D9", "1:3", "A4"
        sheet.row_breaks.append(Break(id=7))
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=4, max_row=4))
        sheet.add_chart(chart, "A11")
        picture = BytesIO()
        Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
        sheet.add_image(Image(picture), "F7")
        book.defined_names["合计党员"] = DefinedName("合计党员", attr_text="季报!$C$5")

    other = "| | A | B |\n|---|---|---|\n| 1 | =季报!C5 | {{ 全体指标.党员总数 }} |"
    path = tmp_path / "季报.xlsx"
    done = filled(path, ("季报", PAGE), ("别的", other), change=dress)
    path.write_bytes(done.xlsx)
    assert check_file(path) == []
    book = load_workbook(BytesIO(done.xlsx))
    sheet = book["季报"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A11:D11"}
    assert [sheet.cell(row, 2).font.b for row in range(3, 8)] == [False, True, True, True, False]
    assert {row: look.height for row, look in sheet.row_dimensions.items() if look.height} == {4: 25, 5: 25, 6: 25, 9: 40}
    [(cells, [rule])] = [(str(one.sqref), one.rules) for one in sheet.conditional_formatting]
    assert (cells, rule.formula) == ("C4:C6", ["$C$7/2"])
    [choices] = sheet.data_validations.dataValidation
    assert (str(choices.sqref), choices.formula1) == ("D4:D6", "$A$9:$A$11")
    assert (sheet.print_area, sheet.print_title_rows, sheet.freeze_panes) == ("'季报'!$A$1:$D$11", "$1:$3", "A4")
    assert [one.id for one in sheet.row_breaks.brk] == [9]
    assert sheet["B9"].comment.text == "请核对"
    assert sheet._charts[0].anchor._from.row == 12
    assert sheet._charts[0].series[0].val.numRef.f == "'季报'!$C$4:$C$6"
    assert sheet._images[0].anchor._from.row == 8
    assert book.defined_names["合计党员"].attr_text == "季报!$C$7"
    assert shown(done.xlsx, "别的") == ["=季报!C7 | 30"]


def test_what_newer_programs_put_into_a_sheet_moves_too(tmp_path):
    """A table with its filter, data bars, a small chart in each row, links, an array formula: none is lost."""
    path = tmp_path / "季报.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("季 报")
        sheet.write_row("A4", ["{{ 支部.简称 }}", "{{ 支部.党员总数 }}", "{{ 支部.会议活动场次 }}"])
        sheet.add_table("A3:C4", {"columns": [{"header": title} for title in ("支部", "党员", "会议")]})
        sheet.conditional_format("B4:B4", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("D4", {"range": "'季 报'!B4:C4"})
        sheet.write_url("A6", "internal:'季 报'!B8", string="说明")
        sheet.write_array_formula("B8:B8", "{=SUM(B4:B4*2)}")
    done = table(path, facts()).xlsx
    path.write_bytes(done)
    assert check_file(path) == []
    with zipfile.ZipFile(BytesIO(done)) as archive:
        sheet, listed = (archive.read(f"xl/{name}").decode() for name in ("worksheets/sheet1.xml", "tables/table1.xml"))
    assert listed.count('ref="A3:C6"') == 2
    assert "<xm:sqref>B4:B6</xm:sqref>" in sheet
    assert re.findall("<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", sheet) == [
        (f"'季 报'!B{row}:C{row}", f"D{row}") for row in (4, 5, 6)
    ]
    assert "location=\"'季 报'!B10\"" in sheet
    assert '<c r="B10"><f t="array" ref="B10">SUM(B4:B6*2)</f></c>' in sheet


def test_two_rows_behind_each_other_are_repeated_together(tmp_path):
    """A form that gives each branch two rows, its name merged over both."""
    text = """
    |   | A | B |
    |---|---|---|
    | 1 | {{ 支部.简称 }} | {{ 支部.党员总数 }} |
    | 2 |  | {{ 支部.集体经济收入 }} |
    | 3 | 合计 | =SUM(B1:B2) |
    """
    done = filled(tmp_path / "表.xlsx", ("表", text), change=lambda book: book.active.merge_cells("A1:A2"))
    assert shown(done.xlsx) == [
        "石桥村 | 30", " | 16.25", "柳溪社区 | ", " | ", "东风村 | 0", " | ", "合计 | =SUM(B1:B6)",
    ]
    assert {str(one) for one in load_workbook(BytesIO(done.xlsx)).active.merged_cells.ranges} == {"A1:A2", "A3:A4", "A5:A6"}


def test_formulas_are_calculated_by_the_program_that_opens_it(tmp_path):
    """None keeps a result; the file asks for it, and holds no order of calculation and no moment."""
    path = gridbook(tmp_path / "季报.xlsx", ("季报", PAGE))
    edited(path, "xl/workbook.xml", ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', ""))
    done = table(edited(path, SHEET, ("<f>SUM(C4:C4)</f><v></v>", "<f>SUM(C4:C4)</f><v>7</v>")), facts())
    with zipfile.ZipFile(BytesIO(done.xlsx)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert 'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    assert "</f><v" not in parts[SHEET]
    assert "2026" not in parts["docProps/core.xml"]
    assert table(path, facts()).xlsx == done.xlsx


def test_shared_formulas_become_each_row_s_own(tmp_path):
    """Excel stores a column of like formulas once: below the repeated row each points to its own cells."""
    path = gridbook(tmp_path / "表.xlsx", ("表", """
    |   | A | B |
    |---|---|---|
    | 1 | {{ 支部.简称 }} | {{ 支部.党员总数 }} |
    | 2 | 3 | =A2*2 |
    | 3 | 4 | =A3*2 |
    """))
    edited(
        path, SHEET, ("<f>A2*2</f>", '<f t="shared" ref="B2:B3" si="0">A2*2</f>'), ("<f>A3*2</f>", '<f t="shared" si="0"/>'),
    )
    assert shown(table(path, facts()).xlsx)[3:] == ["3 | =A4*2", "4 | =A5*2"]


FAULTS = {
    "{{ 支部.党员总署 }}": "不认识“支部.党员总署”，是不是“支部.党员总数”？",
    '{{ 各支部["石桥寸"].简称 }}': "支部名册里没有“石桥寸”，是不是“石桥村”？",
    "{{ 全体指标.党员总数 * 2 }}": "用了模板里不允许的写法，模板只能打印标签、判断和循环。请删掉这个标签。",
    "{{ 支部.简称.__class__ }}": "用了模板里不允许的写法",
    "{{ 支部.党员总数 + }}": "标签没有写完，请把它补全。",
    "｛｛ 乡镇 ｝｝": "有全角的大括号",
    "{{ 乡镇 }": "大括号不成对",
    "{% for 项 in 各支部 %}{{ 项.简称 }}{% endfor %}": "表格里只能用 {{ 名称 }} 和 {% if … %}",
    "{{ 各支部 }}": "这个标签是一组内容，不能直接打印",
    '="{{ 乡镇 }}"': "公式里的标签不会填",
}


@pytest.mark.parametrize(("text", "reason"), FAULTS.items(), ids=FAULTS)
def test_a_tag_that_cannot_be_filled_is_told_with_its_cell(tmp_path, text, reason):
    """Sheet, cell, what is wrong and what it may have meant."""
    path = gridbook(tmp_path / "季报.xlsx", ("一季", "| | A |\n|---|---|\n| 1 | x |"))
    book = load_workbook(path)
    book.active["C7"] = text
    book.save(path)
    with pytest.raises(TemplateFault) as caught:
        table(path, facts())
    assert str(caught.value).startswith("模板“季报.xlsx”“一季”表 C7 格：")
    assert reason in caught.value.reason


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>"], ids=["empty", "cut off", "a web page"])
def test_what_is_no_workbook_is_told(tmp_path, content):
    """One line that says what to do."""
    path = tmp_path / "季报.xlsx"
    path.write_bytes(content)
    with pytest.raises(TemplateFault, match=r"另存为 \.xlsx"):
        table(path, facts())


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path):
    """Some writers leave the addresses out."""
    path = gridbook(tmp_path / "季报.xlsx", ("季报", "| | A | B |\n|---|---|---|\n| 1 | 党员 | {{ 全体指标.党员总数 }} |"))
    edited(path, SHEET, ('<row r="1"', "<row"), ('r="A1"', ""), ('r="B1"', ""))
    assert shown(table(path, facts()).xlsx) == ["党员 | 30"]


def test_a_township_of_one_branch_keeps_its_row(tmp_path):
    """Nothing moves."""
    done = filled(tmp_path / "季报.xlsx", given=replace(facts(), expected=ROSTER[:1]))
    assert shown(done.xlsx)[3:5] == ["1 | 石桥村 | 30 | =C4/C$5", "合计 | 30 | =SUM(C4:C4) | =SUM(D4)"]


def test_a_range_to_the_end_of_the_sheet_still_ends_there(tmp_path):
    """Rows that are repeated push nothing off the sheet; what stands on its last rows is told."""
    path = gridbook(tmp_path / "表.xlsx", ("表", """
    |   | A | B |
    |---|---|---|
    | 1 | {{ 支部.简称 }} | =SUM(A2:A1048576) |
    """), change=lambda book: book.active.data_validations.append(DataValidation("whole", sqref="B1:B1048576")))
    done = load_workbook(BytesIO(table(path, facts()).xlsx)).active
    assert done["B1"].value == "=SUM(A4:A1048576)"
    assert str(done.data_validations.dataValidation[0].sqref) == "B1:B1048576"
    edited(path, SHEET, ("</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'))
    with pytest.raises(TemplateFault, match="请删掉表格下面用不到的行"):
        table(path, facts())
