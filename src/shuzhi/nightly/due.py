"""Is a run due? Pure functions of now, the nightly time and the attempts in the ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from shuzhi.ledger import Night
from shuzhi.model.clock import BEIJING

MOST_ATTEMPTS = 3  # attempts of one day that never ended: a run that kills its machine must not do so for ever
_DAY = timedelta(days=1)


def business_day(now: datetime, at: time, zone: tzinfo = BEIJING) -> date:
    """The day of the last nightly time that is past; `now` is aware, `at` a time on the clocks of `zone`."""
    day = now.astimezone(zone).date() + _DAY
    while _moment(day, at, zone) > now.astimezone(UTC):
        day -= _DAY
    return day


def due(now: datetime, at: time, zone: tzinfo, nights: Sequence[Night]) -> date | None:
    """The business day whose run is due: none of its attempts ended, and not too many were cut off; else None.

    Days are compared for equality alone, so a clock that jumped forward and back blocks nothing.
    """
    day = business_day(now, at, zone)
    attempts = [night for night in nights if night.day == day]
    ended = any(night.ended is not None for night in attempts)
    return None if ended or len(attempts) >= MOST_ATTEMPTS else day


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """The one moment of a day's nightly time: of two the first, one that clocks skip by the clock before the skip."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
