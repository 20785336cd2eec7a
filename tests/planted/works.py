"""Faults planted in GOOD, of works: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

SHEET = "其他工作"
LINE = "| 2023-07-20 | 走访慰问 | 走访慰问高龄老人 | 12 | 户次 |  |"


def work(quantity, unit):
    return [(SHEET, "| 12 | 户次 |", f"| {quantity} | {unit} |")]


def heads(quantity, unit, people, kind="培训"):
    """A training with 参加人数."""
    return [(SHEET, "| 单位 |", "| 单位 | 参加人数 |"), (SHEET, LINE, f"| 2023-07-20 | {kind} | 种植培训 | {quantity} | {unit} | {people} |  |")]


CASES = [
    ("W01", work("12", ""), (SHEET, 2, "单位"), work("", "")),
    ("W01", work("12", ""), (SHEET, 2, "单位"), work("0", "")),
    ("W02", work("", "户次"), (SHEET, 2, "数量"), []),
    ("W03", work("1.2", "户次"), (SHEET, 2, "数量"), work("1.2", "公里")),
    ("W04", heads("30", "人次", "46"), (SHEET, 2, "数量"), heads("46", "人次", "46")),
    ("W04", heads("30", "人", "46"), (SHEET, 2, "数量"), heads("30", "人次", "46", "志愿服务")),
    ("W04", heads("30", "人", "46"), (SHEET, 2, "数量"), heads("2", "期", "46")),
    ("W05", [(SHEET, LINE, f"{LINE}\n{LINE}")], (SHEET, 3, "内容"), [(SHEET, LINE, f"{LINE}\n{LINE.replace('12', '13')}")]),
]
