"""年度抓基层党建述职报告: what a secretary reports to the superior body on the whole year."""

from blocks import CLOSING, OPENING, items, lead, section

NAME = "年度抓基层党建述职报告"

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}抓基层党建述职报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}工作情况报告如下"),
    *section("存在的问题及原因", "问题清单", items("问题清单")),
    *section("下一步工作打算", "打算清单", items("打算清单")),
    *CLOSING,
]
