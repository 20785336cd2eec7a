"""Correct workbooks with rare but legal content, made up from a number: nothing in them is an error.

people    who is in the branch and when
meetings  who met, what was voted
matters   tasks, proposals, 四议两公开, other work, problems, texts
shape     how the office typed it: order of columns, spellings, columns of its own
"""

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import NamedTuple

from goodbranch import SETTINGS
from rare.matters import add_matters
from rare.meetings import add_meetings
from rare.people import add_people, facts
from rare.shape import shaped
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch

# Branches have names of trees and places, so that no sentence has one of them by chance.
TREES, PLACES = "榆桐槐柘栎楝椿樟榉桉枫桦", "坪坳岗垭崮塬峪圩埠墩垸堰"
KINDS = [
    ("党支部", "村"), ("党支部", "村"), ("党支部", "村"), ("党支部", "社区"), ("党支部", "居"), ("党支部", "非公企业"), ("联合党支部", "非公企业"),
    ("流动党员党支部", "其他"), ("临时党支部", "其他"), ("党总支", "社区"), ("党总支", "村"),
]


class Span(NamedTuple):
    """A period, the days it counts, and the day it was filled in."""

    period: str
    start: date
    end: date
    filled: date


SPANS = [
    Span("2023Q3", date(2023, 7, 1), date(2023, 9, 30), date(2023, 10, 9)),
    Span("2023Q3", date(2023, 4, 1), date(2023, 6, 30), date(2023, 7, 6)),  # a third quarter's report on the second
    Span("2023H2", date(2023, 7, 1), date(2023, 12, 31), date(2024, 1, 4)),
    Span("2023Y", date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 4)),
]


@dataclass
class Story:
    """A branch in the making: rows of field name → value by sheet name."""

    chance: Random
    span: Span
    branch: Branch
    children: tuple = ()
    rows: dict = field(default_factory=dict)

    def add(self, sheet, **values):
        """A row; what is None stays blank."""
        row = {name: value for name, value in values.items() if value is not None}
        self.rows.setdefault(sheet, []).append(row)
        return row

    def often(self, share):
        return self.chance.random() < share


def township(span, count, seed):
    """(settings, the stories of `count` branches with all their rows) of one period."""
    stories, roster = [], []
    for number in range(count):
        chance = Random(f"{seed}-{number}-{span.start}")
        org_type, unit_type = chance.choice(KINDS)
        name = TREES[number // 12 % 12] + PLACES[number % 12] + (f"第{number // 144}" if number >= 144 else "")
        code = f"R{number:04}"
        own = _branch(code, f"{name}{'村' if unit_type == '村' else '社区' if unit_type in ('社区', '居') else ''}", org_type, unit_type)
        children = tuple(
            _branch(f"{code}{letter}", f"{own.short_name}{word}支部", "党支部", unit_type, code)
            for letter, word in (("A", "东"), ("B", "西"))
        ) if org_type == "党总支" else ()
        roster += [own, *children]
        stories.append(Story(chance, span, own, children))
    period = Period.parse(span.period)
    settings = replace(SETTINGS, period=period, coverage=Coverage(span.start, span.end), branches=tuple(roster))
    for story in stories:
        add_people(story)
        add_meetings(story)
        add_matters(story)
        facts(story)
    return settings, stories


def _branch(code, name, org_type, unit_type, parent=""):
    kind = {"党总支": "总支部委员会"}.get(org_type, "支部委员会")
    return Branch(code, f"中共云溪镇{name}{kind}", name, name, org_type, unit_type, parent=parent)


def workbook(story):
    """The story as a branch's office typed it (a Paper)."""
    return shaped(story)
