"""意见建议办理情况报告: every issue of the residents with its own answer, first what an earlier period left open."""

from blocks import CLOSING, OPENING, block, items, lead, says, section

NAME = "意见建议办理情况报告"
COUNTS = says("意见建议", "满意度")
DAYS = "{% if 期间不一致 %}统计期间{% else %}{{ 报告期 }}{% endif %}"


def answered(name):
    """Each issue of a list of groups with its answer, below the name of its group."""
    return [
        ("gwBody", f"{{%p for 组 in {name} %}}"),
        ("gwHeading2", "{{ 序.二级 }}{{ 组.名称 }}"),
        ("gwBody", "{%p for 条 in 组.条目 %}"),
        ("gwBody", "{{ 条.序号 }}．{{ 条.事项 }}"),
        *block("条.并入", ("gwBody", "{{ 条.并入 }}")),
        ("gwBody", "办理情况：{{ 条.办理 }}"),
        ("gwBody", "{%p endfor %}"),
        ("gwBody", "{%p endfor %}"),
    ]


LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}意见建议办理情况报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}{{ 词.村居民 }}意见建议办理情况报告如下"),
    *block("结转意见建议分组", *COUNTS),
    *section("{{ 结转标题 }}", "结转意见建议分组", answered("结转意见建议分组")),
    *section(f"{DAYS}新提意见建议的办理情况", "结转意见建议分组 and 新提意见建议分组", answered("新提意见建议分组")),
    *section(
        "意见建议办理情况", "not 结转意见建议分组 and (新提意见建议分组 or 句.意见建议)", COUNTS, answered("新提意见建议分组"),
    ),
    *section("下一步工作打算", "打算清单", items("打算清单")),
    *CLOSING,
]
