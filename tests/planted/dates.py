"""Faults planted in GOOD, of dates: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

CASES = [
    ("H01", [("会议", "2023-09-10", "2023-10-09")], ("会议", 5, "日期"), []),
    ("H31", [("其他工作", "2023-07-20", "2023-06-30")], ("其他工作", 2, "日期"), [("其他工作", "2023-07-20", "2023-07-01")]),
]
