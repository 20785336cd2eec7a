"""What is counted anew in each period, and so adds up over the periods of a year: 本年累计."""

from dataclasses import replace

from shuzhi.compute.definition import Definition

SUFFIX = "_ytd"
_PREFIXES = ("meetings_", "work_")
_OTHERS = frozenset({
    "meeting_events", "lectures_by_secretary", "votes_total", "votes_passed", "members_admitted", "members_confirmed",
    "activists_new", "members_in", "members_out", "members_deceased", "members_removed", "thought_reports", "dues_due",
    "dues_paid", "dues_backpaid", "tasks_done_in_coverage", "proposals_new", "disclosure_party", "disclosure_village",
    "disclosure_finance",
})


def is_flow(name: str) -> bool:
    """Whether an indicator goes by date in coverage, or is typed for the period; a rate never does."""
    return name in _OTHERS or (name.startswith(_PREFIXES) and not name.endswith(SUFFIX))


def of_year(period: Definition) -> Definition:
    """本年累计 of an indicator of 本期: 本期发展党员数 → 本年累计发展党员数."""
    title, tag = (f"本年累计{text.removeprefix('本期')}" for text in (period.title, period.tag))
    return replace(period, name=period.name + SUFFIX, title=title, tag=tag, kind="year")
