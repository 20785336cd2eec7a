"""Makes the templates of the workspace: python tests/make/templates.py [FOLDER] (default templates/)."""

import sys
from pathlib import Path

from housestyle import write

OPENING = [
    ("gwAddressee", "{%p if 称谓 %}"), ("gwAddressee", "{{ 称谓 }}"), ("gwAddressee", "{%p endif %}"),
    ("gwBody", "{%p for 段 in 开头语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
]
CLOSING = [
    ("gwBody", "{%p for 段 in 文字.结束语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
    ("gwSignature", "{%p if 支部.署名 %}"), ("gwSignature", "{{ 支部.署名 }}"), ("gwSignature", "{%p endif %}"),
    ("gwDate", "{%p if 支部.成文日期 %}"), ("gwDate", "{{ 支部.成文日期 }}"), ("gwDate", "{%p endif %}"),
]
COVERAGE = "{% if 期间不一致 %}（统计期间：{{ 统计期间 }}）{% endif %}。{{ 统计范围 }}"
COVERAGE_ALONE = "{% if 期间不一致 %}统计期间：{{ 统计期间 }}。{% endif %}{{ 统计范围 }}"
LAST_TEXTS = ("特色做法", "意识形态", "党风廉政和个人廉洁")
OWN_TEXTS = ("理论学习", "班子建设", "其他工作补充", *LAST_TEXTS)


def block(condition, *lines):
    """Lines that are printed only where there is something to say."""
    return [("gwBody", f"{{%p if {condition} %}}"), *lines, ("gwBody", "{%p endif %}")]


def lead(text):
    """The sentence that opens the report, unless the secretary wrote it; what is counted is said either way."""
    return [
        *block("not 自拟开头", ("gwBody", text + COVERAGE)),
        *block("自拟开头 and (期间不一致 or 统计范围)", ("gwBody", COVERAGE_ALONE)),
    ]


def items(name):
    """A numbered line for each of a list."""
    return [
        ("gwBody", f"{{%p for 项 in {name} %}}"), ("gwBody", "{{ 序.三级 }}．{{ 项 }}"), ("gwBody", "{%p endfor %}"),
    ]


def typed(name):
    """The secretary's own paragraphs."""
    return [("gwBody", f"{{%p for 段 in 文字.{name} %}}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}")]


def says(*names):
    """One paragraph of sentences, left out where none of them says anything."""
    return block(" or ".join(f"句.{name}" for name in names), ("gwBody", "".join(f"{{{{ 句.{n} }}}}" for n in names)))


def part(title, condition, *groups):
    """（一） and what stands below it."""
    heading = ("gwHeading2", f"（{{{{ 序.二级 }}}}）{title}")
    return block(condition, heading, *(line for group in groups for line in group))


def section(title, condition, *groups):
    """一、 and what stands below it."""
    heading = ("gwHeading1", f"{{{{ 序.一级 }}}}、{title}")
    return block(condition, heading, *(line for group in groups for line in group))


def any_of(*names):
    """True where one of the sentences says something."""
    return " or ".join(f"句.{name}" for name in names)


MEETINGS = ("会议", "未召开", "书记党课", "到会", "表决")
MEMBERS = ("党员", "党员变动", "发展对象", "思想汇报", "党费")
TASKS = ("民生实事", "民生实事资金", "民生实事逾期")

DUTY = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}抓基层党建述职报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}履行抓基层党建工作职责情况报告如下"),
    *section(
        "履职情况", "句 or " + " or ".join(f"文字.{name}" for name in OWN_TEXTS),
        part("理论学习", "句.学习 or 文字.理论学习", says("学习"), typed("理论学习")),
        part("班子建设", "文字.班子建设", typed("班子建设")),
        part("组织生活", any_of(*MEETINGS), says("会议", "未召开", "书记党课"), says("到会"), says("表决")),
        part("党员教育管理", any_of(*MEMBERS), says("党员", "发展对象", "党员变动", "思想汇报"), says("党费")),
        part("党务、{{ 词.村居务 }}和财务公开", "句.公开", says("公开")),
        part("集体经济", "句.集体经济", says("集体经济")),
        part("民生实事", any_of(*TASKS), says(*TASKS), items("实事清单")),
        part("意见建议办理", any_of("意见建议", "满意度", "议定事项"), says("意见建议", "满意度"), says("议定事项")),
        part("其他工作", "工作清单 or 句.全体其他工作 or 文字.其他工作补充",
             says("全体其他工作"),
             items("工作清单"), typed("其他工作补充")),
        *(part(name, f"文字.{name}", typed(name)) for name in LAST_TEXTS),
    ),
    *section("存在的问题及原因", "问题清单", items("问题清单")),
    *section(
        "下一步工作打算", "措施清单 or 打算清单",
        block("措施清单 and 打算清单", ("gwHeading2", "（{{ 序.二级 }}）整改措施")),
        items("措施清单"),
        block("措施清单 and 打算清单", ("gwHeading2", "（{{ 序.二级 }}）工作打算")),
        items("打算清单"),
    ),
    *CLOSING,
]

REPLIES = [
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
            ("gwHeading2", "（{{ 序.二级 }}）{{ 组.名称 }}"),
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


def main(folder):
    """Write both templates."""
    for name, lines in (("季度抓基层党建述职报告", DUTY), ("意见建议办理情况报告", REPLIES)):
        write(folder / f"{name}.docx", lines, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "templates")
