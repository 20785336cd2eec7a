"""Faults planted in GOOD, of admissions: code, changes that break it, the finding (sheet, row, column), changes that just do not."""

from planted.development import one
from planted.probation import NO_ADMISSION, THREE

ZHAO = "| 赵一 | 男 | 1995-02-01 | 预备党员 | 在册 |  |  | 2019-01-01 | 2020-01-01 | 2022-01-01 | 2023-07-05 |  |  |  |\n"


def confirmed(day, *, votes=THREE[2]):
    """周七 confirmed on that day, a year after he joined; `votes`: the votes of the meeting on 2023-07-05."""
    return [*one(5, 入党日期=f"2022{day[4:]}", 转正日期=day), ("表决事项", THREE[1], votes)]


def confirmation(numbers):
    """A second vote on 2023-07-05, on 转正."""
    return ("表决事项", THREE[1], f"{THREE[1]}  |\n| 2023-07-05 | 支部党员大会 | 周七转正 | 预备党员转正 {numbers}")


CASES = [
    ("M14", [("党员", "2023-07-05", "2023-08-05")], ("党员", 6, "入党日期"), [("党员", "2023-07-05", "2023-06-30"), NO_ADMISSION]),
    ("M14", confirmed("2023-07-20"), ("党员", 5, "转正日期"),
     [*one(5, 入党日期="2022-07-20", 转正日期="2023-07-20"), THREE, ("表决事项", THREE[2], f"{THREE[2]}  |\n| 2023-07-05 | 支部党员大会 | 周七转正 | 预备党员转正 {THREE[2]}")]),
    ("M14", confirmed("2023-08-31"), ("党员", 5, "转正日期"), confirmed("2023-09-01")),
    ("M14", [("党员", "2023-07-05", "2023-07-01")], ("党员", 6, "入党日期"), [("党员", "2023-07-05", "2023-10-01"), NO_ADMISSION]),
    ("M14", [("党员", "2023-07-05", "2023-09-30")], ("党员", 6, "入党日期"), [
        *confirmed("2023-08-31"), ("表决事项", THREE[2], f"{THREE[2]}  |\n| 2023-07-02 | 支部党员大会 | 周七转正 | 预备党员转正 {THREE[2]}")]),
    ("M14", [("党员", ZHAO, "")], ("表决事项", 2, "事项类别"), [("党员", ZHAO, ""), ("支部信息", "党员名册是否完整", "否")]),
    ("M14", [confirmation("| 4 | 4 | 0 | 4 | 0 | 0 | 通过 |")], ("表决事项", 3, "事项类别"),
     [confirmation("| 4 | 4 | 0 | 1 | 3 | 0 | 未通过 |")]),
]
