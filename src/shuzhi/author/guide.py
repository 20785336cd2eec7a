"""The sheet 填写说明: three steps, whom to ask, the way to every sheet, the colours, one filled example a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shuzhi.author import paper, selfcheck
from shuzhi.author.draft import Draft
from shuzhi.author.looks import AMBER, BODY, CORE_TAB, GUIDE_TAB, HEI, LABEL, LINK, PLAIN, head
from shuzhi.author.standard import layout
from shuzhi.author.steps import WORDS
from shuzhi.form import Field, Form, Sheet
from shuzhi.model.period import han_date
from shuzhi.model.sheet import quoted
from shuzhi.spreadsheet import Look
from shuzhi.spreadsheet.book import Worksheet

TITLE = "填写说明"
WIDTHS = (24, 40, 24, 44)
_LINE = "＿＿＿＿＿＿＿＿"
_BIG: Look = {**PLAIN, "font_name": HEI, "font_size": 16}
_STEP: Look = {**_BIG, "font_size": 20, "bold": True, "font_color": CORE_TAB}
_HEADING: Look = {**_BIG, "font_size": 14, "bold": True, "font_color": "#1F4E79"}


@dataclass(frozen=True)
class Notice:
    """By when and whom: printed in the guide; what is not known is left as a line to write on."""

    deadline: date | None = None
    contact: str = ""


class Passage(NamedTuple):
    """One text of the guide at its 1-based address; `link`: the sheet and cell it leads to."""

    row: int
    column: int
    text: str
    look: Look
    link: tuple[str, str] | None = None


_LEGEND: tuple[tuple[str, Look, str], ...] = (
    ("蓝底标题带 *", head("*"), "必须填"),
    ("绿底标题带 ○", head("○"), "有的情况必须填，点一下标题看说明"),
    ("灰底标题", head(""), "有就填，没有就空着"),
    ("橙色格子", {**BODY, **AMBER, "align": "center"}, "可能填错了：数对不上、先后颠倒、缺了一项，或下拉列表里没有"),
)


def add(draft: Draft, sheet: Worksheet, notice: Notice) -> None:
    """Fill the sheet of a blank workbook."""
    _dress(sheet, draft.form)
    for passage in passages(draft.form, notice):
        _put(draft, sheet, passage)


def _dress(sheet: Worksheet, form: Form) -> None:
    """Widths, heights and print set-up of the guide."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    heights = {passage.row: float(passage.look["font_size"]) * 1.75 for passage in passages(form, Notice())}
    for row, height in heights.items():
        sheet.set_row(row - 1, max(height, 22))
    sheet.set_tab_color(GUIDE_TAB)
    sheet.hide_gridlines(2)
    paper.plain(sheet, TITLE)


def passages(form: Form, notice: Notice) -> tuple[Passage, ...]:
    """Every text of the guide, from top to bottom; its places do not depend on the notice."""
    found: list[Passage] = []
    for block in (_top(form, notice), _ways(form), _legend(form), *map(_example, form.sheets), _end(form)):
        below = found[-1].row + 1 if found else 0
        found += [passage._replace(row=passage.row + below) for passage in block]
    return tuple(found)


def _put(draft: Draft, sheet: Worksheet, passage: Passage) -> None:
    if passage.link:
        title, cell = passage.link
        look = draft.styles.of(passage.look)
        sheet.write_url(passage.row - 1, passage.column - 1, f"internal:{quoted(title)}!{cell}", look, passage.text)
    else:
        draft.put(sheet, (passage.row, passage.column), passage.text, passage.look)


def _top(form: Form, notice: Notice) -> Iterator[Passage]:
    words = WORDS[form.name]
    lines: list[tuple[str, Look]] = [
        (form.title, {**_BIG, "font_size": 24, "bold": True}),
        (words.secret, {**_BIG, "bold": True, "font_color": "#C00000"}),
    ]
    for step, texts in words.steps:
        lines += [(step, _STEP), *((f"　　{text}", _BIG) for text in texts)]
    if words.handed_in:
        day = han_date(notice.deadline) if notice.deadline else _LINE
        whom = f"请找{notice.contact}" if notice.contact else f"请打乡镇（街道）党建办电话：{_LINE}"
        lines += [(f"报送截止：{day}　　有不清楚的，{whom}", {**_BIG, "bold": True})]
    return (Passage(row, 1, text, look) for row, (text, look) in enumerate(lines, 1))


def _ways(form: Form) -> Iterator[Passage]:
    """A link to every sheet, and what it is for."""
    yield Passage(1, 1, "点蓝字，直接打开那张表", _HEADING)
    ways = [(sheet.title, _first_cell(sheet), sheet.help) for sheet in form.sheets]
    if "branches" in {sheet.name for sheet in form.sheets}:
        ways.append((selfcheck.TITLE, "A1", "报送前看一看：还缺什么，哪里对不上。"))
    for row, (title, cell, text) in enumerate(ways, 2):
        yield Passage(row, 1, title, {**_BIG, **LINK, "font_size": 13}, (title, cell))
        yield Passage(row, 2, text, {**PLAIN, "indent": 1})


def _first_cell(sheet: Sheet) -> str:
    """Where filling in begins."""
    items = layout(sheet, (), 0)[1].items
    if items:
        return f"B{min(items.values())}"
    return "B2" if sheet.fields[0].preprinted else "A2"


def _legend(form: Form) -> Iterator[Passage]:
    yield Passage(1, 1, "颜色和写法", _HEADING)
    for row, (name, look, meaning) in enumerate(_LEGEND, 2):
        yield Passage(row, 1, name, look)
        yield Passage(row, 2, meaning, {**PLAIN, "indent": 1})
    for row, hint in enumerate(WORDS[form.name].hints, 2 + len(_LEGEND)):
        yield Passage(row, 1, hint, PLAIN)


def _example(sheet: Sheet) -> Iterator[Passage]:
    """A heading and the example's filled fields, two a line."""
    if not sheet.example:
        return
    yield Passage(1, 1, f"“{sheet.title}”填写举例", _HEADING)
    fields = [field for field in sheet.fields if field.name in sheet.example]
    for place, field in enumerate(fields):
        row, side = 2 + place // 2, 1 + place % 2 * 2
        yield Passage(row, side, field.title + field.mark, {**head(field.mark), **LABEL})
        yield Passage(row, side + 1, _shown(field, sheet.example[field.name]), BODY)


def _shown(field: Field, text: str) -> str:
    if field.type != "date":
        return text
    day = date.fromisoformat(text)
    return f"{day.year}-{day.month}-{day.day}"


def _end(form: Form) -> Iterator[Passage]:
    yield Passage(1, 1, f"表格版本：第{form.version}版", {**PLAIN, "font_color": "#7F7F7F"})
