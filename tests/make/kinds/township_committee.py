"""镇党委年度述职报告: what the township's secretary, or its committee, reports on the year."""

from blocks import any_of, part, says, section

from kinds.township import DUTIES, OPENING, PARTY, REST, STUDY

NAME = "镇党委年度述职报告"
SAID = (
    "党组织", "党员", "组织生活", "党费", "民生实事", "民生实事资金", "意见建议", "满意度", "集体经济", "服务群众",
    "志愿力量",
)

LINES = [
    *OPENING, *STUDY, *DUTIES,
    *section(
        "{{ 全镇 }}基层党建情况", any_of(*SAID),
        says("统计依据"), *PARTY,
        part("民生实事", any_of("民生实事", "民生实事资金"), says("民生实事", "民生实事资金")),
        part("群众意见建议", any_of("意见建议", "满意度"), says("意见建议", "满意度")),
        part("集体经济", "句.集体经济", says("集体经济")),
        part("服务群众", any_of("服务群众", "志愿力量"), says("服务群众", "志愿力量")),
    ),
    *REST,
]
