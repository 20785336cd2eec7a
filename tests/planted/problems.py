"""Faults planted in GOOD, of problems and paragraphs: code, changes that break it, the finding (sheet, row, column), near misses."""

SHEET, TEXTS = "问题与措施", "文字材料"
FIRST = "| 1 | 存在问题 | 外出党员参加学习少。 | 每月寄送学习资料。 |  |  |"
PLAN = "| 2 | 下步打算 |  |  | 四季度完成南塘清淤。 |  |"
END = "| 结束语 | 以上报告，请予评议。 |  |"


def first(line):
    return [(SHEET, FIRST, line)]


def measures(*texts):
    """Problems with these measures."""
    problems = ("外出党员参加学习少。", "公开栏更新慢。", "塘坝管护没有专人。")
    return first("\n".join(f"| {n} | 存在问题 | {problem} | {text} |  |  |"
                           for n, (problem, text) in enumerate(zip(problems, texts, strict=False), 1)))


def wider(titles, cells, kind="存在问题"):
    """More columns before 说明, with what the problem has in them."""
    blank = " | ".join("" for _ in titles.split("|"))
    return [(SHEET, "| 下步打算 | 说明 |", f"| 下步打算 | {titles} | 说明 |"),
            (SHEET, FIRST, f"{FIRST.removesuffix('  |')} {cells} |  |".replace("存在问题", kind)),
            (SHEET, PLAN, f"{PLAN.removesuffix('  |')} {blank} |  |")]


def due(deadline, progress="整改中"):
    return wider("完成时限 | 整改情况", f"{deadline} | {progress}")


def planned(deadline):
    """The plan's 完成时限."""
    return [(SHEET, "| 下步打算 | 说明 |", "| 下步打算 | 完成时限 | 说明 |"),
            (SHEET, FIRST, f"{FIRST.removesuffix('  |')}  |  |"), (SHEET, PLAN, f"{PLAN.removesuffix('  |')} {deadline} |  |")]


def fed_back(titles, cells):
    return wider(titles, cells, "上级反馈问题")


def texts(*lines):
    """Paragraphs with their readers."""
    return [(TEXTS, "| 正文 |", "| 正文 | 用于 |"), (TEXTS, END, "\n".join(f"{line} |" for line in lines))]


CASES = [
    ("Q01", measures(*["每月检查一次。"] * 3), (SHEET, 2, "整改措施"), measures("每月检查一次。", "每月检查一次。", "定专人管护。")),
    ("Q01", measures(*["每月检查一次。"] * 3), (SHEET, 2, "整改措施"), measures("每月检查一次。", "每月检查一次。")),
    ("Q02", due("2023-10-07"), (SHEET, 2, "完成时限"), due("2023-10-08")),
    ("Q02", due("2023年10月7日前", "未整改"), (SHEET, 2, "完成时限"), due("2023年10月7日前", "已整改")),
    ("Q02", due("2023年9月底"), (SHEET, 2, "完成时限"), due("2023年10月底")),
    ("Q02", due("2022年底"), (SHEET, 2, "完成时限"), due("2023年底")),
    ("Q02", due("2023.9"), (SHEET, 2, "完成时限"), due("长期坚持")),
    ("Q02", due("2023-09-30"), (SHEET, 2, "完成时限"), due("2023-09-30", "长期坚持")),
    ("Q02", due("2023-09-30"), (SHEET, 2, "完成时限"), due("2023-13-30")),
    ("Q09", planned("2023-10-07"), (SHEET, 3, "完成时限"), planned("2023-10-08")),
    ("Q09", planned("2023年9月底"), (SHEET, 3, "完成时限"), planned("长期坚持")),
    ("Q03", fed_back("来源说明 | 整改情况", " | 整改中"), (SHEET, 2, "来源说明"), fed_back("来源说明 | 整改情况", "镇党委检查 | 整改中")),
    ("Q04", fed_back("来源说明 | 整改情况", "镇党委检查 |"), (SHEET, 2, "整改情况"), wider("来源说明 | 整改情况", " |")),
    ("Q05", first(f"{FIRST}\n{FIRST.replace('每月', '每周')}"), (SHEET, 3, "存在问题"), first(f"{FIRST}\n{FIRST.replace('学习少', '活动少')}")),
    ("Q05", [(SHEET, PLAN, f"{PLAN}\n{PLAN}")], (SHEET, 4, "下步打算"), [(SHEET, PLAN, f"{PLAN}\n{PLAN.replace('南塘', '北塘')}")]),
    ("Q06", first(FIRST.replace("|  |  |", "| 四季度补学一次。 |  |")), (SHEET, 2, "下步打算"), []),
    ("Q06", [(SHEET, PLAN, PLAN.replace("| 下步打算 |  |", "| 下步打算 | 南塘淤积。 |"))], (SHEET, 3, "类型"), []),
    ("Q07", texts(f"{END}  |".replace("|  |  |", "|  |"), "| 结束语 | 报告完了。 | 对党员和居民 |"), (TEXTS, 3, "栏目"),
     texts("| 结束语 | 以上报告，请审阅。 | 报上级 |", "| 结束语 | 以上报告，请予评议。 | 对党员和居民 |")),
    ("Q08", texts("| 特色做法 | 每户一张联系卡。 | 报上级 |", "| 班子建设 | 每户一张联系卡。 | 报上级 |"), (TEXTS, 3, "正文"),
     texts("| 特色做法 | 每户一张联系卡。 | 报上级 |", "| 特色做法 | 每户一张联系卡。 | 对党员和居民 |")),
]
