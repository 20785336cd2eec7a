"""年度工作总结: a branch's year, signed and dated, its problems by aspect."""

from blocks import CLOSING, OPENING, grouped, lead, part, says, section

from kinds.annual import FEEDBACK, SAID, WORK

NAME = "年度工作总结"

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}工作总结"),
    ("gwSpeaker", "（{{ 统计期间 }}）"),
    *OPENING,
    *lead("现将{{ 报告期 }}工作情况报告如下"),
    *section("基本情况和主要工作", "句.基本情况 or " + SAID, part("基本情况", "句.基本情况", says("基本情况")), *WORK),
    *FEEDBACK,
    *section("存在的问题及原因", "自查问题分组", grouped("自查问题分组")),
    *section("改进措施和下一步打算", "改进分组", grouped("改进分组")),
    *CLOSING,
]
