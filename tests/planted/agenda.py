"""Faults planted in GOOD, of agenda: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

from planted.links import LINKED
from planted.votes import ASSEMBLY, met, voted

STEPS = "2023-06-10 | 2023-06-12 | 2023-06-20 | 2023-06-25 | 2023-06-26 | 2023-09-01 | 通过"
ROW = f"| 公2023-001 | 道路修补 | 议2023-001 | 实2023-001 | {STEPS} |  |"


def steps(*cells, result="通过"):
    """The six days and the result of the only matter; "" where less are given."""
    return ("四议两公开", STEPS, " | ".join([*cells, *[""] * (6 - len(cells)), result]))


def on(column, row=2):
    return ("四议两公开", row, column)


JUNE = ("2023-06-10", "2023-06-12", "2023-06-20", "2023-06-25", "2023-06-26")
COLUMNS = ("提议日期", "商议日期", "审议日期")
DONE = "2023-08-25 | 已完成"
LOST = "| 30 | 30 | 0 | 10 | 20 | 0 | 未通过 |"

CASES = [
    ("A01", [steps("2023-06-26", "", *JUNE[2:], "2023-09-01")], on("提议日期"), [steps("2023-06-20", "", *JUNE[2:], "2023-09-01")]),
    ("A01", [steps("2023-06-10", "2023-06-26", "", *JUNE[3:], "2023-09-01")], on("商议日期"),
     [steps("2023-06-10", "2023-06-25", "", *JUNE[3:], "2023-09-01")]),
    ("A01", [steps(*JUNE[:2], "2023-06-27", "", "2023-06-26", "2023-09-01")], on("审议日期"), []),
    ("A01", [steps(*JUNE[:4], "", "2023-06-24")], on("决议日期"), []),
    ("A01", [steps("2023-09-02", "", "", "", "", "2023-09-01")], on("提议日期"), []),
    *(
        ("A01", [steps(*("2023-06-26" if place == first else "2023-06-25" if place == later else "" for place in range(6)),
                       result="拟定")], on(COLUMNS[first]), [])
        for first, later in ((0, 4), (1, 4), (1, 5), (2, 5))
    ),
    ("A01", [steps("2023-06-26", "", "", "2023-06-25", "", "2023-09-01")], on("提议日期"), []),
    ("A02", [steps("", *JUNE[1:], "2023-09-01")], on("提议日期"), []),
    ("A02", [steps("2023-06-10", "", *JUNE[2:], "2023-09-01")], on("商议日期"), []),
    ("A02", [steps("2023-06-10", "", "", *JUNE[3:], "2023-09-01")], on("商议日期"), []),
    ("A02", [steps(*JUNE[:2], "", *JUNE[3:], "2023-09-01")], on("审议日期"), []),
    ("A02", [steps(*JUNE[:3], "", "2023-06-26", "2023-09-01", result="拟定")], on("决议日期"), [steps(*JUNE[:3], result="拟定")]),
    ("A03", [steps("2023-07-11", result="拟定")], on("提议日期"), [steps("2023-07-10", result="拟定")]),
    ("A03", [steps("2023-06-10", "2023-09-12", result="拟定")], on("商议日期"),
     [met("村（社区）“两委”会议"), steps("2023-06-10", "2023-09-12", result="拟定")]),
    ("A03", [steps(*JUNE[:2], "2023-07-06", result="拟定")], on("审议日期"), [steps(*JUNE[:2], "2023-07-05", result="拟定")]),
    ("A03", [steps(*JUNE[:2], "2023-07-06", result="拟定")], on("审议日期"),
     [("会议", "2023-07-05", "2023-06-30"), steps(*JUNE[:2], "2023-07-06", result="拟定")]),  # H31 says so already
    ("A03", [steps(*JUNE[:3], "2023-09-12", "2023-09-12", "2023-09-12")], on("决议日期"),
     [met(ASSEMBLY), steps(*JUNE[:3], "2023-09-12", "2023-09-12", "2023-09-12")]),
    ("A04", [steps(*JUNE[:3])], on("决议日期"), [steps(*JUNE[:3], result="拟定")]),
    ("A05", [steps(*JUNE, "2023-09-01", result="拟定")], on("结果"), [steps(*JUNE, "2023-09-01", result="下次再议")]),
    ("A06", [steps(*JUNE[:4], "2023-07-03", "2023-09-01")], on("决议公开日期"), [steps(*JUNE[:4], "2023-07-02", "2023-09-01")]),
    ("A06", [steps(*JUNE[:4], "", "2023-09-01")], on("决议公开日期"), [steps(*JUNE[:4], "", "2023-09-01", result="未通过")]),
    ("A06", [steps(*JUNE[:4], "", "2023-09-01")], on("决议公开日期"), [steps(*JUNE[:3], "2023-10-01")]),
    ("A07", [steps(*JUNE, "2023-08-24")], on("结果公开日期"), [steps(*JUNE, "2023-08-25")]),
    ("A07", [("四议两公开", "实2023-001", "实2023-002")], on("结果公开日期"), []),
    ("A08", [steps(*JUNE)], on("结果公开日期"), [steps(*JUNE), ("民生实事", DONE, "2023-09-08 | 已完成")]),
    ("A09", [steps(*JUNE, "2023-09-01", result="未通过")], on("结果"),
     [steps(*JUNE, "2023-09-01", result="未通过"), ("四议两公开", "| 未通过 |  |", f"| 未通过 |  |\n{ROW.replace('公2023-001', '公2023-002')}")]),
    ("A10", [LINKED, met(ASSEMBLY), voted(ASSEMBLY, LOST, link="实2023-001")], on("结果"),
     [LINKED, met(ASSEMBLY), voted(ASSEMBLY, LOST, link="实2023-002")]),
    ("A10", [LINKED, met(ASSEMBLY), voted(ASSEMBLY, LOST, link="公2023-001")], on("结果"), []),
    ("A11", [("四议两公开", ROW, f"{ROW}\n{ROW.replace('公2023-001', '公2023-002')}")], on("议题", 3),
     [("四议两公开", ROW, f"{ROW}\n{ROW.replace('公2023-001', '公2023-002').replace('2023-06-10', '2023-06-09')}")]),
    ("H01", [steps(*JUNE, "2023-10-09")], on("结果公开日期"), [steps(*JUNE, "2023-10-08")]),
    ("H01", [steps("2023-10-09", result="拟定")], on("提议日期"), []),
    ("H29", [LINKED, met(ASSEMBLY), voted(ASSEMBLY, "| 30 | 30 | 0 | 30 | 0 | 0 | 通过 |", link="实2023-002")], ("表决事项", 3, "关联编号"),
     [LINKED, met(ASSEMBLY), voted(ASSEMBLY, "| 30 | 30 | 0 | 30 | 0 | 0 | 通过 |", link="实2023-001")]),
]
