"""Faults planted in GOOD, of works: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

CASES = [
    ("W01", [("其他工作", "| 12 | 户次 |", "| 12 |  |")], ("其他工作", 2, "数量"), [("其他工作", "| 12 | 户次 |", "|  |  |")]),
]
