"""本年累计 against its slow twin, and where there is none."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import strategies as st

from compute import twin
from compute.test_totals import of, own, township
from drawn import drawn
from shuzhi.compute.catalogue import definition, definitions, with_year
from shuzhi.compute.flows import SUFFIX, is_flow
from shuzhi.compute.totals import COLUMNS, totals
from shuzhi.compute.year import earlier_in_year, year_to_date
from shuzhi.model.history import COUNTS, VALUES, History
from shuzhi.model.period import Coverage, Period

QUARTERS = [Period(2023, "Q", number) for number in range(1, 5)]
FLOWS = ("meetings_general", "dues_paid", "work_talks_times", "work_talks_u7c73", "tasks_done_in_coverage")
OTHERS = ("members_total", "general_attendance_rate", "tasks_total")


def history(*periods):
    """What the ledger knows from (period, branch, coverage, [(name, value, rows)])."""
    counts = [(one.code, code, "x", days.start.isoformat(), days.end.isoformat()) for one, code, days, _ in periods]
    values = [
        (one.code, code, "own", name, value, None, None, rows)
        for one, code, _, lines in periods for name, value, rows in lines
    ]
    numbers = dict.fromkeys(("value", "numerator", "denominator"), "float64")
    words = dict.fromkeys(("period", "branch_code", "scope", "name", "rows"), "str")
    return History(pd.DataFrame(counts, columns=COUNTS, dtype="str"),
                   pd.DataFrame(values, columns=VALUES).astype(numbers | words))


def counted(quarter, *lines, code="A", days=None):
    return quarter, code, days or quarter.days, lines


def shown(found, code="A"):
    """name → (value, rows) of one branch."""
    return {name: (one.value, one.rows) for name, one in of(found, code, "own").items()}


ONE = counted(QUARTERS[0], ("meetings_general", 1, "会议!5"), ("members_total", 40, "党员!2"))
TWO = counted(QUARTERS[1], ("meetings_general", 2, "会议!3;会议!8"), ("work_talks_times", 6, "其他工作!2"))
NOW = own(("A", "meetings_general", 1, "会议!4"), ("A", "members_total", 41, "党员!2"))
DAYS = {"A": QUARTERS[2].days}


def test_the_sum_tells_the_rows_of_every_period():
    """This period's rows first, earlier ones with their period; what did not occur now still counts; no stock adds up."""
    found = year_to_date(NOW, DAYS, history(ONE, TWO), QUARTERS[2])
    assert list(found.columns) == COLUMNS
    assert shown(found) == {
        "meetings_general_ytd": (4, ("会议!4", "2023Q1:会议!5", "2023Q2:会议!3", "2023Q2:会议!8")),
        "work_talks_times_ytd": (6, ("2023Q2:其他工作!2",)),
    }
    assert found["title"].tolist() == ["本年累计支部党员大会次数", "本年累计谈心谈话（次）"]


@pytest.mark.parametrize(("past", "days", "period"), [
    ((), DAYS, QUARTERS[0]),
    ((TWO,), DAYS, QUARTERS[2]),
    ((ONE, counted(QUARTERS[1], days=Coverage(date(2023, 4, 2), date(2023, 6, 30)))), DAYS, QUARTERS[2]),
    ((ONE, TWO), {"A": Coverage(date(2023, 6, 30), date(2023, 9, 30))}, QUARTERS[2]),
    ((ONE, TWO), DAYS, Period(2023, "Y", 0)),
    ((ONE, TWO), {"B": QUARTERS[2].days}, QUARTERS[2]),
])
def test_there_is_none_unless_every_period_before_it_counted(past, days, period):
    """The first quarter, a quarter missing, a day counted twice or not at all, a year, another branch."""
    found = year_to_date(NOW, days, history(*past), period)
    assert list(found.columns) == COLUMNS
    assert found.empty


def test_days_that_are_not_the_calendar_s_add_up_where_they_follow_each_other():
    """From the 21st to the 20th."""
    days = [Coverage(date(2022, 12, 21), date(2023, 3, 20)), Coverage(date(2023, 3, 21), date(2023, 6, 20))]
    found = year_to_date(NOW, {"A": days[1]}, history((*ONE[:2], days[0], ONE[3])), QUARTERS[1])
    assert shown(found)["meetings_general_ytd"][0] == 2


def test_half_years_add_up_alike():
    """2023H2 is added to 2023H1, never to quarters."""
    halves = [Period(2023, "H", 1), Period(2023, "H", 2)]
    past = history(counted(halves[0], ("meetings_general", 3, "会议!2")), ONE, TWO)
    found = year_to_date(NOW, {"A": halves[1].days}, past, halves[1])
    assert shown(found)["meetings_general_ytd"][0] == 4
    assert earlier_in_year(halves[1]) == (halves[0],)


def test_the_township_adds_up_the_branches_that_have_one():
    """本级, 全体 and TOTAL; a 支部 that lacks a quarter is in none of them; right behind its count."""
    past = history(ONE, TWO, *(counted(one, ("meetings_general", 5, "会议!2"), code="Z") for one in QUARTERS[:2]))
    now = pd.concat([NOW, own(("Z", "meetings_general", 2, "会议!9"), ("B", "meetings_general", 7, "会议!9"))])
    days = dict.fromkeys("AZB", QUARTERS[2].days)
    roster = township(("Z", "", "党总支"), ("A", "Z", "党支部"), ("B", "Z", "党支部"))
    found = totals(pd.concat([now, year_to_date(now, days, past, QUARTERS[2])]), roster)
    assert of(found, "Z", "own")["meetings_general_ytd"].value == 12
    assert of(found, "Z", "all")["meetings_general_ytd"].value == 16
    assert "A:2023Q1:会议!5" in of(found, "Z", "all")["meetings_general_ytd"].rows
    assert of(found, "TOTAL", "own")["meetings_general_ytd"].value == 16
    assert "meetings_general_ytd" not in of(found, "B", "own")
    assert list(of(found, "Z", "own"))[:2] == ["meetings_general", "meetings_general_ytd"]


def test_what_adds_up():
    """Counts of 本期; neither standing numbers, nor states, nor rates."""
    names = {each.name for each in definitions() if each.kind == "year"}
    assert names == {each.name + SUFFIX for each in definitions() if is_flow(each.name)}
    assert not [name for name in names if definition(name.removesuffix(SUFFIX)).kind in ("rate", "stock", "township")]
    assert not {f"{name}{SUFFIX}" for name in OTHERS} & names
    assert definition("members_admitted_ytd").tag == "本年累计发展党员数"
    assert definition("work_talks_u7c73_ytd").title == "本年累计谈心谈话（米）"
    with pytest.raises(KeyError):
        definition("members_total_ytd")


def test_a_template_may_print_one_that_is_not_there():
    """Every count of the year has a blank; what is there stays."""
    known = of(NOW, "A", "own")
    filled = with_year(known | of(year_to_date(NOW, DAYS, history(ONE, TWO), QUARTERS[2]), "A", "own"))
    assert filled["meetings_general_ytd"].value == 4
    assert (filled["dues_paid_ytd"].value, filled["dues_paid_ytd"].rows) == (None, ())
    assert set(known) < set(with_year(known))


AMOUNT = st.one_of(st.none(), st.sampled_from([0, 1, 2.5, 30]))
SPAN = st.sampled_from(["calendar", "calendar", "calendar", "late", "missing"])


@st.composite
def quarter(draw, place):
    """(period, first day, last day, name → (value, addresses)), None = the branch did not count."""
    span = draw(SPAN)
    days = QUARTERS[place].days
    start = days.start.replace(day=2) if span == "late" else days.start
    names = draw(st.lists(st.sampled_from([*FLOWS, *OTHERS]), unique=True))
    values = {}
    for name in names:
        value = draw(AMOUNT)
        rows = draw(st.lists(st.integers(2, 9), unique=True, max_size=3)) if value else []
        values[name] = (value, tuple(f"会议!{row}" for row in sorted(rows)))
    return (QUARTERS[place].code, start, days.end, values) if span != "missing" else None


def test_the_year_counts_as_its_slow_twin(many):
    """Frames and plain loops agree on value and rows of every branch."""
    drawn(max(many // 2, 1), data=st.data(), last=st.integers(1, 3), branches=st.integers(1, 3))(agree)


def agree(data, last, branches):
    made = {}
    for code in "ABC"[:branches]:
        quarters = [data.draw(quarter(place)) for place in range(last + 1)]
        if quarters[-1]:
            made[code] = quarters
    past = history(*(
        (QUARTERS[place], code, Coverage(one[1], one[2]), [(n, v, ";".join(rows)) for n, (v, rows) in one[3].items()])
        for code, quarters in made.items() for place, one in enumerate(quarters[:-1]) if one
    ))
    lines = [
        (code, name, value, ";".join(rows))
        for code, quarters in made.items() for name, (value, rows) in quarters[-1][3].items()
    ]
    days = {code: Coverage(quarters[-1][1], quarters[-1][2]) for code, quarters in made.items()}
    found = year_to_date(own(*lines), days, past, QUARTERS[last])
    for code, quarters in made.items():
        wanted = twin.of_year(quarters, FLOWS) or {}
        assert shown(found, code) == {f"{name}_ytd": one for name, one in wanted.items()}
