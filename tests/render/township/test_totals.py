"""What a township's report says of all its branches together, and where they fell short."""

import dataclasses
from datetime import date

import pytest

from markdown import cells
from shuzhi.model.words import Audience
from shuzhi.render.context import context_of
from shuzhi.render.township import branches, services
from shuzhi.render.township.behind import shortfalls
from shuzhi.render.township.context import SENTENCES
from townshipfacts import ROSTER, kind, township

SAID = """
| tag | totals | words |
|---|---|---|
| 党员 | members_total=86 members_full=85 members_probationary=1 members_60=34 members_admitted=1 | 截至2023年12月31日，党员86名，其中正式党员85名、预备党员1名；60岁以上党员34名。2023年度，发展党员1名。 |
| 党员 | members_total=0 | |
| 组织生活 | meetings_general=12 meetings_lecture=8 meetings_group=0 orglife_attendance_rate=9/10 | 2023年度，各党组织召开支部党员大会12次，上党课8次。党内组织生活到会率90%。 |
| 组织生活 | meetings_general=0 | |
| 党费 | dues_due=1200 dues_paid=1200 dues_rate=1200/1200 | 2023年度，应交党费1200元，已全部交纳。 |
| 党费 | dues_due=1200 dues_paid=900 dues_rate=900/1200 | 2023年度，应交党费1200元，已交900元，收缴率75%。 |
| 民生实事 | tasks_total=3 tasks_done=2 tasks_ongoing=1 tasks_completion_rate=2/3 | 截至2024年1月8日，民生实事共3件，其中已完成2件、进行中1件，完成率66.7%。 |
| 民生实事 | tasks_total=0 | |
| 民生实事资金 | investment_total=12 investment_fiscal=10 investment_paid=5 | 计划总投资12万元；已列明的资金中，财政资金10万元；累计已支付5万元。 |
| 意见建议 | proposals_total=4 proposals_carried=1 proposals_new=3 proposals_replied=3 proposals_reply_rate=3/4 proposals_closed=0 proposals_closure_rate=0/4 proposals_ongoing=4 | 办理群众意见建议4条（以前结转1条、2023年度新提3条）。截至2024年1月8日，已答复3条，答复率75%；正在办理4条。 |
| 满意度 | proposals_rated=9 proposals_satisfied=9 proposals_satisfaction_rate=9/9 | |
| 满意度 | proposals_rated=10 proposals_satisfied=9 proposals_satisfaction_rate=9/10 | 已评价10条，满意和基本满意9条，满意率90%。 |
| 集体经济 | collective_income=29.7 collective_target=33 collective_rate=29.7/33 villages_income_over=1 cooperatives=2 | 截至2023年12月31日，2023年集体经济收入累计29.7万元，全年目标33万元，完成目标的90%；1个村（社区、居）集体经济收入达到10万元；合作社2个。 |
| 服务群众 | work_volunteering_times=4 work_volunteering_person_times=782 work_talks_person_times=163 | 2023年度，各党组织开展谈心谈话163人次，志愿服务4次、782人次。 |
| 志愿力量 | volunteers=241 volunteer_teams=0 | 截至2024年1月8日，有登记志愿者241名。 |
"""
SHORT = """
| totals | branches | words |
|---|---|---|
| orglife_attendance_rate=7/9 | | |
| orglife_attendance_rate=79/100 | | 2023年度，党内组织生活应到100人次、实到79人次，到会率79%。 |
| orglife_attendance_rate=80/100 | | |
| dues_unpaid_members=3 | | 2023年度，党费未交齐3名。 |
| tasks_overdue=3 | tasks_overdue=3 | 截至2024年1月8日，超过计划完成日期尚未完成的民生实事3件，涉及1个党组织。 |
| proposals_overdue=2 | proposals_overdue=2 | 截至2024年1月8日，超过办结期限尚未办结的群众意见建议2条，涉及1个党组织。 |
| proposals_transferred_no_answer=1 | proposals_transferred_no_answer=1 | 截至2024年1月8日，已转办、承办单位尚未反馈的群众意见建议1条，涉及1个党组织。 |
| proposals_satisfaction_rate=7/10 | | 截至2024年1月8日，已评价的群众意见建议10条，满意和基本满意7条，满意率70%。 |
| proposals_satisfaction_rate=7/9 | | |
| | collective_income=9.9 | 2023年，1个村（社区、居）集体经济收入未达到10万元。 |
| | collective_income=10 | |
| tasks_overdue=0 proposals_overdue=0 dues_unpaid_members=0 | tasks_overdue=0 | |
"""
RULES = """
| period | code | words |
|---|---|---|
| 2023Q3 | H04 | 2023年第三季度，2个党组织未召开支部党员大会。 |
| 2023Y | H04 | 2023年度，2个党组织有季度未召开支部党员大会。 |
| 2023Q3 | H07 | 2023年第三季度，2个党组织有月份未开展主题党日。 |
| 2023Y | H10 | 2023年度，2个党组织未开展民主评议党员。 |
| 2023Y | H35 | |
"""


@pytest.mark.parametrize(("tag", "totals", "words"), cells(SAID)[1:])
def test_totals_in_words(tag, totals, words):
    """Each sentence from the totals it needs; nothing of a 0 or a blank."""
    said = SENTENCES[tag](township(totals))
    assert (said.text if said else "") == words


def test_every_total_is_an_indicator_without_rows():
    """The lines of the branches are behind it: its source is its name."""
    given = township("tasks_total=3 tasks_done=3")
    given = dataclasses.replace(given, all={name: one._replace(rows=()) for name, one in given.all.items()})
    numbers = [part for part in services.tasks(given).parts if not isinstance(part, str)]
    assert [(one.source, one.rows) for one in numbers] == [("tasks_total", ()), ("tasks_done", ())]


def test_from_how_many_branches_the_totals_come():
    """All that were expected, some of them, none."""
    some = {"QH01": "members_total=3", "QH02": "members_total=4"}
    assert branches.basis(township(branches=some)).text == "应报送的党组织3个，其中计入以下统计的2个。"
    partly = township(branches=some, partial=("QH02",))
    assert branches.basis(partly).text == "应报送的党组织3个，其中计入以下统计的2个；计入的党组织中，1个缺部分季度的数据。"
    every = some | {"QH03": "members_total=5"}
    assert branches.basis(township(branches=every)).text == "以下数据按全镇3个党组织报送的工作簿统计。"
    assert branches.basis(township()) is None


def test_the_organisations_of_the_roster():
    """By kind and by unit in the form's order, whether they handed in or not."""
    assert branches.organised(township()).text == (
        "全镇有党组织3个，其中党支部2个、党总支1个；按所在单位分，村2个、社区1个。"
    )
    assert branches.organised(township(expected=())) is None


def test_branches_with_days_of_their_own_are_not_given_one():
    """Where the branches say how things stand on different days, no day is named."""
    said = services.tasks(township("tasks_total=1 tasks_done=1", same_day=False)).text
    assert said == "按各党组织填报的办理情况，民生实事共1件，其中已完成1件。"


@pytest.mark.parametrize(("totals", "own", "words"), cells(SHORT)[1:])
def test_where_the_branches_fell_short(totals, own, words):
    """Neutral numbers: what is below its bar or past its day, and how many branches it is about; no names."""
    given = township(totals, branches={"QH01": own, "QH02": "members_total=3"})
    assert [one.text for one in shortfalls(given)] == [words] * bool(words)


@pytest.mark.parametrize(("period", "code", "words"), cells(RULES)[1:])
def test_what_was_not_held(period, code, words):
    """The branches that a rule reminds, counted; a rule that only asks to look again is not told."""
    given = township(period=period, behind={code: ("QH01", "QH03")})
    assert [one.text for one in shortfalls(given)] == [words] * bool(words)


def test_income_below_the_line_is_told_at_the_end_of_the_year_only():
    """Rents come in late."""
    given = township(period="2023Q3", branches={"QH01": "collective_income=1"})
    assert shortfalls(given) == ()


def test_shortfalls_need_the_switch_and_the_superior():
    """As for a branch: printed only where 参数 says so, only for the superior body."""
    short = {"behind": {"H10": ("QH01",)}, "switches": frozenset({"suggest"})}
    assert context_of(township(**short))["数据反映的问题"]
    assert not context_of(township(**short | {"switches": frozenset()}))["数据反映的问题"]
    assert not context_of(township(**short, kind=kind(audience=Audience.RESIDENTS)))["数据反映的问题"]


@pytest.mark.parametrize(("name", "word"), [("青禾镇", "全镇"), ("云岭县石门乡", "全乡"), ("城东街道", "全街道"), ("青禾", "全乡镇")])
def test_the_whole_of_a_township(name, word):
    """全镇, 全乡, 全街道 by the last character of its name."""
    given = township(branches={one.code: "members_total=3" for one in ROSTER})
    assert word in branches.basis(dataclasses.replace(given, township=name)).text


def test_the_superior_is_addressed():
    """称谓: what was typed, else the superior body of 参数; nobody where the report is not for it."""
    assert context_of(township())["称谓"] == "中共云岭县委："
    typed = township(本级文字材料="| 栏目 | 正文 |\n|---|---|\n| 开头语 | 各位领导： |")
    assert context_of(typed)["称谓"] == "各位领导："
    assert context_of(township(kind=kind(audience=Audience.OFFICE)))["称谓"] == ""
    assert context_of(township(superior=""))["称谓"] == ""
    assert context_of(township())["截至日期"] == date(2024, 1, 8)
