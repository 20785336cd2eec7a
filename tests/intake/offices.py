"""A filled standard workbook as openpyxl holds it, and what village offices do to one."""

import pickle
from copy import copy
from datetime import date, datetime
from functools import cache
from io import BytesIO

import pandas as pd
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.worksheet.filters import FilterColumn, Filters

from goodbranch import GOOD
from markdown import tables
from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.form import plain

STANDARD = form.load()


PASTED = (
    "姓名", "人员类别", "性别", "入党日期", "转正日期", "出生日期", "党籍状态", "申请入党日期", "确定积极分子日期", "确定发展对象日期",
)


@cache
def filled():
    """The bytes of the good branch's workbook on our own form."""
    frames = tables(GOOD).frames
    content = {name: [_typed(record) for record in frame.to_dict("records")] for name, frame in frames.items()}
    return build(STANDARD.printed(), content, 2023)


@cache
def _opened(data):
    """A workbook as openpyxl opened it, without what only helps who types: as bytes that open in a tenth of the time."""
    book = load_workbook(BytesIO(data))
    for sheet in book:
        sheet._cells = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet.data_validations.dataValidation.clear()
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.comment):
            cell.comment = None
    return pickle.dumps(book)


def opened(data):
    book = pickle.loads(_opened(data))
    for sheet in book:  # a copy has forgotten how it makes rows and columns that are asked for
        sheet.row_dimensions.default_factory, sheet.column_dimensions.default_factory = sheet._add_row, sheet._add_column
    return book


def saved(book, path):
    book.save(path)
    return path


def column(sheet, title, header=1):
    """The 1-based column of a header text."""
    return next(cell.column for cell in sheet[header] if cell.value and plain(str(cell.value)) == plain(title))


def item(book, title):
    """The cell 内容 of an item of 支部信息."""
    sheet = book["支部信息"]
    return next(row[1] for row in sheet.iter_rows() if row[0].value and plain(str(row[0].value)) == plain(title))


def _typed(record):
    return {
        name: value.date() if isinstance(value, pd.Timestamp) else value
        for name, value in record.items() if name not in ("submission", "row") and not pd.isna(value)
    }


def used(sheet):
    """The last row that has more than its pre-printed number."""
    return max(row[0].row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 1)


# --- rows -----------------------------------------------------------------------------------------------------------
def blank_rows_between(book):
    for title in ("会议", "民生实事", "居民提案", "党员"):
        book[title].insert_rows(3, 2)


def sorted_the_other_way(book):
    for title in ("会议", "民生实事", "居民提案", "党员"):
        sheet = book[title]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(2, used(sheet))]
        for number, values in enumerate(reversed(rows), 2):
            for place, value in enumerate(values, 1):
                sheet.cell(number, place).value = value


def filtered_and_hidden(book):
    sheet = book["会议"]
    sheet.auto_filter.ref = sheet.dimensions
    sheet.auto_filter.filterColumn.append(FilterColumn(colId=1, filters=Filters(filter=["支部党员大会"])))
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True


def formatted_empty_rows(book):
    for row in range(60, 400):
        book["会议"].cell(row, 1).fill = PatternFill("solid", "FFFF00")


def title_rows(book):
    for title in ("会议", "党员", "居民提案", "支部信息"):
        sheet = book[title]
        sheet.insert_rows(1, 2)
        sheet["A1"] = f"石井村2023年第三季度{title}"
        sheet["A2"] = "单位：石井村党支部"
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=sheet.max_column)


def repeated_page_heads(book):
    title_rows(book)
    sheet = book["会议"]
    sheet.insert_rows(6, 3)
    for row in (1, 2, 3):
        for cell in list(sheet[row]):
            sheet.cell(row + 5, cell.column).value = cell.value


def totals(book):
    sheet = book["会议"]
    sheet.insert_rows(4)
    sheet["A4"], sheet.cell(4, column(sheet, "实到人数")).value = "7月小计", 7
    last = used(sheet) + 1
    sheet.cell(last, 2).value, sheet.cell(last, column(sheet, "实到人数")).value = "合 计", 12
    tasks = book["民生实事"]
    last = used(tasks) + 1
    tasks.cell(last, 1).value, tasks.cell(last, 2).value = "合计", "2件"
    tasks.cell(last, column(tasks, "计划总投资（万元）")).value = "=SUM(I2:I3)"
    tasks.cell(last + 1, 2).value, tasks.cell(last + 1, column(tasks, "受益人数")).value = "本页小计", 172


def lines_below(book):
    sheet = book["居民提案"]
    last = used(sheet) + 2
    sheet.cell(last, 1).value = "注：清淤由水利站负责。"
    sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 7).value = "填报人：李元", "书记签字："


def line_over_the_table(book):
    sheet = book["会议"]
    sheet.insert_rows(3)
    sheet["A3"] = "以下为主题党日"
    sheet.merge_cells("A3:H3")


def example_left_in(book):
    sheet, known = book["会议"], STANDARD.sheet("meetings")
    row = used(sheet) + 1
    for name, text in known.example.items():
        field = known.field(name)
        value = date.fromisoformat(text) if field.type == "date" else text
        sheet.cell(row, column(sheet, field.title)).value = value


# --- merged cells ---------------------------------------------------------------------------------------------------
def merged(title, header, first, last):
    """Merge a column's cells that say the same, as Excel does: only the first one keeps its value."""
    def change(book):
        sheet = book[title]
        place = column(sheet, header)
        sheet.merge_cells(start_row=first, start_column=place, end_row=last, end_column=place)
    return change


def merged_into_two_lines(book):
    sheet = book["会议"]
    last = used(sheet)
    for title in ("日期", "会议类型", "议题", "主持人", "应到人数", "实到人数"):
        place = column(sheet, title)
        sheet.merge_cells(start_row=last, start_column=place, end_row=last + 1, end_column=place)
    sheet.cell(last + 1, column(sheet, "学习内容")).value = "《中国共产党章程》"


# --- headers and columns --------------------------------------------------------------------------------------------
def columns_the_other_way(book):
    for title in ("会议", "民生实事", "党员"):
        sheet = book[title]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for number, values in enumerate(rows, 1):
            for place, value in enumerate(reversed(values), 1):
                sheet.cell(number, place).value = value


def list_pasted_with_its_header(book):
    """The members of another list below ours, with its own header row and order."""
    sheet = book["党员"]
    places = [column(sheet, title) for title in PASTED]
    records = [[sheet.cell(row, place).value for place in places] for row in range(2, used(sheet) + 1)]
    sheet.delete_rows(2, sheet.max_row)
    pasted = [["序号", *PASTED], *([str(number), *values] for number, values in enumerate(records, 1))]
    for row, values in enumerate(pasted, 2):
        for place, value in enumerate(values, 1):
            sheet.cell(row, place).value = value


def own_column(book):
    sheet = book["会议"]
    sheet.insert_cols(3)
    sheet["C1"], sheet["C2"] = "天气", "晴"


def running_numbers(book):
    """A column 序号 in front of 编号: 序号 is another word for it."""
    sheet = book["民生实事"]
    sheet.insert_cols(1)
    sheet["A1"], sheet["A2"], sheet["A3"] = "序号", 1, 2


def numbered_columns(book):
    """栏次 1 2 3 … below the header, as in printed tables."""
    for title, first in (("会议", 1), ("民生实事", "甲")):
        sheet = book[title]
        sheet.insert_rows(2)
        sheet["A2"] = first
        for cell in sheet[1][1:]:
            sheet.cell(2, cell.column).value = cell.column - (first == "甲")


def empty_columns(book):
    book["会议"].insert_cols(3)
    book["民生实事"].insert_cols(1)


def column_without_title(book):
    sheet = book["会议"]
    sheet.insert_cols(3)
    sheet["C2"] = "已核对"


def scribble_at_the_right(book):
    sheet = book["会议"]
    sheet.cell(3, sheet.max_column + 2).value = "照片已交"


def renamed(title, old, new):
    def change(book):
        sheet = book[title]
        sheet.cell(1, column(sheet, old)).value = new
    return change


def without_column(title, *headers):
    def change(book):
        for header in headers:
            book[title].delete_cols(column(book[title], header))
    return change


def title_cell_emptied(book):
    sheet = book["会议"]
    sheet.cell(1, column(sheet, "主持人")).value = None


def doubled_column(left, right):
    """A second 主持人 left of the first; what stands in the left and in the right one."""
    def change(book):
        sheet = book["会议"]
        place = column(sheet, "主持人")
        sheet.insert_cols(place)
        sheet.cell(1, place).value = "主持人"
        for row in range(2, used(sheet) + 1):
            own = sheet.cell(row, place + 1).value
            sheet.cell(row, place).value = own if left else None
            sheet.cell(row, place + 1).value = own if right else None
    return change


def two_row_header(book):
    """人数 over 应到 and 实到, every other title merged over both rows."""
    sheet = book["会议"]
    sheet.insert_rows(2)
    for cell in list(sheet[1]):
        if plain(str(cell.value)) in ("应到人数", "实到人数"):
            sheet.cell(2, cell.column).value = str(cell.value)[:2]
        elif cell.value:
            sheet.merge_cells(start_row=1, start_column=cell.column, end_row=2, end_column=cell.column)
    place = column(sheet, "应到人数")
    sheet.cell(1, place).value = "人 数"
    sheet.cell(1, place + 1).value = None
    sheet.merge_cells(start_row=1, start_column=place, end_row=1, end_column=place + 1)


def grouped_replies(book):
    """答复 over 内容 and 日期: the two together name the columns."""
    sheet = book["居民提案"]
    place = column(sheet, "答复内容")
    sheet.insert_rows(1)
    sheet.cell(1, place).value = "答复"
    sheet.cell(2, place).value, sheet.cell(2, place + 1).value = "内容", "日期"
    sheet.merge_cells(start_row=1, start_column=place, end_row=1, end_column=place + 1)


def money_in_yuan(book):
    """资金（元） stands over the four columns of money, whose own titles name no unit."""
    sheet = book["民生实事"]
    first = column(sheet, "计划总投资（万元）")
    for place in range(first, first + 5):
        sheet.cell(1, place).value = str(sheet.cell(1, place).value).replace("（万元）", "")
        for row in range(2, used(sheet) + 1):
            if sheet.cell(row, place).value is not None:
                sheet.cell(row, place).value = round(sheet.cell(row, place).value * 10_000)
    sheet.insert_rows(1)
    sheet.cell(1, first).value = "资金（元）"
    sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=first + 4)


def unit_in_the_corner(book):
    money_in_yuan(book)
    sheet = book["民生实事"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for cell in sheet[1]:
        cell.value = None
    sheet["A1"] = "石井村民生实事（单位：元）"


def rows_as_columns(book):
    sheet = book["会议"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(1, used(sheet))]
    sheet.delete_rows(1, sheet.max_row)
    for number, values in enumerate(zip(*rows, strict=True), 1):
        for place, value in enumerate(values, 1):
            sheet.cell(number, place).value = value


def without_header(book):
    book["会议"].delete_rows(1)


# --- sheets ---------------------------------------------------------------------------------------------------------
def retitled(old, new):
    def change(book):
        book[old].title = new
    return change


def copied(title, name, *, keep=True):
    """A copy of a sheet beside it, with its records or only with its header."""
    def change(book):
        copy_ = book.copy_worksheet(book[title])
        copy_.title = name
        if not keep:
            copy_.delete_rows(2, copy_.max_row)
    return change


def hidden(title):
    def change(book):
        book[title].sheet_state = "hidden"
    return change


def sheet_of_their_own(book):
    sheet = book.create_sheet("值班表", 0)
    sheet.append(["日期", "值班人", "电话"])
    sheet.append(["7月1日", "王方", "13800000000"])


def only_the_records(book):
    """The sheets of the form in a new file: no _meta, no guide, no choices."""
    for title in book.sheetnames:
        if title not in {sheet.title for sheet in STANDARD.sheets}:
            del book[title]


def protected_and_commented(book):
    for sheet in book.worksheets:
        sheet.protection.sheet = True
    book["会议"]["A2"].comment = Comment("已核对", "李元")


def from_1904(book):
    """A Macintosh workbook: days counted from 1904, one column of them shown as plain numbers."""
    book.epoch = CALENDAR_MAC_1904
    sheet = book["民生实事"]
    place = column(sheet, "计划完成日期")
    for row in range(2, used(sheet) + 1):
        cell = sheet.cell(row, place)
        day = cell.value if isinstance(cell.value, datetime) else datetime.combine(cell.value, datetime.min.time())
        cell.value = to_excel(day, CALENDAR_MAC_1904)
        cell.number_format = "General"


# --- 支部信息 -------------------------------------------------------------------------------------------------------
def items_the_other_way(book):
    sheet = book["支部信息"]
    rows = [[copy(cell.value) for cell in row] for row in sheet.iter_rows(2)]
    for number, values in enumerate(reversed(rows), 2):
        for place, value in enumerate(values, 1):
            sheet.cell(number, place).value = value


def item_deleted(book):
    sheet = book["支部信息"]
    sheet.delete_rows(item(book, "填报人").row)


def item_written_twice(book):
    sheet = book["支部信息"]
    sheet.append(["书记姓名", "王方"])
