"""Mutators of what an office types and how it lays it out, on a Paper. (chance, paper) changes it in place."""

from datetime import date, datetime, timedelta

from intake.variants import draw
from paper import FACTS, STANDARD, Formula, Page

_ODD = [
    "", " ", "无", "—", "#N/A", "=1+1", "+1", "-", "@x", "{{ 书记 }}", "{% for x in y %}", "<b>", "&amp;", "_x000D_", "学\x01习", "\u202e学习", "💯", "\ue123", "\u200b",
    "学" * 3000, "1" * 400, "9月", "2023", "9.1", "1e5", "NaN", "TRUE", "13800000000", "一二三", "（", "）" * 50, "2023-9-5、2023-9-6", "张 三 李 四", "同上", "0" * 18, "合计", "注：无",
]
_OTHERS = [0, -1, 0.1, 9.1, 2023.9, 45178, 45178.4, 1e15, 1e-9, 20230905, True, False, date(2023, 9, 5), date(1900, 1, 1), date(9999, 12, 31), datetime(2023, 9, 5, 9, 30),
           Formula("=A1"), Formula("=A1", "#REF!"), Formula("=A1", 3), Formula('=""', " ")]
_TITLES = ["合计", "序号", "备注", "日期", "姓名", "编号", "内容", "天气", "时间", "类别", "（一）", "项目", "状态", "说明", "人数", "单位：元", "金额（元）", "电话", "填表人："]


def retyped(chance, paper):
    """A cell as another hand would type it."""
    variant = draw(chance)
    sheet = STANDARD.sheet(variant.sheet) if variant.sheet in {one.name for one in STANDARD.sheets} else None
    page = _page(chance, paper, sheet.title if sheet else "")
    titles = {field.name: field.title for field in sheet.fields} if sheet else {}
    columns = [place for place, text in enumerate(page.rows[0] if page.rows else (), 1) if text and titles.get(variant.field, "?") in str(text)]
    page.put(chance.randint(2, max(3, len(page.rows))), chance.choice(columns or [1]), variant.typed)


def odd(chance, paper):
    """Something that belongs nowhere, anywhere."""
    page = _page(chance, paper)
    page.put(chance.randint(1, 14), chance.randint(1, 20), chance.choice([chance.choice(_ODD), chance.choice(_OTHERS)]))


def emptied(chance, paper):
    page = _page(chance, paper)
    page.put(chance.randint(1, max(2, min(12, len(page.rows)))), chance.randint(1, 16), None)


def misspelt(chance, paper):
    """A title with a letter too many, too few or another one; a remark behind it; blanks and line breaks inside."""
    page, place = _title(chance, paper)
    if place:
        text = str(page.rows[0][place - 1])
        at = chance.randrange(len(text))
        page.rows[0][place - 1] = chance.choice([
            text[:at] + text[at + 1 :], text[:at] + "曰" + text[at + 1 :], text[:at] + text[at] + text[at:], text + chance.choice(["（元）", "（万元）", "（人）", "（格式）", "：", "*"]),
            text[:at] + chance.choice([" ", "\n", "\u3000", "\u200b"]) + text[at:], text * 2, chance.choice(_TITLES), None, 5.0,
        ])


def exchanged(chance, paper):
    """Two columns, with or without their cells, changed places."""
    page, first = _title(chance, paper)
    second = chance.randint(1, max(1, len(page.rows[0]) if page.rows else 1))
    if first:
        for row in page.rows if chance.random() < 0.7 else page.rows[:1]:
            row.extend([None] * (max(first, second) - len(row)))
            row[first - 1], row[second - 1] = row[second - 1], row[first - 1]


def column(chance, paper):
    """A column more, a column less, a column twice."""
    page, place = _title(chance, paper)
    if not place:
        return
    match chance.randrange(3):
        case 0:
            page.insert_column(place, chance.choice([*_TITLES, None]), *(chance.choice(_ODD[:8]) for _ in range(4)))
        case 1:
            for row in page.rows:
                del row[place - 1 : place]
        case _:
            page.insert_column(place, *(row[place - 1] if len(row) >= place else None for row in page.rows))


def row(chance, paper):
    """A row more (blank, a total, a note, a header again, a line of numbers), a row less, two rows exchanged."""
    page = _page(chance, paper)
    if not page.rows:
        return
    place = chance.randrange(min(len(page.rows), 14))
    width = len(page.rows[0])
    match chance.randrange(3):
        case 0:
            page.rows.insert(place, chance.choice([
                [], ["合计", None, 5], ["注：以上"], list(page.rows[0]), [float(n) for n in range(1, width + 1)], ["2023年第三季度台账"], list(page.rows[place]), [None] * 3 + [chance.choice(_ODD)],
            ]))
        case 1:
            del page.rows[place]
        case _:
            other = chance.randrange(len(page.rows))
            page.rows[place], page.rows[other] = page.rows[other], page.rows[place]


def merged(chance, paper):
    """A range merged; what it covers is gone, as Excel does it."""
    page = _page(chance, paper)
    top, left = chance.randint(1, 10), chance.randint(1, 10)
    bottom, right = top + chance.randint(0, 3), left + chance.randint(0, 3)
    areas = [one for one in page.merged if one[0] <= bottom and top <= one[2] and one[1] <= right and left <= one[3]]
    if (top, left) == (bottom, right) or areas:
        return
    for number in range(top, min(bottom, len(page.rows)) + 1):
        cells = page.rows[number - 1]
        cells[left - 1 : right] = [None if (number, place) != (top, left) else cell for place, cell in enumerate(cells[left - 1 : right], left)]
    page.merged.append((top, left, bottom, right))


def grouped(chance, paper):
    """A header of two rows: a group's title over some of the titles."""
    page = _page(chance, paper)
    if page.merged or not page.rows:
        return
    width = max(2, len(page.rows[0]))
    left = chance.randint(1, width - 1)
    right = min(width, left + chance.randint(1, 4))
    page.rows.insert(0, [None] * (left - 1) + [chance.choice(["人数", "资金", "基本情况", "答复", "单位：元", "（万元）"])])
    page.merged.append((1, left, 1, right))


def sheet(chance, paper):
    """A sheet renamed, copied, hidden, deleted, moved."""
    page = _page(chance, paper)
    names = ["Sheet1", f"{page.title} (2)", f"{page.title}7月", f"副本{page.title}", "会议", "党员", "核对结果", "选项", "填写说明", " 会议", "x" * 31, page.title + "'"]
    free = [name for name in names if name.lower() not in {one.title.lower() for one in paper.pages}]
    match chance.randrange(5):
        case 0:
            page.title = chance.choice(free).rstrip("'")[:31]
        case 1:
            paper.pages.append(Page(chance.choice(free).rstrip("'")[:31], [list(cells) for cells in page.rows]))
        case 2:
            page.hidden = page is not paper.pages[0]
        case 3 if len(paper.pages) > 2:
            paper.pages.remove(page)
        case _:
            paper.pages.sort(key=lambda _: chance.random())
    titles = [one.title.lower() for one in paper.pages]
    if len(set(titles)) < len(titles):
        paper.pages.pop()


def meta(chance, paper):
    chance.choice(paper.meta)[chance.randrange(2)] = chance.choice(["", "0.9", "2023Q2", "0000年度", "9999Q4", "A02", "乡镇台账", "earlier", "lacking", "row", "form", chance.choice(_ODD[:20])])


def shifted(chance, paper):
    """Everything of a sheet stands further down or to the right."""
    page = _page(chance, paper)
    down, right = chance.randint(0, 12), chance.randint(0, 3)
    page.rows[:] = [[] for _ in range(down)] + [[None] * right + list(cells) for cells in page.rows]
    page.merged[:] = [(top + down, left + right, bottom + down, last + right) for top, left, bottom, last in page.merged]


def facts(chance, paper):
    """支部信息: an item's content is another."""
    page = next((one for one in paper.pages if one.title == FACTS), None)
    if page and len(page.rows) > 2:
        days = [date(2023, 7, 1) + timedelta(chance.randint(-800, 800)), "0001-01-01", "9999年度", "0000Q1", "2023年上半年", "2023Y", "1900年", "12023Q1", "２０２３Ｑ３", "2023Q２"]
        page.put(chance.randint(2, len(page.rows)), 2, chance.choice([*days, *_OTHERS, chance.choice(_ODD)]))


MUTATORS = (retyped, retyped, retyped, odd, emptied, misspelt, misspelt, exchanged, column, row, row, merged, grouped, sheet, meta, shifted, facts, facts)


def _page(chance, paper, title=""):
    return next((page for page in paper.pages if page.title == title), None) or chance.choice(paper.pages)


def _title(chance, paper):
    """A page and the place of one of its titles; 0 where its first row has none."""
    page = _page(chance, paper)
    places = [place for place, text in enumerate(page.rows[0] if page.rows else (), 1) if text]
    return page, chance.choice(places) if places else 0
