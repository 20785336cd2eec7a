"""The rulebook: every rule of the rows, by sheet, each module readable from top to bottom.

Codes are those of the project's domain notes: F file, S sheet and header, C generated from the form, B branch, E empty
sheets, H meetings and votes, A 四议两公开, M members, T tasks, P proposals, W works, Q problems and paragraphs, X
across sheets and branches, R text.
"""

from shuzhi.validate.rule import Rule
from shuzhi.validate.rulebook import (
    admissions,
    agenda,
    branch,
    dates,
    development,
    links,
    meetings,
    members,
    numbers,
    periods,
    probation,
    problems,
    proposals,
    standing,
    tasks,
    units,
    votes,
    works,
)
from shuzhi.validate.scene import Scene

_ONE_WORKBOOK: tuple[Rule, ...] = tuple(
    rule
    for topic in (
        branch, standing, dates, meetings, votes, agenda, units, members, development, probation, admissions,
        numbers, tasks, proposals, works, problems, links,
    )
    for rule in topic.RULES
)
RULES: tuple[Rule, ...] = (*_ONE_WORKBOOK, *periods.RULES)


def applicable(scene: Scene) -> tuple[Rule, ...]:
    """The rules that can find anything: those across periods only where an earlier workbook is known."""
    return RULES if scene.past.tables else _ONE_WORKBOOK
