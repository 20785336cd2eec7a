"""Faults planted in GOOD, of votes: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

VOTE = "| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |"
REPRESENTATIVES = ("会议", "| 2023-09-10 | 支部委员会会议、主题党日 | 学习 | 王方 | 3 | 2 |",
                   "| 2023-09-10 | 支部委员会会议、主题党日、村（居）民代表会议 | 学习 | 王方 | 3 | 2 |")


def representatives(votes):
    """A vote of the village representatives beside the admission."""
    line = f"| 2023-09-10 | 村（居）民代表会议 | 修路 | 议事事项 {votes}  |"
    return (REPRESENTATIVES, ("表决事项", "| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |  |", f"| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |  |\n{line}"))


def admission(votes):
    return (("表决事项", VOTE, votes),)


def decision(kind, votes):
    return (("表决事项", f"接收预备党员 {VOTE}", f"{kind} {votes}"), ("党员", "2023-07-05", "2023-06-05"))

CASES = [
    ("H12", decision("议事事项", "| 4 | 1 | 0 | 1 | 0 | 0 | 未通过 |"), None, []),
    ("H12", [*decision("议事事项", "| 4 | 1 | 2 | 3 | 0 | 0 | 通过 |")], ("表决事项", 2, "有表决权实到"),
     decision("议事事项", "| 4 | 2 | 1 | 3 | 0 | 0 | 通过 |")),
    ("H13", admission("| 4 | 4 | 0 | 2 | 2 | 0 | 通过 |"), ("表决事项", 2, "赞成"), admission("| 4 | 4 | 0 | 3 | 1 | 0 | 通过 |")),
    ("H14", admission("| 4 | 2 | 1 | 3 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权实到"), admission("| 4 | 3 | 0 | 3 | 0 | 0 | 通过 |")),
    ("H16", decision("换届选举", "| 4 | 3 | 0 | 3 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权实到"),
     decision("换届选举", "| 4 | 4 | 0 | 2 | 2 | 0 | 通过 |")),
    ("H18", admission("| 5 | 5 | 0 | 5 | 0 | 0 | 通过 |"), ("表决事项", 2, "有表决权应到"), []),
    ("H25", representatives("| 30 | 19 | 0 | 19 | 0 | 0 | 通过 |"), ("表决事项", 3, "有表决权实到"),
     representatives("| 30 | 20 | 0 | 20 | 0 | 0 | 通过 |")),
    ("H25", representatives("| 30 | 20 | 0 | 10 | 10 | 0 | 通过 |"), ("表决事项", 3, "赞成"),
     representatives("| 30 | 20 | 0 | 11 | 9 | 0 | 通过 |")),
    ("X07", [("表决事项", "2023-07-05", "2023-07-06"), ("党员", "2023-07-05", "2023-07-06")], ("表决事项", 2, "会议日期"), []),
]
