"""意见建议办理情况报告: every issue of the residents with its own answer."""

from blocks import CLOSING, OPENING, block, items, lead, says, section

NAME = "意见建议办理情况报告"

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}意见建议办理情况报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}{{ 词.村居民 }}意见建议办理情况报告如下"),
    *section(
        "意见建议办理情况", "意见建议分组 or 句.意见建议",
        says("意见建议", "满意度"),
        [
            ("gwBody", "{%p for 组 in 意见建议分组 %}"),
            ("gwHeading2", "{{ 序.二级 }}{{ 组.名称 }}"),
            ("gwBody", "{%p for 条 in 组.条目 %}"),
            ("gwBody", "{{ 条.序号 }}．{{ 条.事项 }}"),
            *block("条.并入", ("gwBody", "{{ 条.并入 }}")),
            ("gwBody", "办理情况：{{ 条.办理 }}"),
            ("gwBody", "{%p endfor %}"),
            ("gwBody", "{%p endfor %}"),
        ],
    ),
    *section("下一步工作打算", "打算清单", items("打算清单")),
    *CLOSING,
]
