"""A table to start from: a head, a row for every branch, a row of sums, lines to sign on."""

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from shuzhi.render.package import core_properties, pack

# title, tag of a branch, width, number format, what stands below: =SUM, or a tag of 全体指标
_COLUMNS = (
    ("序号", "序号", 6, "0", ""),
    ("党组织", "支部.简称", 22, "General", ""),
    ("单位类型", "支部.单位类型", 12, "General", ""),
    ("状态", "支部.状态", 12, "General", ""),
    ("党员总数（名）", "支部.党员总数", 10, "0", "SUM"),
    ("支部党员大会（次）", "支部.支部党员大会次数", 13, "0", "SUM"),
    ("党课（次）", "支部.党课次数", 10, "0", "SUM"),
    ("党内组织生活到会率（%）", "支部.党内组织生活到会率", 20, "0.0", "全体指标.党内组织生活到会率"),
    ("民生实事（件）", "支部.民生实事项数", 11, "0", "SUM"),
    ("意见建议（条）", "支部.意见建议总数", 11, "0", "SUM"),
    ("集体经济收入（万元）", "支部.集体经济收入", 13, "0.00", "SUM"),
)
# What the period before it says already: 2023年第三季度 and 季度报表 are 2023年第三季度报表.
_OF_PERIOD = re.compile("^(季度|半年度?|年度)(?=.)")
_HEAD, _ROW, _SUM, _SIGNED = 3, 4, 5, 7
_DAY = "填报时间：\u3000\u3000年\u3000\u3000月\u3000\u3000日"
_SIGN = ("\u3000" * 6).join(("单位（盖章）：", "主要负责人：", "审核人：", "填表人：", _DAY))
_BODY, _LEFT = Font(name="宋体", size=11), Alignment(horizontal="left", vertical="center")
_NAME = Alignment(horizontal="left", vertical="center", indent=1, shrink_to_fit=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def starter(name: str) -> bytes:
    """A workbook with an example of everything a table can do, always the same bytes; its head names the period."""
    title = _OF_PERIOD.sub("", name.replace("{报告期}", ""))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报表"
    _across(sheet, 1, "{{ 乡镇 }}{{ 报告期 }}" + title, Font(name="黑体", size=18), _MIDDLE)
    _across(sheet, 2, "统计期间：{{ 统计期间 }}", _BODY, _LEFT)
    for place, (title, tag, width, look, below) in enumerate(_COLUMNS, 1):
        letter = get_column_letter(place)
        column = f"{letter}{_ROW}:{letter}{_ROW}"
        summed = f'=IF(COUNT({column})=0,"",SUM({column}))' if below == "SUM" else f"{{{{ {below} }}}}" if below else ""
        sheet.column_dimensions[letter].width = width
        for row, value in ((_HEAD, title.replace("（", "\n（")), (_ROW, f"{{{{ {tag} }}}}"), (_SUM, summed)):
            cell = sheet.cell(row, place, value or None)
            cell.font = Font(name="黑体", size=11) if row == _HEAD else _BODY
            cell.alignment, cell.border = _NAME if place == 2 and row == _ROW else _MIDDLE, _FRAME
            cell.number_format = look if row != _HEAD else "General"
    sheet.cell(_SUM, 2, "合计")
    _across(sheet, _SIGNED, _SIGN, _BODY, _LEFT)
    for row, height in ((1, 36), (2, 20), (_HEAD, 48), (_ROW, 22), (_SUM, 22), (_SIGNED, 26)):
        sheet.row_dimensions[row].height = height
    _page(sheet)
    target = BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    return pack({**members, "docProps/core.xml": core_properties(name, "")})


def _across(sheet: Worksheet, row: int, text: str, font: Font, alignment: Alignment) -> None:
    """One line over all columns."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = font, alignment


def _page(sheet: Worksheet) -> None:
    """A4 across, as wide as the page, the head again on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"1:{_HEAD}"
    sheet.print_area = f"A1:{get_column_letter(len(_COLUMNS))}{_SIGNED}"
    sheet.freeze_panes = f"C{_ROW}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))
