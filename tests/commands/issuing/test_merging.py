"""Which branch took the place of a closed one."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import SETTINGS
from shuzhi.commands.issuing.merging import last_workbooks, merged
from shuzhi.ledger import Counted
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch

Q4 = Period.parse("2023Q4")


def settings(**closed):
    """A to D; code → (撤并日期, 并入支部编码)."""
    branches = [
        replace(Branch(code, f"{code}支部", code, code, "党支部", "村"), closed=day, merged_into=into)
        for code in "ABCD" for day, into in [closed.get(code, (None, ""))]
    ]
    stands = [branch for branch in branches if branch.stands(Q4.days)]
    return replace(SETTINGS, period=Q4, coverage=Q4.days, branches=tuple(stands),
                   former=tuple(branch for branch in branches if branch not in stands))


def ways(**closed):
    return {code: (way.into.code, way.since) for code, way in merged(settings(**closed)).items()}


MAY, NOVEMBER = date(2023, 5, 10), date(2023, 11, 15)


@pytest.mark.parametrize(("closed", "found"), [
    ({}, {}),
    ({"A": (MAY, "B")}, {"A": ("B", MAY)}),
    ({"A": (NOVEMBER, "B")}, {"A": ("B", NOVEMBER)}),
    ({"A": (date(2024, 1, 1), "B")}, {}),
    ({"A": (MAY, "")}, {}),
    ({"A": (MAY, "Z")}, {}),
    ({"A": (MAY, "A")}, {}),
    ({"A": (MAY, "B"), "B": (NOVEMBER, "C")}, {"A": ("C", NOVEMBER), "B": ("C", NOVEMBER)}),
    ({"A": (NOVEMBER, "B"), "B": (MAY, "C")}, {"A": ("C", NOVEMBER), "B": ("C", MAY)}),
    ({"A": (MAY, "B"), "B": (MAY, "A")}, {}),
    ({"A": (MAY, "B"), "B": (MAY, "C"), "C": (MAY, "B")}, {}),
    ({"A": (MAY, "B"), "B": (MAY, "")}, {}),
    ({"A": (MAY, "C"), "B": (MAY, "C")}, {"A": ("C", MAY), "B": ("C", MAY)}),
])
def test_where_a_merged_branch_ends(closed, found):
    """Over any number of steps, since the last of them; not later ones, nor rings, nor branches that are not there."""
    assert ways(**closed) == found


@pytest.mark.parametrize(("last", "done"), [
    ({}, False),
    ({"C": "2023Q1"}, False),
    ({"C": "2023Q3"}, False),
    ({"B": "2023Q2"}, True),
    ({"B": "2023Q1", "C": "2023Q4"}, True),
    ({"C": "不是报告期"}, False),
])
def test_rows_may_have_been_taken_over(last, done):
    """Once a branch on the way counted in a period that reached the day on which it got them."""
    known = {code: Counted(period, code, "aa") for code, period in last.items()}
    way = merged(settings(A=(MAY, "B"), B=(NOVEMBER, "C")))["A"]
    assert way.is_reached(known) is done


def test_a_closed_branch_is_taken_as_it_was_before():
    """Of its workbooks the last of a period that ended before, until the other has reported since: then its last."""
    these = settings(A=(date(2023, 8, 1), "B"))
    counted = [Counted(period, "A", "aa") for period in ("2023Q1", "2023Q2", "2023Q3", "2023Q4")]
    for other, own in (("2023Q2", "2023Q2"), ("2023Q3", "2023Q3")):
        found = last_workbooks([*counted, Counted(other, "B", "aa")], these, merged(these))
        assert {code: one.period for code, one in found.items()} == {"A": own, "B": other}
    only = last_workbooks([Counted("2023Q3", "A", "aa")], these, merged(these))
    assert only["A"].period == "2023Q3"
