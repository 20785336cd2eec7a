"""Periods in every spelling; coverage counted by the 15ths of months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.model.period import Coverage, Period, han_date

KINDS = [("Q", number) for number in (1, 2, 3, 4)] + [("H", 1), ("H", 2), ("Y", 0)]
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(("typed", "code"), [
    ("2023Q3", "2023Q3"), ("2023q3", "2023Q3"), ("２０２３Ｑ３", "2023Q3"), ("2023年第三季度", "2023Q3"),
    ("2023年第3季度", "2023Q3"), ("2023年3季度", "2023Q3"), ("2023 年 三 季度\n", "2023Q3"), ("2023第四季度", "2023Q4"),
    ("2023H1", "2023H1"), ("2023年上半年", "2023H1"), ("2023下半年", "2023H2"),
    ("2023Y", "2023Y"), ("2023年度", "2023Y"), ("2023年", "2023Y"), ("2023全年", "2023Y"), ("2023年全年", "2023Y"),
])
def test_every_spelling_is_read(typed, code):
    """Han or Arabic digits, full width, blanks, upper or lower case: one code."""
    assert Period.parse(typed).code == code


@pytest.mark.parametrize("typed", [
    "0000Q3", "0001年度", "1899年上半年", "2101Q1", "9999年", "٠٠٠٠Q1", "", "2023", "23Q3", "2023Q5", "2023Q0", "2023H3", "第三季度", "2023年五季度", "2023Q3止", "2023-09-30",
])
def test_what_is_no_period_is_none(typed):
    """No year, none of our times, a fifth quarter, a day, more text: not guessed."""
    assert Period.parse(typed) is None


@pytest.mark.parametrize(("kind", "number"), KINDS)
def test_code_and_label_lead_back_to_the_period(kind, number):
    """What we print we also read."""
    period = Period(2024, kind, number)
    assert Period.parse(period.code) == Period.parse(period.label) == period


@pytest.mark.parametrize(("code", "label"), [
    ("2023Q1", "2023年第一季度"), ("2023Q4", "2023年第四季度"), ("2023H1", "2023年上半年"), ("2023H2", "2023年下半年"),
    ("2023Y", "2023年度"),
])
def test_a_label_is_the_spelling_of_titles(code, label):
    """Han digits for quarters, 上 and 下 for halves, 年度 for a year."""
    assert Period.parse(code).label == label


@pytest.mark.parametrize(("code", "start", "end"), [
    ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)), ("2023Q2", date(2023, 4, 1), date(2023, 6, 30)),
    ("2023Q4", date(2023, 10, 1), date(2023, 12, 31)), ("2023H1", date(2023, 1, 1), date(2023, 6, 30)),
    ("2023H2", date(2023, 7, 1), date(2023, 12, 31)), ("2023Y", date(2023, 1, 1), date(2023, 12, 31)),
])
def test_the_days_of_a_period_are_calendar_days(code, start, end):
    """From the first day of its first month to the last day of its last."""
    assert Period.parse(code).days == Coverage(start, end)


def test_the_periods_of_a_year_follow_each_other_without_a_gap():
    """Four quarters, or two halves, cover the year once."""
    for kind, count in (("Q", 4), ("H", 2)):
        days = [Period(2024, kind, number).days for number in range(1, count + 1)]
        assert all(late.start - early.end == timedelta(days=1) for early, late in pairwise(days))
        assert Coverage(days[0].start, days[-1].end) == Period(2024, "Y", 0).days


@pytest.mark.parametrize(("start", "end", "text"), [
    (date(2023, 7, 1), date(2023, 9, 30), "2023年7月1日至9月30日"),
    (date(2022, 12, 16), date(2023, 3, 15), "2022年12月16日至2023年3月15日"),
    (date(2023, 9, 5), date(2023, 9, 5), "2023年9月5日至9月5日"),
])
def test_the_year_is_said_again_only_where_it_differs(start, end, text):
    """Days without leading zeros, the second year only after a change of year."""
    assert Coverage(start, end).text == text


@pytest.mark.parametrize(("start", "end", "months", "quarters"), [
    (date(2023, 7, 1), date(2023, 9, 30), 3, 1), (date(2023, 4, 1), date(2023, 7, 31), 4, 1),
    (date(2023, 7, 15), date(2023, 9, 15), 3, 1), (date(2023, 7, 16), date(2023, 9, 14), 1, 0),
    (date(2022, 12, 15), date(2023, 3, 15), 4, 2), (date(2022, 12, 16), date(2023, 3, 14), 2, 0),
    (date(2023, 1, 1), date(2023, 12, 31), 12, 4), (date(2023, 7, 1), date(2023, 7, 14), 0, 0),
    (date(2023, 9, 30), date(2023, 7, 1), 0, 0),
])
def test_a_month_counts_by_its_fifteenth(start, end, months, quarters):
    """The 15th itself counts; a quarter counts by its last month; both go on over the change of year."""
    coverage = Coverage(start, end)
    assert (coverage.months(), coverage.quarters()) == (months, quarters)


@given(start=DAYS, length=st.integers(0, 800))
def test_fifteenths_are_the_days_of_the_coverage_that_are_a_fifteenth(start, length):
    """The same as walking day by day."""
    days = [start + timedelta(days=n) for n in range(length + 1)]
    assert Coverage(start, days[-1]).fifteenths() == [day for day in days if day.day == 15]


def test_a_date_in_han_has_no_leading_zeros():
    """2023年9月5日, not 09月05日."""
    assert han_date(date(2023, 9, 5)) == "2023年9月5日"
