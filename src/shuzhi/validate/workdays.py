"""Working days and holidays as published by the State Council; the only importer of chinese_calendar."""

from functools import cache

import chinese_calendar
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.datetime64]

# What a message says of days counted beyond the years that are published.
UNPUBLISHED = "（按周一至周五计算，未计节假日调休）"


def working_days(start: pd.Series, end: pd.Series) -> pd.Series:
    """Working days after each `start` up to and including its `end` (two datetime64 Series of one index), as float64.

    Holidays and make-up days as published, Monday to Friday outside those years; NaN where a day is missing, negative
    where `end` is the earlier one.
    """
    known = start.notna() & end.notna()
    first, last = (_days(days[known]) for days in (start, end))
    off, made_up = _published()
    counts = np.busday_count(first + 1, last + 1, holidays=off)
    counts += np.searchsorted(made_up, last, "right") - np.searchsorted(made_up, first, "right")
    return pd.Series(counts, index=start.index[known], dtype="float64").reindex(start.index)


def unpublished(start: pd.Series, end: pd.Series) -> pd.Series:
    """True where the holidays of a year between the two days are not known."""
    first, last = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year
    outside: pd.Series = (start.dt.year < first) | (end.dt.year > last)
    return outside


def is_holiday(days: pd.Series) -> pd.Series:
    """True for a day off by a public holiday (days taken in lieu included); False for any other and for unknown years.

    An ordinary weekend is no holiday.
    """
    return pd.Series(np.isin(_days(days), _published()[0]), days.index)


def _days(days: pd.Series) -> Days:
    return days.to_numpy().astype("datetime64[D]")


@cache
def _published() -> tuple[Days, Days]:
    """The days off (weekends too, which count for nothing), and the weekend days that are worked, in order."""
    off, worked = (
        np.array(sorted(days), dtype="datetime64[D]") for days in (chinese_calendar.holidays, chinese_calendar.workdays)
    )
    return off, worked[~np.is_busday(worked)]
