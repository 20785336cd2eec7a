"""Every indicator against its slow twin, and the definitions that are easily misread."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compute import generated, twin
from markdown import tables
from shuzhi import form
from shuzhi.compute.catalogue import fixed
from shuzhi.compute.indicators import COLUMNS, indicators

LIMITS = {"close_days": 60, "income_threshold": 10}
SAID = {
    "组织类别": "党支部", "书记姓名": "张大山", "统计起始日期": "2023-07-01", "统计截止日期": "2023-09-30",
    "办理情况截至日期": "2023-10-08", "党小组数": 3, "支委会委员数": 5, "户数": 412,
}


def values(said=None, as_of=None, **sheets):
    """name → row of the indicators of one submission."""
    found = indicators(tables({"支部信息": SAID | (said or {})} | sheets), LIMITS, as_of)
    return {row["name"]: row for row in found.to_dict("records")}


def shown(found, *names):
    """The values of some indicators; None for an empty one."""
    return [None if pd.isna(found[name]["value"]) else found[name]["value"] for name in names]


def numbers(row):
    """A row of the frame as the twin gives it."""
    texts = tuple(row["rows"].split(";")) if row["rows"] else ()
    return (*(None if pd.isna(row[name]) else row[name] for name in ("value", "numerator", "denominator")), texts)


def made_up(sheet, into, many):
    """Put into a dict, by the day that decides: (sheet, submission), a few at a time."""
    @settings(
        max_examples=many, derandomize=True, deadline=None, phases=[Phase.generate],  # small already: shrinking takes minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(st.lists(generated.submission(sheet), min_size=3, max_size=12), st.sampled_from([None, *generated.DAYS]))
    def put(made, day):
        into.setdefault(day, []).extend((sheet, one) for one in made)

    put()


def test_every_family_counts_as_its_slow_twin(many):
    """The frame and the plain loops agree on value, parts and rows of every indicator of a sheet."""
    by_day = {}
    for sheet in twin.FAMILIES:
        made_up(sheet, by_day, max(many // 8, 5))
    assert sum(map(len, by_day.values())) > 20 * len(twin.FAMILIES)
    for as_of, made in by_day.items():
        found = dict(tuple(indicators(generated.as_tables([one for _, one in made]), LIMITS, as_of).groupby("submission")))
        for number, (sheet, submission) in enumerate(made, 1):
            decided = {"as_of": as_of or submission["branches"]["as_of"], "close_days": LIMITS["close_days"]}
            agree(sheet, found[number], twin.FAMILIES[sheet](submission | decided))


def agree(sheet, own, wanted):
    """The indicators of one submission have what the twin of a sheet wants of them, no more and no less."""
    key = "title" if sheet == "works" else "name"
    own = own[own["name"].str.startswith("work_") if sheet == "works" else own["name"].isin(wanted)]
    given_rows = {row[key]: row for row in own.to_dict("records")}
    assert set(given_rows) == set(wanted)
    for name, row in given_rows.items():
        value, part, whole, texts = wanted[name]
        assert numbers(row) == (
            *(None if n is None else pytest.approx(n, abs=1e-6) for n in (value, part, whole)), texts
        ), name


def test_the_twins_leave_no_indicator_out():
    """Each fixed indicator of a submission has a slow twin."""
    items = dict.fromkeys((field.name for field in form.load().sheet("branches").fields), 0)
    said = {"branches": {}, "items": items, "as_of": None, "close_days": 60}
    names = {name for family in twin.FAMILIES.values() for name in family(said)}
    assert names == {each.name for each in fixed() if each.kind != "township"}


def test_one_row_for_each_submission_and_indicator():
    """Submissions keep their order, indicators the catalogue's; two empty workbooks have the same names."""
    found = indicators(tables({}, {}), LIMITS, None)
    own = [each.name for each in fixed() if each.kind != "township"]
    assert list(found.columns) == COLUMNS
    assert list(found["name"]) == own * 2
    assert list(found["submission"]) == [1] * len(own) + [2] * len(own)


def test_no_submission_gives_an_empty_frame():
    """A chunk without a readable workbook is no fault."""
    found = indicators(generated.as_tables([]), LIMITS, None)
    assert list(found.columns) == COLUMNS
    assert found.empty


def test_a_blank_sheet_is_not_zero():
    """Without rows a count is empty; 确无 makes it 0, 由党总支（党委）统一填报 does not."""
    names = ("meeting_events", "meetings_general", "tasks_total", "proposals_closed", "problems_total")
    items = ("本期无会议活动", "本期无民生实事", "本期无意见建议", "本期无存在问题")
    assert shown(values(), *names) == [None] * 5
    assert shown(values(dict.fromkeys(items, "由党总支（党委）统一填报")), *names) == [None] * 5
    assert shown(values(dict.fromkeys(items, "确无")), *names) == [0] * 5


def test_rows_outside_coverage_settle_a_zero():
    """A sheet with rows is filled in, even if none of them lies in coverage."""
    found = values(会议="""
        | 日期       | 会议类型     | 应到人数 | 实到人数 |
        | 2023-06-30 | 支部党员大会 | 30       | 28       |
        | 2023-10-01 | 支部党员大会 | 30       | 28       |""")
    assert shown(found, "meeting_events", "meetings_general", "general_attendance_rate") == [0, 0, None]
    assert found["meetings_general"]["rows"] == ""


def test_a_merged_meeting_counts_once_in_each_of_its_types():
    """Types add up to more than events; a type written twice counts once; attendance takes each event once."""
    found = values(会议="""
        | 行 | 日期       | 会议类型           | 同时作为（1） | 同时作为（2） | 应到人数 | 实到人数 | 主讲人 |
        | 7  | 2023-07-01 | 支部党员大会、党课 | 主题党日      | 党课          | 48       | 45       | 张大山 |
        | 5  | 2023-09-30 | 支部党员大会       |               |               | 12       | 9        | 张大山 |
        | 9  | 2023-08-01 | 党课               |               |               |          | 20       | 李小河 |""")
    names = ("meeting_events", "meetings_general", "meetings_lecture", "meetings_theme_day", "lectures_by_secretary")
    assert shown(found, *names) == [3, 2, 2, 1, 1]
    assert found["meetings_general"]["rows"] == "会议!5;会议!7"
    assert numbers(found["general_attendance_rate"]) == (90, 54, 60, ("会议!5", "会议!7"))
    assert numbers(found["orglife_attendance_rate"]) == (90, 54, 60, ("会议!5", "会议!7"))


@pytest.mark.parametrize(("said", "wanted"), [
    ({}, [3, 9, 1]),
    ({"支委会委员数": 0}, [0, 9, 1]),
    ({"支委会委员数": None}, [None, 9, 1]),
    ({"党小组数": None}, [3, None, 1]),
    ({"组织类别": "党总支"}, [0, 0, 0]),
    ({"组织类别": "党委", "支委会委员数": None, "党小组数": None}, [0, 0, 0]),
    ({"统计起始日期": "2023-07-16", "统计截止日期": "2023-09-14"}, [1, 3, 0]),
    ({"统计起始日期": "2023-01-01", "统计截止日期": "2023-12-31"}, [12, 36, 4]),
])
def test_meetings_expected_come_from_the_15ths_in_coverage(said, wanted):
    """Months and quarters count by their 15th; a 总支 owes none, a branch without 支委会 no 支委会会议."""
    given_items = {title: value for title, value in (SAID | said).items() if value is not None}
    rows = indicators(tables({"支部信息": given_items}), LIMITS, None).to_dict("records")
    found = {row["name"]: row for row in rows}
    names = ("meetings_committee_expected", "meetings_group_expected", "meetings_general_expected")
    assert shown(found, *names) == wanted


def test_members_are_those_on_the_roll_on_the_last_day():
    """Later changes do not count yet; a blank 党籍状态 is 在册; a member moved in later is not one yet."""
    found = values(党员="""
        | 姓名 | 性别 | 出生日期   | 人员类别     | 党籍状态 | 变动日期   | 转入日期   | 入党日期   | 接收审批日期 |
        | 甲一 | 女   | 1963-09-30 | 正式党员     |          |            |            | 1990-01-01 |              |
        | 乙二 | 男   | 1963-10-01 | 正式党员     | 已转出   | 2023-10-01 |            | 1990-01-01 |              |
        | 丙三 | 男   | 1950-01-01 | 正式党员     | 已转出   | 2023-09-30 |            | 1990-01-01 |              |
        | 丁四 | 女   | 1980-01-01 | 正式党员     | 在册     |            | 2023-10-01 | 2010-01-01 |              |
        | 戊五 | 女   | 1999-01-01 | 预备党员     | 在册     |            |            | 2023-06-30 | 2023-07-01   |
        | 己六 | 男   | 1999-01-01 | 预备党员     | 在册     |            | 2023-08-01 | 2023-07-20 |              |
        | 庚七 | 男   | 1970-01-01 | 正式党员     | 停止党籍 | 2023-05-01 |            | 1995-01-01 |              |
        | 辛八 | 女   | 2000-01-01 | 入党积极分子 |          |            |            |            |              |""")
    assert {name: found[name]["value"] for name in (
        "members_total", "members_full", "members_probationary", "members_60", "members_female", "members_out",
        "members_in", "members_admitted", "members_suspended", "activists",
    )} == {
        "members_total": 4, "members_full": 2, "members_probationary": 2, "members_60": 1, "members_female": 2,
        "members_out": 1, "members_in": 1, "members_admitted": 1, "members_suspended": 1, "activists": 1,
    }
    assert found["members_admitted"]["rows"] == "党员!6"


def test_tasks_and_their_money_leave_cancelled_ones_out():
    """Blank money is left out, not 0; 全村 is the number of households; the adjusted due date wins."""
    found = values(民生实事="""
        | 事项名称 | 状态   | 计划总投资（万元） | 财政资金（万元） | 受益户数 | 计划完成日期 | 调整后完成日期 |
        | 修路     | 已完成 | 0.1                |                  | 全村     | 2023-08-31   |                |
        | 路灯     | 已完成 | 0.2                |                  | 46       | 2023-08-31   |                |
        | 清淤     | 进行中 |                    |                  | 100      | 2023-09-30   | 2023-12-31     |
        | 绿化     | 未启动 |                    |                  |          | 2023-10-07   |                |
        | 凉亭     | 未启动 |                    |                  |          | 2023-10-08   |                |
        | 广场     | 取消   | 80                 | 80               | 全村     | 2023-08-31   |                |""")
    assert shown(found, "tasks_total", "tasks_active", "tasks_cancelled", "tasks_overdue") == [5, 3, 1, 1]
    assert shown(found, "investment_total", "investment_fiscal", "beneficiary_household_times") == [0.3, None, 458]
    assert numbers(found["tasks_completion_rate"])[:3] == (40, 2, 5)
    assert found["investment_total"]["rows"] == "民生实事!2;民生实事!3"


def test_proposals_merged_into_another_are_not_counted():
    """A merged row counts nowhere; the limit's last day is still in time; transferred ones wait for an answer."""
    found = values(居民提案="""
        | 事项 | 提出日期   | 状态     | 答复内容 | 答复日期   | 办结日期   | 满意度   | 并入编号    | 对方答复 |
        | 一   | 2023-06-30 | 已办结   | 已修好   | 2023-07-05 | 2023-08-29 | 满意     |             |          |
        | 二   | 2023-07-01 | 已办结   | 已修好   | 2023-07-05 | 2023-08-31 | 不满意   |             |          |
        | 三   | 2023-08-09 | 正在办理 |          |            |            | 未回访   |             |          |
        | 四   | 2023-08-08 | 未办理   |          |            |            |          |             |          |
        | 五   | 2023-08-08 | 已转办   | 已转水务 |            |            | 基本满意 |             |          |
        | 六   | 2023-07-01 | 已办结   | 已修好   | 2023-07-05 | 2023-08-31 | 满意     | 议2023-001  |          |""")
    names = ("proposals_total", "proposals_carried", "proposals_new", "proposals_closed", "proposals_replied")
    assert shown(found, *names) == [5, 1, 4, 2, 2]
    assert shown(found, "proposals_overdue", "proposals_transferred_no_answer", "proposals_rated") == [1, 1, 3]
    assert found["proposals_overdue"]["rows"] == "居民提案!5"
    assert numbers(found["proposals_closed_in_time_rate"]) == (50, 1, 2, ("居民提案!2", "居民提案!3"))
    assert found["proposals_satisfaction_rate"]["value"] == pytest.approx(66.666667, abs=1e-9)


def test_parts_add_up_to_their_totals():
    """The four states of tasks and the six of proposals add up, carried and new ones too."""
    found = values(民生实事="""
        | 事项名称 | 状态   |
        | 一       | 已完成 |
        | 二       | 进行中 |
        | 三       | 未启动 |
        | 四       | 暂缓   |
        | 五       | 取消   |""", 居民提案="""
        | 事项 | 提出日期   | 状态         |
        | 一   | 2023-05-01 | 已办结       |
        | 二   | 2023-07-01 | 正在办理     |
        | 三   | 2023-08-01 | 已转办       |
        | 四   | 2023-08-01 | 暂不具备条件 |
        | 五   | 2023-08-01 | 不予采纳     |
        | 六   | 2023-09-30 | 未办理       |""")
    states = ("tasks_done", "tasks_ongoing", "tasks_not_started", "tasks_suspended")
    assert shown(found, *states) == [1] * 4
    assert shown(found, "tasks_total", "tasks_cancelled") == [4, 1]
    states = ("closed", "ongoing", "transferred", "not_feasible", "declined", "untouched")
    assert shown(found, *(f"proposals_{state}" for state in states)) == [1] * 6
    assert shown(found, "proposals_total", "proposals_carried", "proposals_new") == [6, 1, 5]


def test_as_of_of_the_command_wins_over_the_workbook():
    """--as-of decides what is overdue."""
    sheet = """
        | 事项名称 | 状态   | 计划完成日期 |
        | 修路     | 进行中 | 2023-10-31   |"""
    assert values(民生实事=sheet)["tasks_overdue"]["value"] == 0
    assert values(民生实事=sheet, as_of=date(2023, 11, 1))["tasks_overdue"]["value"] == 1


def test_a_typed_zero_points_to_its_row():
    """A typed value has its row of 支部信息, a 0 too; a blank one is empty; no rate without a base."""
    found = values({"未交齐人数": 0, "本期应交党费合计（元）": 0, "本期已交党费合计（元）": 0})
    assert numbers(found["dues_unpaid_members"]) == (0, None, None, ("支部信息!30",))
    assert numbers(found["dues_backpaid"]) == (None, None, None, ())
    assert numbers(found["dues_rate"]) == (None, 0, 0, ())


def test_works_are_added_up_by_category_and_unit():
    """Units are never added together; a unit outside the list has a name too; a blank unit counts as an event."""
    found = values(其他工作="""
        | 日期       | 类别     | 数量 | 单位 |
        | 2023-07-20 | 走访慰问 | 12   | 户次 |
        | 2023-08-20 | 走访慰问 | 3.5  | 户次 |
        | 2023-08-21 | 走访慰问 | 7    | 米   |
        | 2023-08-22 | 走访慰问 | 9    |      |
        | 2023-10-22 | 培训     | 9    | 场   |""")
    works = {name: row["value"] for name, row in found.items() if name.startswith("work_")}
    assert works == {
        "work_care_visits_events": 4, "work_care_visits_household_times": 15.5, "work_care_visits_u7c73": 7,
    }
    assert found["work_care_visits_u7c73"]["title"] == "走访慰问（米）"
