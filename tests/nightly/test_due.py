"""due: is a run due, as a pure function of now, the nightly time and the attempts."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shuzhi.ledger import Night
from shuzhi.model.clock import BEIJING
from shuzhi.nightly.due import MOST_ATTEMPTS, business_day, due

BERLIN = ZoneInfo("Europe/Berlin")
ST_JOHNS = ZoneInfo("America/St_Johns")  # set its clocks back at 00:01, to the day before
APIA = ZoneInfo("Pacific/Apia")  # had no 30 December 2011

# at 02:00 in Beijing; attempts: day, or day! = ended
CASES = """
| now              | attempts                                  | due        | why                                     |
| ---------------- | ----------------------------------------- | ---------- | --------------------------------------- |
| 2023-10-09 02:00 |                                           | 2023-10-09 | the first moment                        |
| 2023-10-09 01:59 | 2023-10-08!                               |            | not yet                                 |
| 2023-10-09 02:00 | 2023-10-08!                               | 2023-10-09 | a new day                               |
| 2023-10-09 23:00 | 2023-10-09!                               |            | once a day                              |
| 2023-10-09 09:00 | 2023-10-01!                               | 2023-10-09 | off for a week: caught up once          |
| 2023-10-09 01:00 | 2023-10-07!                               | 2023-10-08 | the night before is still open          |
| 2023-10-09 02:10 | 2023-10-09                                | 2023-10-09 | cut off once                            |
| 2023-10-09 02:10 | 2023-10-09, 2023-10-09                    | 2023-10-09 | cut off twice                           |
| 2023-10-09 02:10 | 2023-10-09, 2023-10-09, 2023-10-09        |            | cut off three times: not again          |
| 2023-10-10 02:10 | 2023-10-09, 2023-10-09, 2023-10-09        | 2023-10-10 | the next night it is tried anew         |
| 2023-10-09 02:10 | 2023-10-09, 2023-10-09!                   |            | made up for                             |
| 2023-10-09 02:10 | 2099-01-01!, 2023-10-08!                  | 2023-10-09 | a clock that was ahead blocks nothing   |
"""


def moment(text, zone=BEIJING):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def nights(text):
    days = [part.strip() for part in text.split(",") if part.strip()]
    return [Night(date.fromisoformat(day.rstrip("!")), "", "x" if day.endswith("!") else None, None) for day in days]


@pytest.mark.parametrize("case", CASES.strip().splitlines()[2:])
def test_when_a_run_is_due(case):
    """The table above."""
    now, attempts, wanted, _ = (cell.strip() for cell in case.strip("|").split("|"))
    assert str(due(moment(now), time(2), BEIJING, nights(attempts)) or "") == wanted


@pytest.mark.parametrize(("zone", "at", "start", "days"), [
    (BERLIN, time(2, 30), "2024-03-29 12:00", 4),  # 02:30 of 31 March is skipped
    (BERLIN, time(2, 30), "2024-10-25 12:00", 4),  # 02:30 of 27 October comes twice
    (APIA, time(2), "2011-12-28 12:00", 4),
    (ST_JOHNS, time(0), "2010-11-05 12:00", 4),
    (BEIJING, time(23, 59), "2024-02-27 12:00", 4),
])
def test_exactly_one_run_a_day_whatever_the_clocks_do(zone, at, start, days):
    """Asked every ten minutes, a run is due once for each business day, in order, with about a day between."""
    first = moment(start, zone).astimezone(UTC)
    done, when, asked = [Night(business_day(first, at, zone), "", "x", 0)], [], []
    for step in range(days * 144):
        asked.append(business_day(first + step * timedelta(minutes=10), at, zone))
        day = due(first + step * timedelta(minutes=10), at, zone, done)
        if day:
            done.append(Night(day, "", "x", 0))
            when.append(first + step * timedelta(minutes=10))
    found = [night.day for night in done]
    assert found == sorted(set(found))
    assert asked == sorted(asked)
    gaps = {(later - sooner) for sooner, later in pairwise(when)}
    assert gaps
    assert gaps <= {timedelta(hours=hours) for hours in (23, 23.5, 24, 24.5, 25)}
    assert len(when) == days if zone is not APIA else days - 1


def test_of_two_times_the_first_counts_and_a_skipped_one_comes_when_it_would_have():
    """02:30 in Berlin: in autumn the summer's, in spring an hour and a half after 01:00."""
    for before, since in ((datetime(2024, 10, 27, 0, 29), datetime(2024, 10, 27, 0, 30)),
                          (datetime(2024, 3, 31, 1, 29), datetime(2024, 3, 31, 1, 30))):
        days = [business_day(one.replace(tzinfo=UTC), time(2, 30), BERLIN) for one in (before, since)]
        assert days == [since.date() - timedelta(days=1), since.date()]


def slow_day(now, at, zone):
    """The business day found by walking back minute by minute to the last moment whose clock shows the time."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    while True:
        shown = minute.astimezone(zone)
        if shown.time().replace(fold=0) == at and not shown.fold:
            return shown.date()
        minute -= timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(
    some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    some.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)).filter(lambda at: not 2 <= at.hour < 4),
    some.sampled_from([BEIJING, BERLIN, UTC, ZoneInfo("America/New_York")]),
)
def test_the_business_day_is_that_of_a_slow_walk_back(now, at, zone):
    """For any moment and any nightly time that no clock skips."""
    moment_ = now.replace(tzinfo=UTC)
    assert business_day(moment_, at, zone) == slow_day(moment_, at, zone)


@given(some.lists(some.tuples(some.dates(date(2023, 10, 1), date(2023, 10, 5)), some.booleans()), max_size=8))
def test_only_attempts_of_the_day_itself_count(attempts):
    """Against a recount of the attempts of 3 October, in any order with any others."""
    known = [Night(day, "", "x" if ended else None, None) for day, ended in attempts]
    own = [ended for day, ended in attempts if day == date(2023, 10, 3)]
    wanted = not any(own) and len(own) < MOST_ATTEMPTS
    assert (due(moment("2023-10-03 12:00"), time(2), BEIJING, known) is not None) == wanted
