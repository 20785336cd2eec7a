"""党建办年度述职报告: what the head of the party affairs office reports on the year."""

from blocks import any_of, says, section

from kinds.township import DUTIES, OPENING, PARTY, REST, STUDY

NAME = "党建办年度述职报告"

LINES = [
    *OPENING, *STUDY, *DUTIES,
    *section("{{ 全镇 }}基层党建情况", any_of("党组织", "党员", "组织生活", "党费"), says("统计依据"), *PARTY),
    *REST,
]
