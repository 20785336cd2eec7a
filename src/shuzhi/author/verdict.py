"""The sheet 核对结果 in front of a marked workbook: counts, what to do, a line a finding with a link to its cell."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from shuzhi.author import paper
from shuzhi.author.draft import Draft
from shuzhi.author.looks import BODY, HEI, LINK, PLAIN, VERDICT_TAB, head
from shuzhi.model.sheet import VERDICT, quoted
from shuzhi.model.words import Level
from shuzhi.spreadsheet import LEVELS, TALLEST, Look, Worksheet, lines

TITLE = VERDICT
_HEADER = ("序号", "级别", "表", "单元格", "栏目", "问题", "怎么改")
_WIDTHS = (7, 10, 16, 10, 22, 50, 50)
_HEADER_ROW = 7
_LINKS = 60_000  # Excel allows 65,530 a sheet
_HOW = (
    (Level.ERROR, "红色：必须改，不改不能出报告。"),
    (Level.WARNING, "黄色：请核对，有错就改；确实没错的，在那一行最后的“说明”里写一句原因。"),
    (Level.NOTICE, "蓝色：只是提醒，可以不改。"),
)


class Line(NamedTuple):
    """One finding as staff read it; `link` is the 1-based cell on sheet `sheet` of this workbook, None for none."""

    level: Level
    sheet: str
    cell: str
    field: str
    message: str
    hint: str
    link: str | None


def add(draft: Draft, sheet: Worksheet, lines_: Sequence[Line]) -> None:
    """Fill the sheet with the lines in the order given."""
    counts = Counter(line.level for line in lines_)
    big: Look = {**PLAIN, "font_name": HEI, "bold": True, "font_size": 18}
    draft.put(sheet, (1, 1), TITLE, big, {"font_size": 22})
    draft.put(sheet, (2, 1), "、".join(f"{level.label} {counts[level]} 处" for level in Level), big)
    for row, (level, text) in enumerate(_HOW, 3):
        for column in range(1, len(_HEADER) + 1):
            draft.put(sheet, (row, column), text if column == 1 else None, PLAIN, LEVELS[level])
    draft.put(sheet, (6, 1), "点“单元格”一栏可以跳到那一格。改好后保存，把这个文件再报一次；本页不用管。", PLAIN)
    for column, (title, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True), 1):
        sheet.set_column(column - 1, column - 1, width)
        draft.put(sheet, (_HEADER_ROW, column), title, head(""))
    for number, line in enumerate(lines_, 1):
        _add_line(draft, sheet, number, line)
    _dress(sheet, len(lines_))


def _add_line(draft: Draft, sheet: Worksheet, number: int, line: Line) -> None:
    row = _HEADER_ROW + number
    centred: Look = {**BODY, "align": "center"}
    draft.put(sheet, (row, 1), number, centred)
    draft.put(sheet, (row, 2), line.level.label, centred, LEVELS[line.level])
    for column, text in ((3, line.sheet), (4, line.cell), (5, line.field), (6, line.message), (7, line.hint)):
        draft.put(sheet, (row, column), text, centred if column <= 4 else BODY)
    if line.link and number <= _LINKS:
        link = f"internal:{quoted(line.sheet)}!{line.link}"
        sheet.write_url(row - 1, 3, link, draft.styles.of(centred, LINK), line.cell)
    height = max(lines(line.message, _WIDTHS[5]), lines(line.hint, _WIDTHS[6]), lines(line.field, _WIDTHS[4]))
    sheet.set_row(row - 1, min(max(22, height * 17 + 4), TALLEST))


def _dress(sheet: Worksheet, count: int) -> None:
    for row, height in ((1, 36), (2, 30), (3, 20), (4, 20), (5, 20), (6, 22), (_HEADER_ROW, 26)):
        sheet.set_row(row - 1, height)
    sheet.freeze_panes(_HEADER_ROW, 0)
    if count:
        sheet.autofilter(_HEADER_ROW - 1, 0, _HEADER_ROW + count - 1, len(_HEADER) - 1)
    sheet.set_tab_color(VERDICT_TAB)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.repeat_rows(_HEADER_ROW - 1)
    paper.plain(sheet, TITLE)
