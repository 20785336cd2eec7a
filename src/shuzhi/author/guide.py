"""The sheet 填写说明: three steps, the colours, what to write, one filled example a sheet."""

from datetime import date
from typing import NamedTuple

from shuzhi.author import paper
from shuzhi.author.looks import BODY, GUIDE_TAB, HEI, PLAIN, head
from shuzhi.form import Field, Form, Sheet
from shuzhi.spreadsheet import Look, Worksheet

TITLE = "填写说明"
_NORMAL = 12
WIDTHS = (26, 36, 24, 36)


class Words(NamedTuple):
    """What the guide of one form says."""

    steps: tuple[str, str, str]
    secret: str
    contact: str


class Piece(NamedTuple):
    """One text of the guide at its 1-based address."""

    row: int
    column: int
    text: str
    look: Look


_WORDS = {
    "shuzhi": Words(
        (
            "第一步　填“支部信息”：一项一行，写在“内容”一栏；带 * 的必须填。",
            "第二步　填“会议”“党员”“民生实事”“居民提案”（蓝色标签）；其余各表有就填，没有就空着。",
            "第三步　保存，发给乡镇党建办。收到“核对结果”后，在退回的表上改好，再发一次。",
        ),
        "本表含党员信息，请不要发到微信群。",
        "报送截止：＿＿＿＿＿＿＿＿　　有不清楚的请打乡镇党建办电话：＿＿＿＿＿＿＿＿",
    ),
    "shuzhi-township": Words(
        (
            "第一步　填“参数”：一项一行，写在“内容”一栏；带 * 的必须填。",
            "第二步　填“支部名册”和“报告”：一个支部一行，一种报告一行。",
            "第三步　保存并关闭本表，再运行程序；写错的地方，程序会一次全部指出来。",
        ),
        "本表含书记联系方式，请不要发到微信群。",
        "“规则”“用语”“本地叫法”可以空着，用到时再填。",
    ),
}
_HINTS = (
    "日期可以写成 2023-9-5、2023年9月5日；数字栏只填数字，不写单位。",
    "有下拉箭头的格子可以点着选。可以插行、排序、筛选；请不要改标题和表名。",
    "编号已经印好，只有编号的行等于没填。核对时要解释的，写在那一行最后的“说明”里。",
)
_LEGEND = (
    ("*", "蓝底标题带 *", "必须填"),
    ("○", "绿底标题带 ○", "有的情况必须填（点标题看说明）"),
    ("", "灰底标题", "有就填，没有就空着"),
)


def pieces(form: Form) -> tuple[Piece, ...]:
    """Every text of the guide, from top to bottom."""
    words = _WORDS[form.name]
    big: Look = {**PLAIN, "font_name": HEI, "font_size": 16}
    lines = [
        (form.title, {**big, "font_size": 22, "bold": True}),
        (words.secret, {**big, "bold": True, "font_color": "#C00000"}),
        *((step, big) for step in words.steps),
        (words.contact, {**big, "font_size": 13}),
        *((hint, PLAIN) for hint in _HINTS),
    ]
    found = [Piece(row, 1, text, look) for row, (text, look) in enumerate(lines, 1)]
    row = len(lines) + 2
    for mark, name, meaning in _LEGEND:
        found += [Piece(row, 1, name, head(mark)), Piece(row, 2, meaning, PLAIN)]
        row += 1
    for sheet in form.sheets:
        if sheet.example:
            found += _example(sheet, row + 1)
            row = found[-1].row + 1
    return (*found, Piece(row + 1, 1, f"表格版本：第{form.version}版", {**PLAIN, "font_color": "#7F7F7F"}))


def dress(sheet: Worksheet, form: Form) -> None:
    """Widths, heights and print set-up of the guide."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    heights = {piece.row: float(piece.look["font_size"]) for piece in pieces(form)}
    for row, size in heights.items():
        if size > _NORMAL:
            sheet.set_row(row - 1, size * 1.75)
    sheet.set_tab_color(GUIDE_TAB)
    sheet.hide_gridlines(2)
    paper.plain(sheet, TITLE)


def _example(sheet: Sheet, row: int) -> list[Piece]:
    """A heading and the example's filled fields, two a line."""
    title: Look = {**PLAIN, "font_name": HEI, "font_size": 13, "bold": True, "font_color": "#1F4E79"}
    found = [Piece(row, 1, f"“{sheet.title}”填写举例", title), Piece(row, 2, sheet.help, PLAIN)]
    example = sheet.example or {}
    fields = [field for field in sheet.fields if field.name in example]
    for place, field in enumerate(fields):
        line, side = row + 1 + place // 2, 1 + place % 2 * 2
        found.append(Piece(line, side, field.title + field.mark, {**head(field.mark), "align": "left"}))
        found.append(Piece(line, side + 1, _shown(field, example[field.name]), BODY))
    return found


def _shown(field: Field, text: str) -> str:
    if field.type != "date":
        return text
    day = date.fromisoformat(text)
    return f"{day.year}-{day.month}-{day.day}"
