"""Working days between two days, against a count day by day."""

from datetime import date, timedelta

import chinese_calendar
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.validate.workdays import is_holiday, unpublished, working_days

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


def series(*days):
    return pd.Series([pd.Timestamp(day) for day in days], index=range(5, 5 + len(days)), dtype="datetime64[s]")


def counted(start, end):
    return working_days(series(start), series(end)).iloc[0]


@pytest.mark.parametrize(("start", "end", "days"), [
    ("2023-07-03", "2023-07-03", 0),  # the day itself does not count
    ("2023-07-03", "2023-07-10", 5),
    ("2023-09-28", "2023-10-07", 1),  # eight days off, then a Saturday made up
    ("2023-09-28", "2023-10-08", 2),
    ("2030-01-01", "2030-01-31", 22),  # not published: Monday to Friday
    ("2023-07-10", "2023-07-03", -5),
])
def test_holidays_do_not_count_and_days_made_up_do(start, end, days):
    """2023-09-29 to 10-06 was off, Saturday 10-07 and Sunday 10-08 were worked."""
    assert counted(start, end) == days


@given(start=st.dates(FIRST, LAST), length=st.integers(0, 90))
def test_as_counted_day_by_day(start, length):
    """The vectorised count is the library's own, one day at a time."""
    end = min(start + timedelta(days=length), LAST)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert counted(start, end) == sum(map(chinese_calendar.is_workday, days))


def test_a_missing_day_gives_no_count():
    """Blank is unknown, not 0, and the index is kept."""
    counts = working_days(series("2023-07-03", None, "2023-07-03"), series("2023-07-04", "2023-07-04", None))
    assert counts.iloc[0] == 1
    assert counts.iloc[1:].isna().all()
    assert list(counts.index) == [5, 6, 7]


def test_years_not_yet_published_are_known():
    """The message says where days were counted Monday to Friday."""
    assert list(unpublished(series("2023-07-03", "2026-12-30", "2003-12-31"),
                            series("2023-07-04", "2027-01-04", "2004-01-02"))) == [False, True, True]


def test_a_holiday_is_a_published_one():
    """National day and a day in lieu are holidays; an ordinary Sunday, a blank and an unknown year are none."""
    days = series("2023-10-01", "2023-10-06", "2023-09-24", None, "2035-10-01")
    assert list(is_holiday(days)) == [True, True, False, False, False]
