"""What is wrong on purpose in the sample: for tests that recount findings by hand."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault: sheet and cell where it is seen, what stands there (None = left blank), the level staff read."""

    sheet: str
    cell: str
    typed: object
    level: str
    what: str


# 白沙村: exactly these errors and warnings, one finding each.
PLANTED_FILE = "村/白沙村三季度报表.xlsx"
PLANTED = (
    Fault("会议", "M4", "传达镇里会议，本季度召开会议X次", "必须改", "placeholder left in"),
    Fault("会议", "I6", 14, "必须改", "more present than expected"),
    Fault("会议", "B11", "支部夜校", "必须改", "unknown kind of meeting"),
    Fault("会议", "A12", 9.1, "必须改", "a date that is a decimal number"),
    Fault("会议", "H13", "二十几人", "必须改", "a count in words"),
    Fault("会议", "A15", "2023年9月31日", "必须改", "a day that does not exist"),
    Fault("表决事项", "H2", 19, "必须改", "19 + 1 + 1 votes of 22 present"),
    Fault("党员", "J8", None, "必须改", "full member without 转正日期"),
    Fault("党员", "B13", None, "必须改", "sex left blank"),
    Fault("民生实事", "F2", "议2023-019", "必须改", "a proposal that is not there"),
    Fault("民生实事", "I3", 86000, "请核对", "万元 typed as 元"),
    Fault("民生实事", "A4", "实2023-002", "必须改", "number used twice"),
    Fault("民生实事", "R5", "2023.10.6", "必须改", "finished after 办理情况截至日期"),
    Fault("居民提案", "P3", None, "必须改", "已办结 without 答复日期"),
    Fault("居民提案", "T5", None, "必须改", "已办结 without 办结日期"),
)

# Elsewhere: one warning each, a day before the coverage. 南塘居 has not explained it in 说明, 湖滨社区党总支 has.
DOUBTS = {"居/南塘居三季度.xlsx": Fault("其他工作", "A2", 20230627, "请核对", "no 说明: the branch is 待说明")}
EXPLAINED = {
    "社区/湖滨社区/湖滨总支2023年3季度.xlsx": Fault("其他工作", "A2", "2023/6/29", "请核对", "with 说明: 通过"),
}
