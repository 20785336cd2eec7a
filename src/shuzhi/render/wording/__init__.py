"""Sentences from facts: pure functions, one module a topic; None = nothing to say."""

from collections.abc import Callable, Mapping

from shuzhi.model.facts import Facts
from shuzhi.render.sentence import Sentence
from shuzhi.render.wording import (
    convened,
    economy,
    judged,
    meetings,
    members,
    proposals,
    purposes,
    standing,
    tasks,
    works,
)

SENTENCES: Mapping[str, Callable[[Facts], Sentence | None]] = {
    "会议": meetings.held,
    "未召开": meetings.missing,
    "书记党课": meetings.lectures,
    "学习": meetings.studied,
    "居情报告会": convened.reported,
    "专题会议": convened.special,
    "到会": meetings.attendance,
    "表决": meetings.votes,
    "党员": members.standing,
    "党小组": members.groups,
    "党员发展": members.developed,
    "党员变动": members.moved,
    "发展对象": members.candidates,
    "思想汇报": members.thought_reports,
    "党费": economy.dues,
    "公开": economy.disclosure,
    "集体经济": economy.income,
    "民生实事": tasks.summary,
    "民生实事资金": tasks.money,
    "民生实事逾期": tasks.overdue,
    "意见建议": proposals.summary,
    "满意度": proposals.satisfaction,
    "议定事项": proposals.agenda,
    "其他工作": works.summary,
    "全体其他工作": works.together,
    "基本情况": standing.basics,
    "党建经费": standing.spent,
    "流动党员汇报": standing.mobile_reports,
    "责任会议": purposes.duty,
    "学习活动": purposes.study,
    "会议学习": purposes.studied_within,
    "组织生活": purposes.life,
    "议事会议": purposes.residents,
    "主题党日到会": purposes.theme_days,
    "述职评议": judged.reviews,
    "意见来源": judged.issue_sources,
    "实事来源": judged.task_sources,
}
