"""What people do wrongly to sheets, headers, rows and the file: name → (change of the Paper, findings (code, sheet, cell)).

A finding without a cell is about the sheet, one without sheet about the file.
"""

from datetime import date

from paper import FACTS, STANDARD, Page

LAST = 19  # the first free column of 会议


def titled(sheet, old, new):
    def change(book):
        page = book.page(sheet)
        page.put(1, page.column(old), new)
    return change


def without(sheet, title):
    def change(book):
        page = book.page(sheet)
        place = page.column(title) - 1
        for row in page.rows:
            del row[place : place + 1]
    return change


def doubled(sheet, title):
    """A second column of the title right of the first, with the same cells."""
    def change(book):
        page = book.page(sheet)
        place = page.column(title)
        page.insert_column(place + 1, *(row[place - 1] if len(row) >= place else None for row in page.rows))
    return change


def inserted(sheet, place, *cells):
    return lambda book: book.page(sheet).insert_column(place, *cells)


def renamed(sheet, title):
    def change(book):
        book.page(sheet).title = title
    return change


def deleted(sheet):
    def change(book):
        book.pages.remove(book.page(sheet))
    return change


def copied(sheet, title):
    def change(book):
        book.pages.append(Page(title, [list(row) for row in book.page(sheet).rows]))
    return change


def hidden(sheet):
    def change(book):
        book.page(sheet).hidden = True
    return change


def headless(sheet):
    def change(book):
        del book.page(sheet).rows[0]
    return change


def sideways(sheet):
    def change(book):
        page = book.page(sheet)
        rows = page.rows[: page.last()]
        width = max(map(len, rows))
        page.rows = [[row[place] if place < len(row) else None for row in rows] for place in range(width)]
    return change


def item_deleted(title):
    def change(book):
        page = book.page(FACTS)
        del page.rows[page.item(title) - 1]
    return change


def item_renamed(old, new):
    def change(book):
        page = book.page(FACTS)
        page.put(page.item(old), 1, new)
    return change


def item_added(*cells):
    return lambda book: book.page(FACTS).rows.append(list(cells))


def item_aside(title):
    """Content typed two columns further right, its name repeated there."""
    def change(book):
        page = book.page(FACTS)
        row = page.item(title)
        page.put(row, 5, title)
        page.put(row, 6, page.rows[row - 1][1])
        page.put(row, 2, None)
    return change


def merged(sheet, title, first, last):
    """Merge the cells of a column; only the first keeps its value."""
    def change(book):
        page = book.page(sheet)
        place = page.column(title)
        for row in range(first + 1, last + 1):
            page.put(row, place, None)
        page.merged.append((first, place, last, place))
    return change


def below(sheet, *cells):
    """A row typed below the records."""
    def change(book):
        page = book.page(sheet)
        row = page.last() + 1
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                page.put(row, column, cell)
    return change


def banner(sheet, row, text, width):
    """A line of text merged over the table's first columns."""
    def change(book):
        page = book.page(sheet)
        page.rows.insert(row - 1, [text])
        page.merged.append((row, 1, row, width))
    return change


def example(sheet):
    """The example of 填写说明, copied below the records."""
    def change(book):
        row = book.page(sheet).last() + 1
        known = next(one for one in STANDARD.sheets if one.title == sheet)
        for name, text in known.example.items():
            field = known.field(name)
            book.put(sheet, field.title, date.fromisoformat(text) if field.type == "date" else text, row)
    return change


def meta(key, value):
    def change(book):
        next(pair for pair in book.meta if pair[0] == key)[1] = value
    return change


def facts(**values):
    def change(book):
        for title, value in values.items():
            book.put(FACTS, title, value)
    return change


def identity(value):
    """The column of the switch, which the printed form does not show."""
    return inserted("党员", 4, "公民身份号码", value)


LAYOUT = {
    # headers
    **{f"{sheet}：{old} is called {new}": (titled(sheet, old, new), [("S04", sheet, cell)]) for sheet, old, new, cell in (
        ("会议", "日期", "日其", "A1"), ("会议", "会议类型", "会议类形", "B1"), ("会议", "主持人", "主持入", "G1"), ("会议", "应到人数", "应道人数", "I1"),
        ("会议", "实到人数", "实到人娄", "J1"), ("党员", "出生日期", "出身日期", "C1"), ("党员", "人员类别", "人员类型类别", "D1"),
        ("民生实事", "责任人", "责任人电话", "N1"), ("民生实事", "计划完成日期", "计划完成曰期", "P1"), ("居民提案", "提出日期", "提案日期", "B1"),
        ("表决事项", "赞成", "赞成票数", "H1"), ("表决事项", "有表决权应到", "有表决权人数应到", "E1"),
    )},
    **{f"{sheet} without {title}": (without(sheet, title), [("S04", sheet, cell)]) for sheet, title, cell in (
        ("会议", "议题", "Q1"), ("会议", "实到人数", "Q1"), ("表决事项", "结果", "M1"), ("党员", "性别", "Z1"), ("党员", "姓名", "Z1"),
        ("民生实事", "责任人", "V1"), ("民生实事", "状态", "V1"), ("居民提案", "组别", "Z1"), ("居民提案", "状态", "Z1"),
        ("其他工作", "内容", "G1"), ("四议两公开", "结果", "N1"), ("问题与措施", "类型", "L1"),
    )},
    **{f"{sheet}: {title} twice": (doubled(sheet, title), [("S06", sheet, cell)]) for sheet, title, cell in (
        ("会议", "主持人", "H1"), ("会议", "实到人数", "K1"), ("党员", "入党日期", "L1"), ("民生实事", "状态", "T1"), ("居民提案", "答复内容", "Q1"),
        ("表决事项", "赞成", "I1"),
    )},
    **{f"{sheet}: {title} misspelt": (titled(sheet, title, new), [("S07", sheet, cell)]) for sheet, title, new, cell in (
        ("居民提案", "满意度", "满意渡", "V1"), ("民生实事", "开工日期", "开工曰期", "O1"),
        ("四议两公开", "商议日期", "商仪日期", "H1"),
    )},
    "a column of their own": (inserted("会议", 3, "天气", "晴"), [("S07", "会议", "C1")]),
    "a column 序号 beside 编号": (inserted("民生实事", 1, "序号", 1, 2), [("S07", "民生实事", "A1")]),
    "a column without a title": (inserted("会议", 3, None, "已核对"), [("S08", "会议", "C1")]),
    "a scribble at the right": (lambda book: book.page("会议").put(3, LAST, "照片已交"), [("S08", "会议", "S1")]),
    "a title emptied": (titled("会议", "主持人", None), [("S04", "会议", "G1")]),
    "no header": (headless("会议"), [("S03", "会议", "")]),
    "no header of 党员": (headless("党员"), [("S03", "党员", "")]),
    "rows written as columns": (sideways("会议"), [("S03", "会议", "")]),
    # sheets
    **{f"no {sheet}": (deleted(sheet), [("S01", sheet, "")]) for sheet in ("会议", "党员", "民生实事", "居民提案")},
    **{f"no {sheet}, said": (deleted(sheet), [("S01", sheet, "")]) for sheet in ("表决事项", "四议两公开", "其他工作", "问题与措施", "文字材料")},
    **{f"{sheet} called {title}": (renamed(sheet, title), [("S05", sheet, "")]) for sheet, title in (
        ("党员", "Sheet1"), ("会议", "7-9月活动"), ("民生实事", "工程"), ("居民提案", "群众反映"),
    )},
    "会议 split in two": (copied("会议", "会议8月"), [("S02", "会议", "")]),
    "党员 copied": (copied("党员", "党员 (2)"), [("S02", "党员", "")]),
    "an old sheet under another name": (copied("会议", "往期存档"), [("S09", "会议", "")]),
    "a hidden sheet": (hidden("会议"), [("S10", "会议", "")]),
    "a hidden sheet 党员": (hidden("党员"), [("S10", "党员", "")]),
    "问题与措施 copied": (copied("问题与措施", "问题与措施 (2)"), [("S02", "问题与措施", "")]),
    # rows
    **{f"the example left in {sheet}": (example(sheet), [("S14", sheet, cell)]) for sheet, cell in (
        ("会议", "A7"), ("表决事项", "A3"), ("党员", "A7"), ("其他工作", "A3"),
    )},
    "a line over the table": (banner("会议", 3, "以下为主题党日", 8), [("S13", "会议", "A3")]),
    "应到人数 merged over three meetings": (merged("会议", "应到人数", 3, 5), [("S11", "会议", "I3")]),
    "编号 merged over two tasks": (merged("民生实事", "编号", 2, 3), [("S11", "民生实事", "A2")]),
    # 支部信息
    "报告期 deleted": (item_deleted("报告期"), [("S04", FACTS, "A58")]),
    "填报人 deleted": (item_deleted("填报人"), [("S04", FACTS, "A58")]),
    "支部全称 deleted": (item_deleted("支部全称"), [("S04", FACTS, "A58")]),
    "填报人 misspelt": (item_renamed("填报人", "填报入"), [("S04", FACTS, "A15")]),
    "网格数 misspelt": (lambda book: (item_renamed("网格数", "网格树")(book), book.page(FACTS).put(38, 2, 3)), [("S07", FACTS, "A38")]),
    "书记姓名 twice": (item_added("书记姓名", "王方"), [("S06", FACTS, "A59")]),
    "an item of their own": (item_added("村歌", "有"), [("S07", FACTS, "A59")]),
    "填报人 in other columns": (item_aside("填报人"), [("S16", FACTS, "E15")]),
    # the file
    "another branch's form": (meta("branch_code", "A02"), [("F54", FACTS, "B3")]),
    "another period's form": (meta("period", "2023Q2"), [("F55", FACTS, "B21")]),
    "an older form": (meta("version", "0.9"), [("F57", "", "")]),
    "a neighbour's name": (facts(支部全称="中共白沙村支部委员会"), [("B01", FACTS, "B4")]),
    "the last quarter's file": (facts(报告期="2023年第二季度"), [("F50", FACTS, "B21")]),
    "counted backwards": (facts(统计起始日期=date(2023, 9, 30), 统计截止日期=date(2023, 7, 1)), [("C07", FACTS, "B22")]),
    "seen a year ago": (facts(办理情况截至日期=date(2022, 10, 8)), [("F52", FACTS, "B24")]),
    "no branch of the roster": (facts(支部编码="Z99", 支部全称="中共别处村支部委员会"), [("F46", "", "")]),
    "支部信息 deleted": (deleted(FACTS), [("F47", "", "")]),
    # a column of the switch
    "an identity number as a number": (identity(341202196501011008), [("C12", "党员", "D2")]),
    "an identity number with a wrong digit": (identity("110105194912310021"), [("C12", "党员", "D2")]),
    "an identity number of 17 digits": (identity("11010519491231002"), [("C12", "党员", "D2")]),
    "an identity number of no province": (identity("990105194912310027"), [("C12", "党员", "D2")]),
}

# What many offices do and nobody has to be told.
HARMLESS = {
    "blank rows between": lambda book: [book.page(title).rows.insert(2, []) for title in ("会议", "党员", "民生实事", "居民提案")],
    "a row of totals": below("会议", None, "合计", None, None, None, None, None, None, 13, 12),
    "totals of money": below("民生实事", "合计", "2件", None, None, None, None, None, None, 11.6),
    "a footnote": below("居民提案", "注：清淤由水利站负责。"),
    "组别 merged": merged("居民提案", "组别", 3, 4),
    "责任人 merged": merged("民生实事", "责任人", 2, 3),
    "会议类型 of two meetings merged": merged("会议", "会议类型", 4, 5),
    "columns in another order": lambda book: setattr(
        page := book.page("会议"), "rows", [[None] * (17 - len(row)) + row[::-1] for row in page.rows]),
    "an item in another row": lambda book: book.page(FACTS).rows.append(book.page(FACTS).rows.pop(14)),
    "a sheet of their own": lambda book: book.pages.insert(0, Page("值班表", [["日期", "值班人"], ["7月1日", "王方"]])),
}
