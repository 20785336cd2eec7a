"""Each sentence is made by data alone: breakdowns add up, zero, one and not filled in have words of their own."""

import dataclasses
import re

import pytest

from markdown import cells
from reportfacts import counted, facts
from shuzhi.model.words import Audience
from shuzhi.render.wording import SENTENCES, problems, replies, tasks, works
from shuzhi.render.wording.scope import extent

DATES = re.compile(r"\d+年(第.季度|\d+月\d+日)?|60岁以上")
CASES = """
| 句 | 指标 | 文字 |
|---|---|---|
| 会议 | | |
| 会议 | meeting_events=0 | 2023年第三季度未召开会议。 |
| 会议 | meeting_events=1 meetings_general=1 | 2023年第三季度组织支部党员大会1次。 |
| 会议 | meeting_events=4 meetings_general=1 meetings_committee=3 | 2023年第三季度共组织会议和活动4场，其中支部党员大会1次、支部委员会会议3次。 |
| 会议 | meeting_events=1 meetings_general=1 meetings_lecture=1 | 2023年第三季度共组织会议和活动1场，按类型分别为支部党员大会1次、党课1次（部分合并召开）。 |
| 会议 | meeting_events=2 meetings_representatives=1 meetings_two_committees=1 | 2023年第三季度共组织会议和活动2场，其中村“两委”会议1次、村民代表会议1次。 |
| 未召开 | meeting_events=2 meetings_general=0 meetings_general_expected=1 meetings_group=2 meetings_group_expected=6 | 未召开支部党员大会。 |
| 未召开 | meeting_events=0 meetings_general=0 meetings_general_expected=1 | |
| 未召开 | meeting_events=2 meetings_general=0 meetings_general_expected=0 | |
| 书记党课 | lectures_by_secretary=2 | 党支部书记讲党课2次。 |
| 书记党课 | lectures_by_secretary=0 | |
| 到会 | general_attendance_rate=45/48 | 支部党员大会应到48人次、实到45人次，到会率93.8%。 |
| 到会 | general_attendance_rate=7/8 | 支部党员大会应到8人次、实到7人次。 |
| 到会 | general_attendance_rate=48/48 | 支部党员大会应到48人次，全部到会。 |
| 到会 | general_attendance_rate=0/0 | |
| 到会 | orglife_attendance_rate=45/48 general_attendance_rate=45/48 | 支部党员大会应到48人次、实到45人次，到会率93.8%。 |
| 到会 | orglife_attendance_rate=60/64 general_attendance_rate=45/48 | 党内组织生活应到64人次、实到60人次，到会率93.8%，其中支部党员大会应到48人次、实到45人次，到会率93.8%。 |
| 到会 | representatives_attendance_rate=29/30 | 村民代表会议应到30人次、实到29人次，到会率96.7%。 |
| 表决 | votes_total=1 votes_passed=1 | 2023年第三季度表决事项1件，获得通过。 |
| 表决 | votes_total=3 votes_passed=3 | 2023年第三季度表决事项3件，均获通过。 |
| 表决 | votes_total=3 votes_passed=2 | 2023年第三季度表决事项3件，其中通过2件、未通过1件。 |
| 表决 | votes_total=1 votes_passed=0 | 2023年第三季度表决事项1件，未获通过。 |
| 表决 | votes_total=0 votes_passed=0 | |
| 党员 | members_total=30 members_full=30 members_probationary=0 members_female=0 members_60=0 | 截至2023年9月30日，共有党员30名，均为正式党员。 |
| 党员 | members_total=3 members_full=2 members_probationary=1 members_mobile=1 members_60=2 | 截至2023年9月30日，共有党员3名，其中正式党员2名、预备党员1名；流动党员1名、60岁以上党员2名。 |
| 党员 | members_total=1 members_full=1 | 截至2023年9月30日，共有党员1名，为正式党员。 |
| 党员变动 | members_admitted=0 | 2023年第三季度未发展党员。 |
| 党员变动 | members_admitted=1 members_confirmed=1 activists_new=0 members_out=1 | 2023年第三季度接收预备党员1名、预备党员转正1名；转出党员1名。 |
| 党员变动 | | |
| 发展对象 | members_total=3 activists=3 | 另有入党积极分子3名。 |
| 发展对象 | candidates=1 activists=3 applicants=0 | 截至2023年9月30日，有发展对象1名、入党积极分子3名。 |
| 思想汇报 | thought_reports=0 | |
| 党费 | dues_due=1260 dues_paid=1260 dues_rate=1260/1260 | 2023年第三季度应交党费1260元，已全部交纳。 |
| 党费 | dues_due=1260 dues_paid=1259.5 dues_rate=1259.5/1260 dues_unpaid_members=1 dues_backpaid=30 | 2023年第三季度应交党费1260元，已交1259.5元，收缴率99.9%，未交齐1名；补交以前欠费30元。 |
| 党费 | dues_due=0 dues_paid=0 | |
| 党费 | dues_due=1260 | |
| 公开 | disclosure_party=3 disclosure_village=3 disclosure_finance=1 | 2023年第三季度党务公开3次、村务公开3次、财务公开1次。 |
| 公开 | disclosure_party=3 disclosure_finance=0 | 2023年第三季度党务公开3次；未进行财务公开。 |
| 集体经济 | collective_income=12.5 collective_target=20 collective_rate=12.5/20 | 截至2023年9月30日，2023年集体经济收入累计12.5万元；全年目标20万元，完成目标的62.5%。 |
| 集体经济 | collective_income=0 | 截至2023年9月30日，2023年集体经济收入累计0万元。 |
| 集体经济 | collective_target=20 | |
| 民生实事 | tasks_total=0 tasks_cancelled=0 | 2023年第三季度无民生实事项目。 |
| 民生实事 | tasks_total=0 tasks_cancelled=1 | 2023年第三季度民生实事1件，已取消。 |
| 民生实事 | tasks_total=1 tasks_ongoing=1 | 截至2023年10月8日，民生实事共1件，在进行中。 |
| 民生实事 | tasks_total=9 tasks_done=9 | 截至2023年10月8日，民生实事共9件，均已完成。 |
| 民生实事 | tasks_total=9 tasks_done=4 tasks_ongoing=3 tasks_not_started=1 tasks_suspended=1 tasks_cancelled=2 | 截至2023年10月8日，民生实事共9件，其中已完成4件、进行中3件、未启动1件、暂缓1件。另有2件已取消。 |
| 民生实事资金 | investment_total=9.6 investment_fiscal=6 investment_collective=3.6 investment_paid=5 | 计划总投资9.6万元，其中财政资金6万元、集体资金3.6万元；累计已支付5万元。 |
| 民生实事资金 | investment_total=9.6 investment_fiscal=9.6 | 计划总投资9.6万元，均为财政资金。 |
| 民生实事资金 | investment_total=9.6 investment_fiscal=6 | 计划总投资9.6万元；已列明的资金中，财政资金6万元。 |
| 民生实事资金 | investment_total=0.123 investment_fiscal=0.123 | 计划总投资1230元，均为财政资金。 |
| 民生实事资金 | investment_total=0.85 | 计划总投资0.85万元。 |
| 民生实事逾期 | tasks_overdue=1 | 截至2023年10月8日，超过计划完成日期尚未完成的1件。 |
| 民生实事逾期 | tasks_total=2 tasks_overdue=1 | 超过计划完成日期尚未完成的1件。 |
| 意见建议 | proposals_total=0 | 2023年第三季度未收到村民意见建议。 |
| 意见建议 | proposals_total=1 proposals_new=1 proposals_closed=1 proposals_replied=1 | 2023年第三季度收到村民意见建议1条。截至2023年10月8日，已答复；已办结。 |
| 意见建议 | proposals_total=4 proposals_new=4 proposals_closed=3 proposals_transferred=1 proposals_replied=4 | 2023年第三季度收到村民意见建议4条。截至2023年10月8日，已全部答复；已办结3条、已转办1条。 |
| 意见建议 | proposals_total=4 proposals_carried=1 proposals_new=3 proposals_closed=4 proposals_replied=3 | 共有村民意见建议4条，其中以前结转1条、2023年第三季度新提3条。截至2023年10月8日，已答复3条；均已办结。 |
| 意见建议 | proposals_total=2 proposals_carried=2 proposals_declined=1 proposals_untouched=1 | 共有村民意见建议2条，均为以前结转。截至2023年10月8日，不予采纳1条、未办理1条。 |
| 满意度 | proposals_rated=9 proposals_satisfied=9 proposals_satisfaction_rate=9/9 | |
| 满意度 | proposals_rated=12 proposals_satisfied=11 proposals_satisfaction_rate=11/12 | 已评价12条，满意和基本满意11条，满意率91.7%。 |
| 其他工作 | work_care_visits_household_times=15 work_talks_person_times=8 work_care_visits_events=3 | 2023年第三季度走访慰问15户次，谈心谈话8人次。 |
"""


def having(text, **more):
    values = counted(text)
    return dataclasses.replace(facts(**more), own=values, all=values)


@pytest.mark.parametrize(("tag", "given", "expected"), cells(CASES)[1:])
def test_sentences(tag, given, expected):
    """What is not filled in says nothing; every filled case reads as staff write it."""
    said = SENTENCES[tag](having(given))
    assert (said.text if said else "") == expected


@pytest.mark.parametrize(("tag", "given", "expected"), cells(CASES)[1:])
def test_every_number_of_a_sentence_is_known(tag, given, expected):
    """A number printed in a sentence carries the indicator it comes from and its value."""
    said = SENTENCES[tag](having(given))
    numbers = [part for part in said.parts if not isinstance(part, str)] if expected else []
    assert {part.source for part in numbers} <= {*counted(given), "表决事项"}
    words = "".join(part for part in said.parts if isinstance(part, str)) if expected else ""
    assert not re.search(r"\d", DATES.sub("", words))


def test_words_follow_the_kind_of_unit():
    """村民 in a 村, 居民 in a 社区, and the meetings are called accordingly."""
    given = "meeting_events=3 meetings_representatives=1 meetings_two_committees=1 meetings_residents_report=1"
    said = SENTENCES["会议"](having(given, items={"单位类型": "社区"}))
    assert said.text.endswith("社区“两委”会议1次、居民代表会议1次、居情报告会1次。")
    none = SENTENCES["意见建议"](having("proposals_total=0", items={"单位类型": "居"}))
    assert none.text == "2023年第三季度未收到居民意见建议。"


def test_coverage_that_differs_is_never_called_by_the_reports_period():
    """A third-quarter report on the second quarter does not count its meetings into the third."""
    items = {"统计起始日期": "2023-04-01", "统计截止日期": "2023-06-30"}
    said = SENTENCES["会议"](having("meeting_events=0", items=items))
    assert said.text == "统计期间未召开会议。"


def test_a_parent_branch_speaks_of_itself_and_of_all():
    """Where 本级 and 全体 differ both are printed, where they agree one."""
    items = {"组织类别": "党总支", "单位类型": "社区"}
    own = having("members_total=3 members_full=3 tasks_total=2 tasks_done=2", items=items)
    whole = counted("members_total=123 members_full=123 tasks_total=2 tasks_done=2")
    assert extent(own, [SENTENCES["党员"](own)]) is None
    both = dataclasses.replace(own, all=whole, children=(own.branch, own.branch))
    assert SENTENCES["党员"](both).text == (
        "截至2023年9月30日，党总支本级共有党员3名，均为正式党员。"
        "全党总支共有党员123名，均为正式党员。"
    )
    assert SENTENCES["民生实事"](both).text == "截至2023年10月8日，民生实事共2件，均已完成。"
    assert extent(both, [SENTENCES["党员"](both)]).text == "文中全党总支数据包含党总支本级和石桥村、石桥村。"
    assert extent(both, [SENTENCES["民生实事"](both), None]) is None
    nothing = dataclasses.replace(both, own={})
    assert SENTENCES["党员"](nothing).text.startswith("截至2023年9月30日，全党总支共有党员123名")


def test_residents_are_told_less():
    """Lost, suspended and expelled members are counted for the superior body alone; 不予采纳 reads 暂未采纳."""
    given = (
        "members_total=3 members_full=3 members_lost=1 members_suspended=1 members_removed=1 members_admitted=1 "
        "proposals_total=1 proposals_declined=1"
    )
    told = {audience: having(given, audience=audience) for audience in (Audience.SUPERIOR, Audience.RESIDENTS)}
    up, down = told.values()
    assert "失联党员1名；另有停止党籍人员1名" in SENTENCES["党员"](up).text
    assert SENTENCES["党员"](down).text == "截至2023年9月30日，共有党员3名，均为正式党员。"
    assert "出党人员1名" in SENTENCES["党员变动"](up).text
    assert "出党" not in SENTENCES["党员变动"](down).text
    assert SENTENCES["意见建议"](down).text.endswith("暂未采纳。")


def test_an_incomplete_roster_is_not_called_all_members():
    """党员名册是否完整 = 否: the report says how many are registered."""
    said = SENTENCES["党员"](having("members_total=3 members_full=3", items={"党员名册是否完整": "否"}))
    assert said.text == "截至2023年9月30日，已登记党员3名，均为正式党员。"


def test_lists_name_all_up_to_five():
    """Five books are named, of six the first five and 等6项; books stand without 、 between them."""
    header = "| 日期 | 会议类型 | 议题 | 主持人 | 应到人数 | 实到人数 | 学习内容 |\n"
    rows = [f"| 2023-07-0{n} | 党课 | 学 | 甲 | 1 | 1 | 《书{n}》 |\n" for n in range(1, 7)]
    five = SENTENCES["学习"](facts(会议=header + "".join(rows[:5])))
    assert five.text == "学习内容包括《书1》《书2》《书3》《书4》《书5》。"
    assert SENTENCES["学习"](facts(会议=header + "".join(rows))).text.endswith("《书5》等6项。")


TASKS = """
| 编号 | 事项名称 | 类别 | 地点 | 工程量 | 工程量单位 | 计划总投资（万元） | 责任人 | 开工日期 | 计划完成日期 | 调整后完成日期 | 完成日期 | 状态 | 受益户数 | 受益人数 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 实2023-001 | 七组沟塘清淤 | 沟渠水利 | 七组 | 320 | 米 | 9.6 | 甲 | 2023-07-20 | 2023-08-31 | | 2023-08-25 | 已完成 | 46 | 172 |
| 实2023-002 | 道路维修。 | 道路桥涵 | | | | 0.123 | 甲 | 2023-08-20 | 2023-12-31 | | | 进行中 | 全村 | |
| 实2023-003 | 装路灯 | 照明监控 | | 12 | 盏 | | 甲 | | 2023-09-30 | 2023-12-31 | | 未启动 | | |
| 实2023-004 | 建凉亭 | 公共设施 | | | | | 甲 | | 2023-12-31 | | | 暂缓 | | |
"""


def test_tasks_one_by_one():
    """A task line says what, where, how far, size, cost and for whom, and leaves out what is blank."""
    assert [line.text for line in tasks.lines(facts(民生实事=TASKS))] == [
        "七组沟塘清淤：2023年7月20日开工，2023年8月25日完成，工程量320米，计划总投资9.6万元，受益46户、172人。",
        "道路维修：2023年8月20日开工，正在实施，计划2023年12月31日完成，计划总投资1230元，全村受益。",
        "装路灯：尚未启动，调整后计划2023年12月31日完成，工程量12盏。",
        "建凉亭：已暂缓。",
    ]


def test_cells_are_known_by_their_place_in_the_workbook():
    """A number from a cell names that cell, also where the branch moved the column."""
    moved = dataclasses.replace(facts(民生实事=TASKS), columns={"tasks": {"quantity": 3}})
    parts = [part for part in tasks.lines(moved)[0].parts if not isinstance(part, str)]
    assert [(part.text, part.source) for part in parts] == [
        ("320", "民生实事!C2"), ("9.6", "民生实事!I2"), ("46", "民生实事!T2"), ("172", "民生实事!U2"),
    ]
    assert {part.rows for part in parts} == {("民生实事!2",)}


WORKS = "| 日期 | 类别 | 内容 | 数量 | 单位 |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(("rows", "expected"), [
    (["走访困难户 | 8 | 户次", "看望老党员 | 5 | 人次"], "走访慰问：走访困难户8户次；看望老党员5人次。"),
    (["走访困难户 | 8 | 户次", "看望老党员 | 7 | 户次"], "走访慰问15户次：走访困难户8户次；看望老党员7户次。"),
    (["走访困难户。 | 8 | 户次", "走访困难户 | 4 | 户次"], "走访慰问12户次：走访困难户。"),
    (["走访困难户 | 8 | 户次", "走访困难户 | 4 | 人次"], "走访慰问：走访困难户8户次、4人次。"),
    (["走访困难户 | 8 | 户次", "送米面 | |", "走访困难户 | 4 | 户次"], "走访慰问：走访困难户12户次；送米面。"),
    (["走访困难户8户次 | 8 | 户次", "送米，送油 | 4 | 户"], "走访慰问：走访困难户8户次；送米，送油，共4户。"),
    (["设民情信箱 | |"], "走访慰问：设民情信箱。"),
])
def test_other_work_keeps_each_quantity_with_its_content(rows, expected):
    """A thing done stands with its own quantity, in workbook order; one sum stands before where all have one unit."""
    given = facts(其他工作=WORKS + "".join(f"| 2023-07-20 | 走访慰问 | {row} |\n" for row in rows))
    assert [line.text for line in works.lines(given)] == [expected]


def test_a_parent_branch_says_each_number_of_meetings_once():
    """Of 本级 itself only what differs from the whole 总支 is told: its sum of meetings, not their kinds again."""
    meetings = "meeting_events=2 meetings_representatives=2 representatives_attendance_rate=96/116"
    more = " meeting_events=5 meetings_general=3 general_attendance_rate=70/70"
    own = having(meetings, items={"组织类别": "党总支", "单位类型": "社区"})
    given = dataclasses.replace(own, all=counted(meetings + more), children=(own.branch,))
    assert SENTENCES["会议"](given).text == (
        "2023年第三季度，党总支本级共组织会议和活动2场。"
        "全党总支共组织会议和活动5场，其中支部党员大会3次、居民代表会议2次。"
    )
    assert SENTENCES["到会"](given).text == (
        "2023年第三季度，全党总支支部党员大会应到70人次，全部到会；居民代表会议应到116人次、实到96人次，到会率82.8%。"
    )


PROBLEMS = """
| 序号 | 类型 | 方面 | 来源说明 | 存在问题 | 原因分析 | 整改措施 | 责任人 | 完成时限 | 整改情况 | 下步打算 |
|---|---|---|---|---|---|---|---|---|---|---|
| 1 | 存在问题 | 党员教育 | | 外出党员学习少 | 外出务工分散 | 每月寄送资料 | 李小河 | 2023-12-31 | 整改中 | |
| 2 | 上级反馈问题 | 议事方面 | 县委巡察反馈 | 会议记录不全。 | | 逐次核对！ | | 长期坚持 | | |
| 3 | 下步打算 | | | | | | | | | 修好老街。 |
"""


def test_problems_and_measures_stay_as_typed_and_paired():
    """Problem and measure of a row stand at the same place of their lists, in the words typed."""
    given = facts(问题与措施=PROBLEMS)
    assert [line.text for line in problems.problems(given)] == [
        "党员教育方面：外出党员学习少。原因：外出务工分散。整改情况：整改中。",
        "议事方面：会议记录不全。（县委巡察反馈）",
    ]
    assert [line.text for line in problems.measures(given)] == [
        "党员教育方面：每月寄送资料。（责任人：李小河，完成时限：2023年12月31日）",
        "议事方面：逐次核对！（完成时限：长期坚持）",
    ]
    assert [line.text for line in problems.plans(given)] == ["修好老街。"]
    solved = facts(问题与措施=PROBLEMS.replace("| 整改中 |", "| 已整改 |"))
    assert problems.problems(solved)[0].text.endswith("原因：外出务工分散。整改措施：每月寄送资料。整改情况：已整改。")
    assert [line.text for line in problems.measures(solved)] == ["议事方面：逐次核对！（完成时限：长期坚持）"]
    down = facts(问题与措施=PROBLEMS, audience=Audience.RESIDENTS)
    assert "李小河" not in problems.measures(down)[0].text


@pytest.mark.parametrize(("typed", "expected"), [
    (["第二网格", "第十网格", "第一网格"], ["第一网格", "第二网格", "第十网格"]),
    (["一组、三组", "三组", "2组", "一组"], ["一组", "2组", "三组", "一组、三组"]),
    (["街道组", "三组", "一组"], ["街道组", "三组", "一组"]),
])
def test_groups_stand_in_the_order_of_their_numbers(typed, expected):
    """Numbered groups are sorted, joint ones last; where one has a name of its own, all stay as typed."""
    rows = "".join(f"| 议2023-00{n} | 2023-07-01 | {group} | 事 | 未办理 |\n" for n, group in enumerate(typed, 1))
    given = facts(居民提案="| 编号 | 提出日期 | 组别 | 事项 | 状态 |\n" + rows)
    assert [group["名称"] for group in replies.groups(given)] == expected


def test_merged_in_a_ring_each_keeps_its_place():
    """Two issues merged into each other, and one into a number that does not exist, are all printed."""
    given = facts(居民提案="""
        | 编号 | 提出日期 | 组别 | 事项 | 状态 | 并入编号 | 答复内容 |
        | 议2023-001 | 2023-07-01 | 一组 | 甲 | 未办理 | 议2023-002 | 同议2023-002 |
        | 议2023-002 | 2023-07-01 | 一组 | 乙 | 未办理 | 议2023-001 | 同议2023-001 |
        | 议2023-003 | 2023-07-01 | 一组 | 丙 | 未办理 | 议2023-009 | |
    """)
    (group,) = replies.groups(given)
    assert [entry["事项"].text[0] for entry in group["条目"]] == ["甲", "乙", "丙"]


def test_sums_of_a_whole_are_told_where_they_differ():
    """全体其他工作 of a 总支 is printed only if its 支部 did something of their own."""
    own = having("work_care_visits_household_times=15", items={"组织类别": "党总支"})
    both = dataclasses.replace(own, children=(own.branch,))
    assert SENTENCES["全体其他工作"](both) is None
    more = dataclasses.replace(both, all=counted("work_care_visits_household_times=20"))
    assert SENTENCES["全体其他工作"](more).text == "2023年第三季度，全党总支走访慰问20户次。"


def test_no_issue_is_lost_for_its_number():
    """Rows that share a number, or have none, are all printed."""
    given = facts(居民提案="""
        | 编号 | 提出日期 | 组别 | 事项 | 状态 |
        | 议2023-001 | 2023-07-01 | 一组 | 甲 | 未办理 |
        | 议2023-001 | 2023-07-01 | 一组 | 乙 | 未办理 |
        | | 2023-07-01 | 一组 | 丙 | 未办理 |
    """)
    assert [entry["事项"].text[0] for entry in replies.groups(given)[0]["条目"]] == ["甲", "乙", "丙"]
