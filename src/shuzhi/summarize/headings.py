"""Which columns stand in 总表, in which order, under which group heading."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MAIN = {
    "党员队伍": (
        "members_total", "members_full", "members_probationary", "members_female", "members_60", "members_mobile",
        "members_lost", "members_suspended",
    ),
    "发展党员和党员变动": (
        "applicants", "activists", "candidates", "activists_new", "members_admitted", "members_confirmed",
        "thought_reports", "members_in", "members_out", "members_deceased", "members_removed",
    ),
    "党费": ("dues_due", "dues_paid", "dues_rate", "dues_backpaid", "dues_unpaid_members"),
    "组织生活": (
        "meeting_events", "meetings_general", "meetings_general_expected", "meetings_committee",
        "meetings_committee_expected", "meetings_group", "meetings_group_expected", "meetings_lecture",
        "lectures_by_secretary", "meetings_theme_day", "meetings_org_life", "meetings_appraisal",
        "general_attendance_rate", "orglife_attendance_rate",
    ),
    "民生实事": (
        "tasks_total", "tasks_done", "tasks_ongoing", "tasks_not_started", "tasks_suspended", "tasks_cancelled",
        "tasks_completion_rate", "tasks_done_in_coverage", "tasks_overdue", "tasks_active", "investment_total",
        "investment_fiscal", "investment_collective", "investment_other", "investment_paid",
        "beneficiary_household_times",
    ),
    "意见建议": (
        "proposals_total", "proposals_carried", "proposals_new", "proposals_closed", "proposals_ongoing",
        "proposals_transferred", "proposals_not_feasible", "proposals_declined", "proposals_untouched",
        "proposals_closure_rate", "proposals_replied", "proposals_reply_rate", "proposals_closed_in_time_rate",
        "proposals_overdue", "proposals_transferred_no_answer", "proposals_rated", "proposals_satisfied",
        "proposals_satisfaction_rate",
    ),
    "议事和表决": (
        "meetings_representatives", "representatives_attendance_rate", "votes_total", "votes_passed",
        "agenda_proposed", "agenda_passed",
    ),
    "问题整改": ("problems_total", "problems_solved"),
    "公开和集体经济": (
        "disclosure_party", "disclosure_village", "disclosure_finance", "collective_income", "collective_target",
        "collective_rate", "villages_income_over",
    ),
    "基本情况": (
        "households", "residents", "grids", "grid_workers", "volunteer_teams", "volunteers", "partners",
        "party_staff", "cooperatives",
    ),
}
# Beside the period before: where a township looks first.
COMPARED = (
    "members_total", "meeting_events", "general_attendance_rate", "orglife_attendance_rate", "dues_rate", "tasks_done",
    "tasks_completion_rate", "proposals_total", "proposals_closed", "proposals_closure_rate", "collective_income",
)
# Rates of which more is better; 满意率 is not among them, since few residents rate.
RANKED = (
    "general_attendance_rate", "orglife_attendance_rate", "representatives_attendance_rate", "dues_rate",
    "tasks_completion_rate", "proposals_closure_rate", "proposals_reply_rate", "proposals_closed_in_time_rate",
    "collective_rate",
)
# Whatever is not in the main list comes last: the first mark that its name carries decides.
FURTHER = (("其他会议", "meetings_"), ("其他工作", "work_"), ("其他指标", ""))
OF_YEAR = "_ytd"  # 本年累计 stands in 数据/indicators.csv only: it would make the sheet twice as wide


class Kind(StrEnum):
    """What a column says of its indicator: its value, the change since the period before, the branch's rank."""

    VALUE = "value"
    CHANGE = "change"
    RANK = "rank"


EXTRA = {Kind.CHANGE: "与上期比较", Kind.RANK: "名次"}


@dataclass(frozen=True)
class Heading:
    """One column: of which indicator, under which group; `main` is False for those behind the fixed list."""

    group: str
    name: str
    main: bool
    kind: Kind = Kind.VALUE


def headings(names: Iterable[str], extra: Iterable[tuple[Kind, str]] = ()) -> list[Heading]:
    """The columns of 总表 for these indicators, without 本年累计: the fixed list, `extra`, then others by group."""
    given = [name for name in dict.fromkeys(names) if not name.endswith(OF_YEAR)]
    listed = [
        Heading(group, name, main=True) for group, members in MAIN.items() for name in members if name in given
    ]
    known = {heading.name for heading in listed}
    others = [Heading(_further(name), name, main=False) for name in given if name not in known]
    order, kinds = [group for group, _ in FURTHER], _kinds_of_work(given)
    added = [Heading(EXTRA[kind], name, main=True, kind=kind) for kind, name in extra]
    return listed + added + sorted(
        others, key=lambda heading: (order.index(heading.group), kinds.get(heading.name, len(kinds))),
    )


def _kinds_of_work(names: list[str]) -> dict[str, int]:
    """The place of each indicator of 其他工作 by its category, so that its units stand side by side."""
    kinds = [name.removesuffix("events") for name in names if name.startswith("work_") and name.endswith("_events")]
    return {
        name: max((len(kind), place) for place, kind in enumerate(kinds) if name.startswith(kind))[1]
        for name in names if name.startswith(tuple(kinds))
    }


def _further(name: str) -> str:
    return next(group for group, mark in FURTHER if mark in name)
