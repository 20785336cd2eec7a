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

RULES: tuple[Rule, ...] = tuple(
    rule
    for topic in (
        branch, standing, dates, meetings, votes, agenda, units, members, development, probation, admissions,
        numbers, tasks, proposals, works, problems, links, periods,
    )
    for rule in topic.RULES
)
