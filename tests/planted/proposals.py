"""Faults planted in GOOD, of proposals: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

SHEET = "居民提案"
OPEN = "2023-09-20 | 一组 | 垃圾清运 | 环境卫生 | 正在办理 | 2023-09-21 |  |  |  |  |  |  |  |  |  |"
LAST = f"| 议2023-003 | {OPEN}"
CLOSED = "已列入今年实事，8月修补完成。"
REFERRED = "| 已报供电所维修。 | 2023-07-06 | 供电所 | 2023-07-05 |  |"


def third(proposed="2023-09-20", title="垃圾清运", state="正在办理", accepted="2023-09-21", answer="|  |  |  |  |  |  |  |  |"):
    """The third proposal; answer: from 答复内容 to 并入编号."""
    return [(SHEET, OPEN, f"{proposed} | 一组 | {title} | 环境卫生 | {state} | {accepted} {answer}  |")]


def more(*lines):
    """More proposals below the third."""
    return [(SHEET, LAST, "\n".join([LAST, *lines]))]


def answered(text, day="2023-09-25"):
    return third(answer=f"| {text} | {day} |  |  |  |  |  |  |")


def wider(titles, cells):
    """More columns before 说明, with what the third proposal has in them."""
    blank = " | ".join("" for _ in titles.split("|"))
    return [
        (SHEET, "| 并入编号 |", f"| 并入编号 | {titles} |"),
        (SHEET, "| 满意 | 实2023-001 |  |  |", f"| 满意 | 实2023-001 |  | {blank} |  |"),
        (SHEET, f"{REFERRED}  |  |  |  |", f"{REFERRED}  |  |  | {blank} |  |"),
        (SHEET, OPEN, f"{OPEN.removesuffix('  |')} {cells} |  |"),
    ]


def solved(day, **given):
    return third(state="已办结", answer=f"| 每周清运两次。 | {day} |  |  | {day} | 满意 |  |  |", **given)


CASES = [
    ("P01", third(title="垃圾清运；路灯不亮"), (SHEET, 4, "事项"), third(title="垃圾清运以及桶的清洗。")),
    ("P01", third(title="1、垃圾清运 2、路灯不亮"), (SHEET, 4, "事项"), third(title="1号楼、2号楼垃圾清运")),
    ("P01", third(title="垃" * 61), (SHEET, 4, "事项"), third(title="垃" * 60)),
    ("P02", [("支部信息", "办理情况截至日期", "2023-09-30"), (SHEET, "2023-08-25", "2023-10-01")], (SHEET, 2, "办结日期"), []),
    ("P02", [(SHEET, REFERRED, REFERRED.replace("2023-07-05", "2023-07-03"))], (SHEET, 3, "受理日期"),
     [(SHEET, REFERRED, REFERRED.replace("2023-07-05", "2023-07-04"))]),
    ("P02", [(SHEET, "| 2023-07-04 | 已列", "| 2023-07-05 | 已列"), (SHEET, "2023-08-25", "2023-07-04")], (SHEET, 2, "受理日期"),
     [(SHEET, "2023-08-25", "2023-07-04")]),
    ("P02", [(SHEET, REFERRED, REFERRED.removesuffix("  |") + " 2023-07-04 |")], (SHEET, 3, "转办日期"),
     [(SHEET, REFERRED, REFERRED.removesuffix("  |") + " 2023-07-05 |")]),
    ("H01", [(SHEET, "2023-08-25", "2023-10-09")], (SHEET, 2, "办结日期"), [(SHEET, "2023-08-25", "2023-10-08")]),
    ("P03", third(answer="|  |  |  |  | 2023-09-25 |  |  |  |"), (SHEET, 4, "状态"), []),
    ("P13", third(answer="|  |  | 供电所 |  |  |  |  |  |"), (SHEET, 4, "状态"), []),
    ("P13", third(answer="|  |  |  | 2023-09-22 |  |  |  |  |"), (SHEET, 4, "状态"),
     third(state="已转办", answer="| 已请环卫所加派车辆。 | 2023-09-25 | 环卫所 | 2023-09-22 |  |  |  |  |")),
    ("P20", wider("对方答复", "已派车"), (SHEET, 4, "转办单位"), wider("对方答复", "")),
    ("P04", [(SHEET, "已报供电所维修。", "已办理")], (SHEET, 3, "答复内容"), [(SHEET, "已报供电所维修。", "已办理路灯更换")]),
    ("P04", answered("正在协调处理中。"), (SHEET, 4, "答复内容"), answered("正在协调保洁公司加派车辆。")),
    ("P04", answered("同上"), (SHEET, 4, "答复内容"), answered("同意下月起每周清运两次。")),
    ("P04", answered("同意"), (SHEET, 4, "答复内容"), answered("无需缴费")),
    ("P14", answered("同议2023-009"), (SHEET, 4, "答复内容"), answered("同议2023-001")),
    ("P14", answered("同 议2023-003。"), (SHEET, 4, "答复内容"), answered("同意于2024-05办")),
    ("P15", more("| 议2023-004 | 2023-09-20 | 二组 | 垃圾外溢 | 环境卫生 | 正在办理 | 2023-09-21 | 同议2023-003 | 2023-09-22 |  |  |  |  |  |  |  |"),
     (SHEET, 5, "答复内容"),
     more("| 议2023-004 | 2023-09-20 | 二组 | 垃圾外溢 | 环境卫生 | 正在办理 | 2023-09-21 | 同议2023-002 | 2023-09-22 |  |  |  |  |  |  |  |")),
    ("P06", third(answer="|  |  |  |  |  | 满意 |  |  |"), (SHEET, 4, "满意度"), third(answer="|  |  |  |  |  | 未回访 |  |  |")),
    ("P19", [(SHEET, "| 满意 |", "| 不满意 |")], (SHEET, 2, "满意度"),
     [*wider("原编号", "议2023-001"), (SHEET, "| 满意 |", "| 不满意 |")]),
    ("P19", [(SHEET, "| 满意 |", "| 不满意 |")], (SHEET, 2, "满意度"),
     [(SHEET, "| 满意 | 实2023-001 |  |  |", "| 不满意 | 实2023-001 |  | 已约定下周再看一次。 |")]),
    ("P19", [(SHEET, "| 满意 |", "| 不满意 |")], (SHEET, 2, "满意度"),
     third(state="不予采纳", answer="| 路宽不够，不能划车位。 | 2023-09-25 |  |  |  | 不满意 |  |  |")),
    ("P21", third(answer="|  | 2023-09-25 |  |  |  |  |  |  |"), (SHEET, 4, "答复内容"), answered("每周清运两次。")),
    ("P22", third(answer="| 每周清运两次。 |  |  |  |  |  |  |  |"), (SHEET, 4, "答复日期"), []),
    ("P05", [(SHEET, "2023-09-20", "2023-08-08")], (SHEET, 4, "提出日期"), [(SHEET, "2023-09-20", "2023-08-09")]),
    ("P16", third(accepted="2023-09-28"), (SHEET, 4, "受理日期"), third(accepted="2023-09-27")),
    ("P16", third(state="未办理", accepted="", proposed="2023-09-22"), (SHEET, 4, "受理日期"),
     third(state="未办理", accepted="", proposed="2023-09-25")),
    ("P17", third(proposed="2023-09-08", accepted="2023-09-11"), (SHEET, 4, "答复日期"),
     third(proposed="2023-09-11", accepted="2023-09-12")),
    ("P17", solved("2023-09-22", proposed="2023-09-01", accepted="2023-09-01"), None, []),
    ("P17", solved("2023-09-25", proposed="2023-09-01", accepted="2023-09-01"), (SHEET, 4, "答复日期"), []),
    ("P18", third(accepted=""), (SHEET, 4, "受理日期"), third(accepted="", state="未办理")),
    ("P18", [*third(accepted=""), (SHEET, "已转办 | 2023-07-04", "已转办 | ")], (SHEET, 3, "受理日期"), []),
    ("P11", third(proposed="2023-10-01", accepted="2023-10-02"), (SHEET, 4, "提出日期"), []),
    ("P07", wider("提出人 | 提出人身份", "王方 | 匿名"), (SHEET, 4, "提出人"), wider("提出人 | 提出人身份", "匿名 | 匿名")),
    ("P07", wider("提出人身份 | 可公开姓名", "匿名 | 是"), (SHEET, 4, "可公开姓名"), wider("提出人身份 | 可公开姓名", "匿名 | 否")),
    ("P07", wider("提出人 | 可公开姓名", " | 是"), (SHEET, 4, "提出人"), wider("提出人 | 可公开姓名", "王方 | 是")),
    ("P07", wider("提出人 | 提出人身份 | 可公开姓名", "王方 | 匿名 | 是"), (SHEET, 4, "提出人"), []),
    ("P08", solved("2023-09-25", title="县道破损"), (SHEET, 4, "状态"),
     third(title="县道破损", state="已办结", answer="| 县里已修补。 | 2023-09-25 | 县公路站 | 2023-09-22 | 2023-09-25 |  |  |  |")),
    ("P12", wider("原编号", "议2023-003"), (SHEET, 4, "原编号"), wider("原编号", "议2022-003")),
    ("P23", more(LAST.replace("议2023-003", "议2023-004")), (SHEET, 5, "事项"),
     more(LAST.replace("议2023-003", "议2023-004").replace("一组", "二组"))),
    ("P24", third(proposed="2023-06-20", accepted="2023-06-21", state="已办结",
                  answer="| 每周清运两次。 | 2023-06-30 |  |  | 2023-06-30 | 满意 |  |  |"), (SHEET, 4, "办结日期"),
     third(proposed="2023-06-20", accepted="2023-06-21", state="已办结",
           answer="| 每周清运两次。 | 2023-06-30 |  |  | 2023-07-01 | 满意 |  |  |")),
]
