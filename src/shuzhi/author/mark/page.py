"""The sheet 核对结果 as XML: counts, how to work, a line a finding with a link to its cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from shuzhi.author.looks import BODY, HEI, LINK, PLAIN, VERDICT_TAB, head
from shuzhi.author.mark.styles import Styles
from shuzhi.author.verdict import Line
from shuzhi.model.sheet import VERDICT, RawSheet, column_letter, quoted
from shuzhi.model.words import Level
from shuzhi.spreadsheet import LEVELS, TALLEST, Look, fitting, lines

_HEADER = ("序号", "级别", "表", "单元格", "栏目", "问题", "怎么改")
_WIDTHS = (7, 10, 16, 20, 20, 50, 50)
_LINKS = 60_000  # Excel allows 65,530 a sheet
_BIG: Look = {**PLAIN, "font_name": HEI, "bold": True, "font_size": 18}
_CENTRED: Look = {**BODY, "align": "center"}
_COLOURS = (
    (Level.ERROR, "红色：必须改，不改不能出报告。"),
    (Level.WARNING, "黄色：请核对，有错就改；确实没错的，在那一行的“说明”里写一句原因。"),
    (Level.NOTICE, "蓝色：只是提醒，可以不改。"),
)
_HOW = (
    "点“单元格”一栏的蓝字，跳到那一格；鼠标停在有颜色的格子上，会显示哪里不对、怎么改。点那张表左上角浅紫色的标题，回到本页。",
    "改好后保存，把这个文件再报一次。颜色和批注不用去掉，下次核对时自动更新；本页不用填。",
)
SUGGESTED = "可供参考的问题表述（要写进报告的，请自己填到“问题与措施”）"
_ABOVE = 2 + len(_COLOURS) + len(_HOW)
_HEADER_ROW = _ABOVE + 1
_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f'<sheetPr><tabColor rgb="FF{VERDICT_TAB[1:]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<dimension ref="A1:{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    f'<pane ySplit="{_HEADER_ROW}" topLeftCell="A{_HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
    f'<selection pane="bottomLeft" activeCell="A{_HEADER_ROW + 1}" sqref="A{_HEADER_ROW + 1}"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
)
_END = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    f'<headerFooter><oddHeader>&amp;C&amp;16&amp;"黑体,Regular"{VERDICT}</oddHeader>'
    "<oddFooter>&amp;R第&amp;P页 共&amp;N页</oddFooter></headerFooter></worksheet>"
)


def page(found: Sequence[Line], counts: Counter[Level], suggested: Sequence[str], styles: Styles) -> bytes:
    """The part; its formats are added to `styles`. `counts`: findings of each level, folded ones too.

    suggested  可供参考的问题表述, a line each below the table
    """
    rows = [*_top(counts, styles), _cells(_HEADER_ROW, 26, ((title, styles.of(head(""))) for title in _HEADER))]
    rows += [*_rows(found, styles), *_closing(suggested, row_of(len(found)) + 1, styles)]
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width + 0.71}" customWidth="1"/>'
        for place, width in enumerate(_WIDTHS, 1)
    )
    last = _HEADER_ROW + len(found) + (2 + len(suggested) if suggested else 0)
    start = _START.format(last=f"{_last_column()}{last}", widths=widths)
    links = "".join(
        f'<hyperlink ref="D{row_of(place)}" location="{escape(f"{quoted(line.sheet)}!{line.link}")}"'
        f' display="{escape(line.cell)}"/>'
        for place, line in enumerate(found[:_LINKS]) if line.link
    )
    table = f'<autoFilter ref="{_table(len(found))}"/>' if found else ""
    merged = "".join(
        f'<mergeCell ref="A{row}:{_last_column()}{row}"/>' for row in range(last + 1 - len(suggested), last + 1)
    )
    table += f'<mergeCells count="{len(suggested)}">{merged}</mergeCells>' if suggested else ""
    whole = f"{start}{''.join(rows)}</sheetData>{table}{f'<hyperlinks>{links}</hyperlinks>' if links else ''}{_END}"
    return whole.encode()


def is_ours(raw: RawSheet) -> bool:
    """Whether a sheet of this title is such a page, perhaps with rows of people's own above or in it."""
    return any(tuple(raw.cell(row, place) for place in range(1, len(_HEADER) + 1)) == _HEADER
               for row in range(1, len(raw.rows) + 1))


def names(count: int) -> list[tuple[str, str]]:
    """The names that hold on the sheet: rows repeated in print, and the area of its filter."""
    title = quoted(VERDICT)
    first, last = (f"${cell[0]}${cell[1:]}" for cell in _table(count).split(":"))
    filtered = [("_xlnm._FilterDatabase", f"{title}!{first}:{last}")] if count else []
    return [*filtered, ("_xlnm.Print_Titles", f"{title}!${_HEADER_ROW}:${_HEADER_ROW}")]


def row_of(place: int) -> int:
    """The row of a line, counted from 0."""
    return _HEADER_ROW + 1 + place


def _top(counts: Counter[Level], styles: Styles) -> list[str]:
    told = "、".join(f"{level.label} {counts[level]} 处" for level in Level)
    found = [
        _cells(1, 36, [(VERDICT, styles.of(_BIG, {"font_size": 22}))]), _cells(2, 30, [(told, styles.of(_BIG))]),
    ]
    for row, (level, text) in enumerate(_COLOURS, 3):
        style = styles.of(PLAIN, LEVELS[level])
        found.append(_cells(row, 20, [(text if not place else "", style) for place in range(len(_HEADER))]))
    return found + [
        _cells(row, 22, [(text, styles.of(PLAIN))]) for row, text in enumerate(_HOW, 3 + len(_COLOURS))
    ]


def _rows(found: Sequence[Line], styles: Styles) -> Iterator[str]:
    body, centred, linked = styles.of(BODY), styles.of(_CENTRED), styles.of(_CENTRED, LINK)
    levels = {level: styles.of(_CENTRED, LEVELS[level]) for level in Level}
    for place, line in enumerate(found):
        row, leads = row_of(place), line.link and place < _LINKS
        texts = (
            (line.level.label, levels[line.level]), (line.sheet, centred), (line.cell, linked if leads else centred),
            (line.field, body), (line.message, body), (line.hint, body),
        )
        count = max(lines(text, width) for (text, _), width in zip(texts, _WIDTHS[1:], strict=True))
        first = f'<c r="A{row}" s="{centred}"><v>{place + 1}</v></c>'
        yield _cells(row, min(max(22, count * 17 + 4), TALLEST), texts, first)


def _closing(suggested: Sequence[str], row: int, styles: Styles) -> Iterator[str]:
    """The heading in `row`, a suggestion a row below it."""
    if not suggested:
        return
    body, width = styles.of(BODY), sum(_WIDTHS)
    yield _cells(row, 30, [(SUGGESTED, styles.of(_BIG, {"font_size": 14}))])
    for place, text in enumerate(suggested, 1):
        texts = [(f"{place}．{text}", body), *[("", body)] * (len(_HEADER) - 1)]
        yield _cells(row + place, max(22, lines(text, width) * 17 + 4), texts)


def _cells(row: int, height: float, texts: Iterable[tuple[str, int]], first: str = "") -> str:
    """A row as XML: texts with their formats, behind a first cell that is ready."""
    cells = "".join(
        f'<c r="{column_letter(column)}{row}" s="{style}"' + (
            f' t="inlineStr"><is><t xml:space="preserve">{escape(fitting(text))}</t></is></c>' if text else "/>"
        )
        for column, (text, style) in enumerate(texts, 2 if first else 1)
    )
    return f'<row r="{row}" ht="{height:g}" customHeight="1">{first}{cells}</row>'


def _table(count: int) -> str:
    return f"A{_HEADER_ROW}:{_last_column()}{_HEADER_ROW + count}"


def _last_column() -> str:
    return column_letter(len(_HEADER))
