"""一述两评三议事居情报告: what is told to members and residents: work done, what was adopted, what is proposed now."""

from blocks import CLOSING, COVERAGE, COVERAGE_ALONE, OPENING, block, items, part, says, section, typed

NAME = "一述两评三议事居情报告"
MEETING = "{% if 支部.报告会日期 %}向{{ 支部.报告会日期 }}{{ 词.村居情 }}报告会{% endif %}"
TEXTS = ("理论学习", "班子建设", "特色做法", "其他工作补充")
TASKS = ("民生实事", "民生实事资金", "民生实事逾期")

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}"),
    ("gwTitle", "“一述两评三议事”{{ 词.村居情 }}报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *block("not 自拟开头", ("gwBody", "现将{{ 报告期 }}工作情况" + MEETING + "报告如下" + COVERAGE)),
    *block("自拟开头 and (期间不一致 or 统计范围)", ("gwBody", COVERAGE_ALONE)),
    *section(
        "工作完成情况",
        "句.会议 or 句.学习 or 句.党员发展 or 句.意见建议 or 实事清单 or 工作清单 or 句.全体其他工作 or "
        + " or ".join(f"文字.{name}" for name in TEXTS),
        part("组织生活和党员发展", "句.会议 or 句.学习 or 句.党员发展 or 文字.理论学习",
             says("会议", "书记党课"), says("居情报告会"), says("专题会议"), says("学习"), typed("理论学习"), says("党员发展")),
        part("班子建设", "文字.班子建设", typed("班子建设")),
        part("民生实事", "句.民生实事 or 实事清单", says(*TASKS), items("实事清单")),
        part("意见建议办理", "句.意见建议", says("意见建议", "满意度")),
        part("其他工作", "工作清单 or 句.全体其他工作 or 文字.其他工作补充",
             says("全体其他工作"), items("工作清单"), typed("其他工作补充")),
        part("特色做法", "文字.特色做法", typed("特色做法")),
    ),
    *section("会议议定事项及办理情况", "议定清单", items("议定清单")),
    *section("本次拟定议题", "拟定清单", items("拟定清单")),
    *section("存在的问题及原因", "问题清单", items("问题清单")),
    *section(
        "下一步工作打算", "措施清单 or 打算清单",
        block("措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}整改措施")),
        items("措施清单"),
        block("措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}工作打算")),
        items("打算清单"),
    ),
    *CLOSING,
]
