"""Which earlier periods a branch is compared with: complete ones, of as many months, with the same 支部."""

import dataclasses

import pandas as pd
import pytest

from goodbranch import SETTINGS
from markdown import cells
from reportfacts import facts
from shuzhi.commands.running.comparing import compared, earlier
from shuzhi.model.history import COUNTS, VALUES, Earlier, History
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch

HEAD = Branch("A00", "云溪镇党总支", "云溪社区", "云溪社区", "党总支", "社区")
CHILDREN = tuple(dataclasses.replace(branch, parent="A00") for branch in SETTINGS.branches)
TREE = dataclasses.replace(SETTINGS, branches=(HEAD, *CHILDREN))
ALL = {"A00", "A01", "A02"}


def history(*counted):
    """What the ledger knows: (period, branch) or (period, branch, first day, last day) of those that counted."""
    counts = []
    for period, code, *days in counted:
        whole = Period.parse(period).days
        counts.append((period, code, "", *(days or (whole.start.isoformat(), whole.end.isoformat()))))
    values = [
        (period, code, scope, "members_total", value, None, None, "党员!2")
        for period, code, *_ in counted for scope, value in (("own", 3), ("all", 7))
    ]
    frame = pd.DataFrame(values, columns=VALUES).astype(dict.fromkeys(VALUES[4:7], "float64"))
    return History(pd.DataFrame(counts, columns=COUNTS), frame)


def known(past, settings=SETTINGS, branch=None, counted=ALL):
    return {one.period.code: one for one in earlier(past, settings, branch or settings.branches[0], counted)}


def test_the_amounts_are_those_of_the_branch_then():
    """The quarter before and the same quarter last year, with their days, values and rows."""
    found = known(history(("2023Q2", "A01"), ("2022Q3", "A01"), ("2023Q1", "A01"), ("2023Q2", "A02")))
    assert sorted(found) == ["2022Q3", "2023Q2"]
    assert found["2023Q2"].days == Period.parse("2023Q2").days
    assert found["2023Q2"].amounts["members_total"][::3] == (3, "党员!2")


def test_a_branch_that_did_not_count_then_is_not_compared():
    """No workbook of that period counted, or only another branch's."""
    assert known(history(("2023Q2", "A02"))) == {}
    assert known(history()) == {}


@pytest.mark.parametrize(("settings", "past", "counted", "there"), [
    (TREE, ("A00", "A01", "A02"), ALL, True),
    (TREE, ("A00", "A01"), ALL, False),
    (TREE, ("A00", "A01", "A02"), {"A00", "A01"}, False),
    (dataclasses.replace(TREE, branches=TREE.branches[:2], former=CHILDREN[1:]), ("A00", "A01"), ALL, True),
    (dataclasses.replace(TREE, branches=TREE.branches[:2], former=CHILDREN[1:]), ("A00", "A01", "A02"), ALL, False),
])
def test_a_parent_branch_is_compared_where_the_same_branches_counted(settings, past, counted, there):
    """A 支部 that lacks now or then, or that was closed in between, makes the two sums incomparable."""
    found = known(history(*(("2023Q2", code) for code in past)), settings, HEAD, counted)
    assert [one.amounts["members_total"].value for one in found.values()] == ([7] if there else [])


def test_a_half_year_made_of_some_quarters_is_not_complete():
    """Both quarters counted, or none (a half year's own workbook): compared; one of the two: not."""
    half = dataclasses.replace(SETTINGS, period=Period.parse("2023H2"))
    assert set(known(history(("2023H1", "A01"), ("2023Q1", "A01"), ("2023Q2", "A01")), half)) == {"2023H1"}
    assert set(known(history(("2023H1", "A01")), half)) == {"2023H1"}
    assert known(history(("2023H1", "A01"), ("2023Q2", "A01")), half) == {}


DAYS = """
| 时期 | 起 | 止 | 环比 | 同比 |
|---|---|---|---|---|
| 2023Q2 | 2023-04-01 | 2023-06-30 | 是 | |
| 2023Q2 | 2023-04-01 | 2023-05-31 | | |
| 2023Q2 | 2023-04-20 | 2023-06-10 | | |
| 2023Q2 | 2023-05-10 | 2023-07-20 | | |
| 2023Q2 | 2023-07-01 | 2023-09-30 | | |
| 2023Q2 | 2023-01-01 | 2023-03-31 | 是 | |
| 2022Q3 | 2022-07-01 | 2022-09-30 | | 是 |
| 2022Q3 | 2022-06-20 | 2022-09-20 | | 是 |
| 2022Q3 | 2022-04-01 | 2022-06-30 | | |
| 2022Q3 | 2022-07-01 | 2022-08-31 | | |
"""


@pytest.mark.parametrize(("period", "start", "end", "before", "year_ago"), cells(DAYS)[1:])
def test_only_as_many_months_without_overlap_are_compared(period, start, end, before, year_ago):
    """同比 needs the same months of the year before, too."""
    days = Coverage(*(pd.Timestamp(day).date() for day in (start, end)))
    found = compared(facts(), [Earlier(Period.parse(period), days, {})])
    assert (found.before is not None, found.year_ago is not None) == (before == "是", year_ago == "是")


def test_a_year_that_lacks_a_quarter_is_not_compared():
    """What is not complete now is compared with nothing."""
    past = [Earlier(Period.parse("2023Q2"), Period.parse("2023Q2").days, {})]
    assert compared(facts(), past).before is not None
    assert compared(dataclasses.replace(facts(), lacking=(Period.parse("2023Q1"),)), past).before is None
