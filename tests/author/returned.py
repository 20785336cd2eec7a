"""A branch's own workbook, read and marked as `run` does it."""

import tempfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.intake.bind import bind
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.read import read
from shuzhi.model.finding import Finding
from shuzhi.model.words import Level

RED, YELLOW, BLUE, WAY = "FFFFABAB", "FFFFF0A0", "FFCFE5FA", "FFE4D7F5"
MEETINGS, INFO = "会议 (2)", "支部信息"


def own():
    """The bytes of a workbook of a branch's own making: columns moved, a total, a formula, comments, rules, a filter."""
    book = Workbook()
    sheet = book.active
    sheet.title = MEETINGS
    for row in (
        ["石桥村会议台账"],
        ["序号", "时间", "会议类型", "应到人数", "实到人数", "议题", "主持人", "自己加的一栏"],
        [1, "2023.7.5", "支部党员大会、党课", 30, 36, "选举", "张三", "=D3+1"],
        [2, "2023-8-3", "支委会", "２８", None, "学习", "张三", None],
        [],
        ["合计", None, None, 58.5, True, None, None, "页脚"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    for cell in sheet[2]:
        cell.fill, cell.font = PatternFill("solid", fgColor="FF1F4E79"), Font(color="FFFFFFFF", bold=True)
    sheet["E3"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet["E2"].comment = Comment("只填人数", "镇党建办")
    sheet["E3"].comment = Comment("已问过", "李四")
    sheet.row_dimensions[4].height = 40
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["F"].width = 33
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = "A2:H6"
    rule = DataValidation("list", formula1='"支委会,党课"')
    rule.add("C3:C99")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("D3:E99", FormulaRule(["$E3>$D3"], fill=PatternFill(bgColor="FFFFC000")))
    info = book.create_sheet(INFO)
    for row in (["项目", "内容", "说明"], ["支部全称", "中共石桥村支部委员会"], ["单位类型", "村"], ["填报日期", "2023-10-8", "补报"]):
        info.append(row)
    extra = book.create_sheet("草稿")
    extra["A1"], extra["B2"] = "随手记", 3
    extra.sheet_state = "hidden"
    return saved(book)


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def taken(data):
    """What intake reads: the raw book, bindings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "石桥.xlsx"
        path.write_bytes(data)
        book, gate = read(path, path.name, Bounds())
    assert gate.fault is None
    return book, bind(1, book, form.load())[0]


def mark(data, findings):
    """The marked copy of the bytes."""
    return marked(form.load(), data, *taken(data), findings)


def fault(sheet, row, field, column, level=Level.ERROR, **words):
    return Finding(1, words.pop("code", "X1"), level, sheet, row, field, column, **{"message": "有错。", "hint": "请改正。"} | words)


FINDINGS = (
    Finding(1, "N1", Level.NOTICE, "meetings", 3, "present", 5, "比上季少。", "不必改。"),
    Finding(1, "W1", Level.WARNING, "meetings", 3, "present", 5, "到会率高。", "请核对。"),
    Finding(1, "C07", Level.ERROR, "meetings", 3, "present", 5, "实到人数比应到人数多。", "请核对后改正其中一个。", "expected present"),
    Finding(1, "C02", Level.ERROR, "meetings", 4, "present", 5, "“实到人数”没有填。", "这一格必须填。"),
    Finding(1, "W2", Level.WARNING, "branches", 2, "full_name", 2, "与名册不同。", "请核对。", "unit_type"),
    Finding(1, "N2", Level.NOTICE, "meetings", 4, "type", 3, "8月只有一次。"),
    Finding(1, "S07", Level.NOTICE, "meetings", 2, "", 8, "这一栏的标题不在标准表里，没有统计。"),
    Finding(1, "S01", Level.ERROR, "tasks", message="没有找到“民生实事”表。", hint="请补上。"),
    Finding(1, "F50", Level.ERROR, message="报告期不对。", hint="请改。"),
    Finding(1, "N3", Level.NOTICE, "meetings", 4, "place", 0, "没有“地点”这一栏。"),
)
