"""年度抓基层党建述职报告: what a secretary reports to the superior body on the whole year."""

from blocks import (
    CLOSING,
    LAST_TEXTS,
    OPENING,
    any_of,
    block,
    compared,
    grouped,
    lead,
    lines,
    part,
    says,
    section,
    typed,
)

NAME = "年度抓基层党建述职报告"
DUTY = ("责任会议", "党建经费")
STUDY = ("学习活动", "会议学习", "学习", "书记党课")
LIFE = ("组织生活", "未召开", "到会", "主题党日到会", "表决")
MEMBERS = ("党员", "发展对象", "党员变动", "思想汇报", "流动党员汇报", "党费")
TASKS = ("民生实事", "民生实事逾期", "民生实事资金", "实事来源")
ISSUES = ("议事会议", "意见建议", "意见来源", "满意度", "述职评议", "议定事项")
SENTENCES = (*DUTY, *STUDY, *LIFE, *MEMBERS, *TASKS, *ISSUES, "公开", "集体经济", "全体其他工作", "环比", "同比")
TEXTS = ("理论学习", "班子建设", "其他工作补充", *LAST_TEXTS)
# Both annual kinds tell of the year's work in these parts.
WORK = (
    part("责任落实", any_of(*DUTY) + " or 文字.班子建设", says("责任会议"), typed("班子建设"), says("党建经费")),
    part("学习教育", any_of(*STUDY) + " or 文字.理论学习",
         says("学习活动", "书记党课"), says("会议学习", "学习"), typed("理论学习")),
    part("组织生活", any_of(*LIFE), says("组织生活", "未召开"), says("到会", "主题党日到会"), says("表决")),
    part("党员教育管理", any_of(*MEMBERS),
         says("党员", "发展对象", "党员变动"), says("思想汇报", "流动党员汇报"), says("党费")),
    part("党务、{{ 词.村居务 }}和财务公开", "句.公开", says("公开")),
    part("集体经济", "句.集体经济", says("集体经济")),
    part("民生实事", any_of(*TASKS) + " or 实事清单",
         says("民生实事", "民生实事逾期"), says("民生实事资金", "实事来源"), lines("实事清单")),
    part("听取和办理意见建议", any_of(*ISSUES),
         says("议事会议"), says("意见建议", "意见来源", "满意度"), says("述职评议"), says("议定事项")),
    part("全体工作", "句.全体其他工作", says("全体其他工作")),
    grouped("工作分组"),
    part("其他工作补充", "文字.其他工作补充", typed("其他工作补充")),
    compared(),
    *(part(name, f"文字.{name}", typed(name)) for name in LAST_TEXTS),
)
SAID = any_of(*SENTENCES) + " or 实事清单 or 工作分组 or " + " or ".join(f"文字.{name}" for name in TEXTS)
FEEDBACK = section("上级反馈问题整改情况", "反馈问题分组", grouped("反馈问题分组"))

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}抓基层党建述职报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}抓基层党建工作情况报告如下"),
    *section("基本情况", "句.基本情况", says("基本情况")),
    *section("主要工作", SAID, *WORK),
    *FEEDBACK,
    *section(
        "存在的问题及原因", "自查问题清单 or 数据反映的问题",
        block("自查问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}问题和原因")),
        lines("自查问题清单"),
        block("自查问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}数据反映的问题")),
        lines("数据反映的问题"),
    ),
    *section(
        "下一步工作打算", "自查措施清单 or 打算清单",
        block("自查措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}整改措施")),
        lines("自查措施清单"),
        block("自查措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}工作打算")),
        lines("打算清单"),
    ),
    *CLOSING,
]
