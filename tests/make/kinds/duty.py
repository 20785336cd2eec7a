"""季度抓基层党建述职报告: what a secretary reports to the superior body each quarter."""

from blocks import (
    CLOSING,
    LAST_TEXTS,
    OPENING,
    OWN_TEXTS,
    any_of,
    block,
    compared,
    items,
    lead,
    part,
    says,
    section,
    typed,
)

NAME = "季度抓基层党建述职报告"
MEETINGS = ("会议", "未召开", "书记党课", "到会", "表决", "专题会议")
MEMBERS = ("党小组", "党员", "党员变动", "发展对象", "思想汇报", "党费")
TASKS = ("民生实事", "民生实事资金", "民生实事逾期")

LINES = [
    ("gwTitle", "{{ 支部.全称 }}"),
    ("gwTitle", "{{ 报告期 }}抓基层党建述职报告"),
    ("gwSpeaker", "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    *OPENING,
    *lead("现将{{ 报告期 }}履行抓基层党建工作职责情况报告如下"),
    *section(
        "履职情况", "句 or " + " or ".join(f"文字.{name}" for name in OWN_TEXTS),
        part("理论学习", "句.学习 or 文字.理论学习", says("学习"), typed("理论学习")),
        part("班子建设", "文字.班子建设", typed("班子建设")),
        part("组织生活", any_of(*MEETINGS), says("会议", "未召开", "书记党课"), says("专题会议"),
             says("到会"), says("表决")),
        part("党员教育管理", any_of(*MEMBERS), says("党小组", "党员", "发展对象", "党员变动", "思想汇报"), says("党费")),
        part("党务、{{ 词.村居务 }}和财务公开", "句.公开", says("公开")),
        part("集体经济", "句.集体经济", says("集体经济")),
        part("民生实事", any_of(*TASKS), says(*TASKS), items("实事清单")),
        part("意见建议办理", any_of("意见建议", "满意度", "议定事项"), says("意见建议", "满意度"), says("议定事项")),
        part("其他工作", "工作清单 or 句.全体其他工作 or 文字.其他工作补充",
             says("全体其他工作"),
             items("工作清单"), typed("其他工作补充")),
        compared(),
        *(part(name, f"文字.{name}", typed(name)) for name in LAST_TEXTS),
    ),
    *section(
        "存在的问题及原因", "问题清单 or 数据反映的问题",
        block("问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}问题和原因")),
        items("问题清单"),
        block("问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}数据反映的问题")),
        items("数据反映的问题"),
    ),
    *section(
        "下一步工作打算", "措施清单 or 打算清单",
        block("措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}整改措施")),
        items("措施清单"),
        block("措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}工作打算")),
        items("打算清单"),
    ),
    *CLOSING,
]
