"""可供参考的问题表述: what the rows say fell short, in plain sentences, and nothing else."""

import dataclasses
import re

import pytest

from markdown import cells
from reportfacts import counted, facts
from reportsamples import community, issues, village
from shuzhi.model.finding import Finding
from shuzhi.model.words import Audience, Level
from shuzhi.render.context import context_of
from shuzhi.render.suggestions import suggestions

INDICATORS = """
| 指标 | 文字 |
|---|---|
| | |
| general_attendance_rate=30/48 | 2023年第三季度支部党员大会应到48人次、实到30人次，到会率62.5%。 |
| general_attendance_rate=30/48 orglife_attendance_rate=30/48 | 2023年第三季度支部党员大会应到48人次、实到30人次，到会率62.5%。 |
| representatives_attendance_rate=20/30 | 2023年第三季度村民代表会议应到30人次、实到20人次，到会率66.7%。 |
| general_attendance_rate=8/10 | |
| general_attendance_rate=1/9 | |
| dues_rate=1260/1260 | |
| dues_rate=1200.5/1260 dues_unpaid_members=2 | 2023年第三季度应交党费1260元、已交1200.5元，收缴率95.3%，未交齐2名。 |
| dues_unpaid_members=1 | 2023年第三季度党费未交齐1名。 |
| disclosure_party=0 disclosure_village=0 disclosure_finance=2 | 2023年第三季度未进行党务公开、村务公开。 |
| collective_income=12.5 collective_target=20 collective_rate=12.5/20 | |
| collective_income=7 collective_target=20 collective_rate=7/20 | 截至2023年9月30日，2023年集体经济收入累计7万元，全年目标20万元，完成目标的35%。 |
| tasks_overdue=0 | |
| tasks_overdue=2 | 截至2023年10月8日，超过计划完成日期尚未完成的民生实事2件。 |
| proposals_overdue=1 | 截至2023年10月8日，超过办结期限尚未办结的村民意见建议1条。 |
| proposals_total=4 proposals_replied=4 | |
| proposals_total=4 proposals_replied=1 | 截至2023年10月8日，尚未答复的村民意见建议3条。 |
| proposals_transferred_no_answer=1 | 截至2023年10月8日，已转办、承办单位尚未反馈的村民意见建议1条。 |
| proposals_closure_rate=5/12 | 截至2023年10月8日，村民意见建议12条，已办结5条，办结率41.7%。 |
| proposals_closure_rate=0/12 | 截至2023年10月8日，村民意见建议12条，没有已办结的。 |
| proposals_satisfaction_rate=7/12 | 截至2023年10月8日，已评价的村民意见建议12条，满意和基本满意7条，满意率58.3%。 |
| proposals_satisfaction_rate=7/9 | |
"""
NOTICES = """
| 规则 | 提醒 | 指标 | 文字 |
|---|---|---|---|
| H04 | 7月至9月未见支部党员大会记录。 | meetings_general=0 meetings_general_expected=1 | 2023年7月至9月未召开支部党员大会，应召开1次。 |
| H05 | 8月未见支部委员会会议记录。 | meetings_committee=3 meetings_committee_expected=3 | 2023年8月未召开支部委员会会议。 |
| H06 | 9月各有2个党小组，7月、8月有1个党小组未见党小组会记录。 | meetings_group=2 meetings_group_expected=6 | 2023年7月、8月、9月有党小组未召开党小组会，应召开6次、实际召开2次。 |
| H07 | 第一支部7月；第二支部8月未见主题党日记录。 | | 2023年第三季度，第一支部7月；第二支部8月未开展主题党日。 |
| H08 | 7月至9月未见党课记录。 | | 2023年7月至9月未上党课。 |
| H08 | 7月至9月党课记录不足2次。 | | |
| H09 | 全年未见组织生活会记录。 | | 2023年全年未召开组织生活会。 |
| B05 | 从换届日期算起，5年任期已满。 | | 截至2023年9月30日，从换届日期算起，任期已满，未见换届。 |
| B05 | 从换届日期算起，5年任期将在统计截止日期后6个月内届满。 | | |
| Q02 | 已过完成时限，整改情况还不是已整改。 | | 截至2023年10月8日，超过完成时限、整改情况还不是已整改的问题1个。 |
| H35 | 各月主题党日的日子相差超过10天。 | | |
"""
SHEETS = {"H": "meetings", "B": "branches", "Q": "problems"}


def having(values="", notices=(), **more):
    found = counted(values)
    return dataclasses.replace(facts(**more), own=found, all=found, notices=tuple(notices))


def texts(given):
    return [one.text for one in suggestions(given)]


@pytest.mark.parametrize(("values", "expected"), cells(INDICATORS)[1:])
def test_rates_and_counts(values, expected):
    """A rate below its bar (with a base that says something) and what is late make one sentence each."""
    assert texts(having(values)) == [expected] * bool(expected)


@pytest.mark.parametrize(("code", "message", "values", "expected"), cells(NOTICES)[1:])
def test_notices(code, message, values, expected):
    """A notice of something not held makes one sentence, one that only asks to look again makes none."""
    notice = Finding(1, code, Level.NOTICE, SHEETS[code[0]], 7, message=message)
    assert texts(having(values, [notice])) == [expected] * bool(expected)


def test_rows_found_by_one_rule_are_counted():
    """Two rows are one sentence with their number, and the number knows the rows."""
    found = [Finding(1, "Q02", Level.NOTICE, "problems", row) for row in (9, 4, 9)]
    (told,) = suggestions(having(notices=found))
    assert told.text.endswith("的问题2个。")
    assert [part.rows for part in told.parts if not isinstance(part, str)] == [("问题与措施!4", "问题与措施!9")]


def test_probation_that_is_over_is_told_without_names():
    """A year, or the day it was extended to, before the day states are given on; not who was confirmed."""
    members = """
    | 姓名 | 人员类别 | 党籍状态 | 入党日期 | 延长预备期至 |
    | 甲一 | 预备党员 | 在册 | 2022-10-07 | |
    | 甲二 | 预备党员 | 在册 | 2022-10-08 | |
    | 甲三 | 预备党员 | 在册 | 2022-01-08 | 2023-10-31 |
    | 甲四 | 预备党员 | 在册 | 2022-01-08 | 2023-07-08 |
    | 甲五 | 正式党员 | 在册 | 2002-01-08 | |
    """
    assert texts(facts(党员=members)) == ["截至2023年10月8日，预备期已满、未见转正日期的预备党员2名。"]


def test_the_year_must_reach_its_target():
    """At the end of the year an income below the target is told, however near."""
    items = {"报告期": "2023年度", "统计起始日期": "2023-01-01", "统计截止日期": "2023-12-31",
             "集体经济收入（本年累计，万元）": "19.5", "集体经济收入目标（全年，万元）": "20"}
    assert texts(facts(items)) == [
        "截至2023年12月31日，2023年集体经济收入累计19.5万元，全年目标20万元，完成目标的97.5%。",
    ]


def test_a_parent_speaks_of_its_own_facts():
    """Of a 总支 with 支部 the sentence says whose fact it is."""
    given = dataclasses.replace(community(), own=counted("disclosure_party=0 tasks_overdue=1"))
    assert texts(given) == [
        "2023年第三季度，党总支本级未进行党务公开。",
        "截至2023年10月8日，党总支本级超过计划完成日期尚未完成的民生实事1件。",
    ]


@pytest.mark.parametrize("given", [village(), issues(), community()])
def test_no_cause_measure_judgement_or_promise(given):
    """A suggestion states; it neither explains nor blames nor promises, and every digit but those of dates is known."""
    for told in suggestions(given):
        assert not re.search("因为|由于|导致|不够|不足|不力|较差|下一步|将|要|加强|确保|我", told.text)
        words = "".join(part for part in told.parts if isinstance(part, str))
        assert not re.search(r"\d", re.sub(r"\d+年(第.季度|全年)?|\d+月(\d+日)?", "", words))


@pytest.mark.parametrize(("switch", "audience", "printed"), [
    ({"suggest"}, Audience.SUPERIOR, True), (set(), Audience.SUPERIOR, False),
    ({"suggest"}, Audience.RESIDENTS, False), ({"suggest"}, Audience.OFFICE, False),
])
def test_reports_print_them_only_upward_and_only_where_switched_on(switch, audience, printed):
    """数据反映的问题 is empty unless the township wants it in reports to the superior body."""
    given = having("tasks_overdue=2", audience=audience)
    given = dataclasses.replace(given, switches=frozenset(switch))
    assert bool(context_of(given)["数据反映的问题"]) is printed
