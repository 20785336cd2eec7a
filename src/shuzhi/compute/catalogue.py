"""The catalogue of indicators, in the order of tables and lists (source: the project's list of indicators)."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from math import isnan

import pandas as pd

from shuzhi import form
from shuzhi.compute import work_names
from shuzhi.compute.definition import AS_OF, COVERAGE, Definition
from shuzhi.compute.flows import SUFFIX, is_flow, of_year
from shuzhi.model.indicator import Indicator

MEETING_TYPES = {
    "支部党员大会": "general", "支部委员会会议": "committee", "党小组会": "group", "党课": "lecture",
    "主题党日": "theme_day", "组织生活会": "org_life", "民主评议党员": "appraisal", "党员集中学习": "study",
    "专题研讨": "seminar", "总支（党委）委员会会议": "parent_committee", "支部书记例会": "secretaries",
    "党建专题会议": "partywork", "村（社区）“两委”会议": "two_committees", "村（居）民会议": "residents",
    "村（居）民代表会议": "representatives", "村（居）民小组会议": "residents_group", "议事协商会": "deliberation",
    "居（村）情报告会": "residents_report", "述职评议会": "duty_review", "换届选举大会": "election",
    "村（居）务监督委员会会议": "supervision", "专题工作会议": "work", "其他": "other",
}
Line = tuple[str, float, float, float, str]  # of indicators: name, value, numerator, denominator, rows
Lines = dict[str, Line]
_LINE = ["name", "value", "numerator", "denominator", "rows"]
LINE_COLUMNS = ["branch_code", "scope", *_LINE]  # of a frame of the lines of several branches
_NOTHING = (float("nan"), float("nan"), float("nan"))
STOCKS = (
    "grids", "grid_workers", "households", "residents", "volunteer_teams", "volunteers", "partners", "party_staff",
    "cooperatives",
)


@cache
def fixed() -> tuple[Definition, ...]:
    """Every definition that each submission has, in order; and those of the township alone."""
    return (*_before_works(), *_after_works())


@cache
def definitions() -> tuple[Definition, ...]:
    """Every definition in order, with 其他工作 in each category and listed unit; 本年累计 right behind its count."""
    works = [each for category in work_names.CATEGORIES for each in work_names.of_category(category)]
    of_periods = (*_before_works(), *works, *_after_works())
    return tuple(one for each in of_periods for one in ((each, of_year(each)) if is_flow(each.name) else (each,)))


def definition(name: str) -> Definition:
    """The definition of a name, units outside the list included; KeyError if there is none."""
    found = _known().get(name)
    if found is not None:
        return found
    opened = work_names.of_open_unit(name.removesuffix(SUFFIX))
    if opened is None:
        raise KeyError(name)
    return of_year(opened) if name.endswith(SUFFIX) else opened


def rank(name: str) -> tuple[int, str, bool]:
    """Sorts names in the order of the catalogue; units outside the list come last in their category."""
    place = _places().get(name)
    if place is not None:
        return place, "", False
    count = name.removesuffix(SUFFIX)
    return _places()[work_names.last_of(definition(count)) + SUFFIX], count, count != name


def as_indicators(frame: pd.DataFrame) -> dict[str, Indicator]:
    """Indicators by name from the rows of one branch and scope (columns of `indicators` or `totals`)."""
    return {line[0]: indicator(line) for line in _lines(frame)}


def by_branch(frame: pd.DataFrame) -> dict[str, dict[str, Lines]]:
    """Branch code → scope → name → line, from the rows of all branches (LINE_COLUMNS)."""
    found: dict[str, dict[str, Lines]] = {}
    owners, lines = zip(frame["branch_code"].tolist(), frame["scope"].tolist(), strict=True), _lines(frame)
    for (code, scope), run in groupby(owners):
        own = found.setdefault(code, {}).setdefault(scope, {})
        own.update([(line[0], line) for _, line in zip(run, lines, strict=False)])
    return found


def by_scope(frame: pd.DataFrame) -> dict[str, Lines]:
    """Scope → name → line, from the rows of one branch."""
    found: dict[str, Lines] = {}
    for scope, line in zip(frame["scope"].tolist(), _lines(frame), strict=True):
        found.setdefault(scope, {})[line[0]] = line
    return found


def _lines(frame: pd.DataFrame) -> Iterator[Line]:
    return zip(*(frame[name].tolist() for name in _LINE), strict=True)


def indicator(line: Line) -> Indicator:
    """One line of indicators as a value."""
    name, value, numerator, denominator, rows = line
    known = definition(name)
    return Indicator(
        known.name, known.title, known.tag, known.unit, _number(value), _number(numerator), _number(denominator),
        tuple(rows.split(";")) if rows else (),
    )


def with_year(found: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Indicators by name, and 本年累计 of each that is missing as a blank: a template may print it all the same."""
    fixed = _fixed_years()
    others = [year for name in found if is_flow(name) and (year := name + SUFFIX) not in fixed]
    return {**fixed, **{year: _blank(year) for year in others}, **found}


def with_blanks(found: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Indicators by name, and every other of the catalogue as a blank: a template may print it all the same."""
    return {**{one.name: _blank(one.name) for one in definitions() if one.name not in found}, **found}


@cache
def _fixed_years() -> Mapping[str, Indicator]:
    """本年累计 of every count that each submission has, as blanks."""
    return {(year := each.name + SUFFIX): _blank(year) for each in fixed() if is_flow(each.name)}


@lru_cache(maxsize=4096)  # units outside the list have no end
def _blank(name: str) -> Indicator:
    return indicator((name, *_NOTHING, ""))


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(value)


@cache
def _known() -> dict[str, Definition]:
    return {each.name: each for each in definitions()}


@cache
def _places() -> dict[str, int]:
    return {each.name: place for place, each in enumerate(definitions())}


def _group(kind: str, sheet: str, unit: str, needs: tuple[str, ...], **titles: str) -> list[Definition]:
    return [
        Definition(name, title, form.tag(title), unit, kind, sheet, needs) for name, title in titles.items()
    ]


def _before_works() -> list[Definition]:
    return [*_meetings(), *_members(), *_tasks(), *_proposals(), *_agenda()]


def _after_works() -> list[Definition]:
    return [
        *_group("count", "problems", "个", (), problems_total="存在问题数", problems_solved="已整改问题数"),
        *_group(
            "typed", "branches", "次", (), disclosure_party="党务公开次数", disclosure_village="居（村）务公开次数",
            disclosure_finance="财务公开次数",
        ),
        *_group(
            "typed", "branches", "万元", (), collective_income="集体经济收入", collective_target="集体经济收入目标",
        ),
        *_group("rate", "branches", "%", (), collective_rate="集体经济收入完成率"),
        *_group("township", "branches", "个", (), villages_income_over="集体经济收入达标村数"),
        *(
            Definition(field.name, field.title, field.tag, field.unit, "stock", "branches")
            for field in map(form.load().sheet("branches").field, STOCKS)
        ),
    ]


def _meetings() -> list[Definition]:
    types = {f"meetings_{word}": f"{title}次数" for title, word in MEETING_TYPES.items()}
    return [
        *_group("count", "meetings", "场", COVERAGE, meeting_events="会议活动场次"),
        *_group("count", "meetings", "次", COVERAGE, **types),
        *_group("count", "meetings", "次", (*COVERAGE, "secretary"), lectures_by_secretary="书记讲党课次数"),
        *_group(
            "expected", "branches", "次", (), meetings_committee_expected="支部委员会会议应召开次数",
            meetings_group_expected="党小组会应召开次数", meetings_general_expected="支部党员大会应召开次数",
        ),
        *_group(
            "rate", "meetings", "%", COVERAGE, general_attendance_rate="支部党员大会到会率",
            orglife_attendance_rate="党内组织生活到会率", representatives_attendance_rate="代表会议到会率",
        ),
        *_group("count", "votes", "件", COVERAGE, votes_total="表决事项数", votes_passed="表决通过事项数"),
    ]


def _members() -> list[Definition]:
    return [
        *_group(
            "count", "members", "名", COVERAGE, members_total="党员总数", members_full="正式党员数",
            members_probationary="预备党员数", members_suspended="停止党籍人数", candidates="发展对象数",
            activists="入党积极分子数", applicants="入党申请人数", members_admitted="本期发展党员数",
            members_confirmed="本期转正党员数", activists_new="本期确定积极分子数", members_in="转入党员数",
            members_out="转出党员数", members_deceased="去世党员数", members_removed="出党党员数",
            members_mobile="流动党员数", members_lost="失联党员数", members_female="女党员数",
            members_60="60岁以上党员数",
        ),
        *_group("sum", "members", "份", (), thought_reports="思想汇报份数"),
        *_group(
            "typed", "branches", "元", (), dues_due="应交党费", dues_paid="已交党费", dues_backpaid="补交党费",
        ),
        *_group("typed", "branches", "名", (), dues_unpaid_members="未交齐人数"),
        *_group("rate", "branches", "%", (), dues_rate="党费收缴率"),
    ]


def _tasks() -> list[Definition]:
    return [
        *_group(
            "count", "tasks", "件", (), tasks_total="民生实事项数", tasks_done="民生实事已完成件数",
            tasks_ongoing="民生实事进行中件数", tasks_not_started="民生实事未启动件数",
            tasks_suspended="民生实事暂缓件数", tasks_cancelled="民生实事取消件数", tasks_active="为民办实事件数",
        ),
        *_group("count", "tasks", "件", COVERAGE, tasks_done_in_coverage="本期完成民生实事件数"),
        *_group("count", "tasks", "件", AS_OF, tasks_overdue="民生实事逾期件数"),
        *_group("rate", "tasks", "%", (), tasks_completion_rate="民生实事完成率"),
        *_group(
            "sum", "tasks", "万元", (), investment_total="计划总投资", investment_fiscal="财政资金",
            investment_collective="集体资金", investment_other="自筹及其他资金", investment_paid="累计已支付",
        ),
        *_group("sum", "tasks", "户次", (), beneficiary_household_times="受益户次"),
    ]


def _proposals() -> list[Definition]:
    return [
        *_group("count", "proposals", "条", (), proposals_total="意见建议总数"),
        *_group(
            "count", "proposals", "条", COVERAGE, proposals_carried="上期结转意见建议数",
            proposals_new="本期新提意见建议数",
        ),
        *_group(
            "count", "proposals", "条", (), proposals_closed="意见建议已办结数", proposals_ongoing="正在办理数",
            proposals_transferred="已转办数", proposals_not_feasible="暂不具备条件数",
            proposals_declined="不予采纳数", proposals_untouched="未办理数", proposals_replied="意见建议已答复数",
        ),
        *_group(
            "rate", "proposals", "%", (), proposals_reply_rate="意见建议答复率",
            proposals_closure_rate="意见建议办结率", proposals_closed_in_time_rate="意见建议按期办结率",
        ),
        *_group(
            "count", "proposals", "条", (), proposals_transferred_no_answer="转办未反馈数",
            proposals_rated="已评价意见建议数", proposals_satisfied="满意意见建议数",
        ),
        *_group("rate", "proposals", "%", (), proposals_satisfaction_rate="意见建议满意率"),
        *_group("count", "proposals", "条", AS_OF, proposals_overdue="意见建议超期数"),
    ]


def _agenda() -> list[Definition]:
    return _group("count", "agenda", "件", (), agenda_proposed="拟定议题数", agenda_passed="议定事项数")
