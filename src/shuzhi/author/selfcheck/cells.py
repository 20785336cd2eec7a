"""What formulas see in a cell, and how a day, a title and a choice stand in a formula."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeGuard

from shuzhi.author.selfcheck.terms import Term, Value
from shuzhi.form import Field, Form
from shuzhi.model.sheet import Typed

DAYS = (366, 100_000)  # what a number must lie between to be a day: 1901 to 2173
FIRST_DAY = date(1901, 1, 1)  # earlier days are written as text
_DAY_ZERO = date(1899, 12, 30).toordinal()


def spelled(form: Form, field: Field, choices: Sequence[str]) -> list[str]:
    """The choices, and what people write for them."""
    written = form.synonyms.get(field.enum, {})
    return list(dict.fromkeys([*choices, *(text for text, choice in written.items() if choice in choices)]))


def quoted(title: str) -> str:
    """A sheet's title as it stands in formulas and links."""
    return "'" + title.replace("'", "''") + "'"


def next_day(day: Term) -> Term:
    """The day after; N() because a typed text must not spoil a whole formula."""
    value = day.value + 1 if isinstance(day.value, (int, float)) else 1
    return Term(f"(N({day.text})+1)", value)


def day_of(serial: Value) -> date:
    """The day of a number."""
    return date.fromordinal(_DAY_ZERO + int(float(serial)))


def counted(value: Typed) -> Value:
    """A cell as a formula sees it: days and times as numbers, an empty one as ""."""
    if value is None:
        return ""
    if isinstance(value, (str, bool, int, float)):
        return value
    return serial(value)


def serial(value: date | time | timedelta) -> Value:
    """A day or a time as spreadsheets count it; a day before 1901 as text."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DAY:
        return str(value)
    whole = day.toordinal() - _DAY_ZERO
    if isinstance(value, datetime) and value.time() != time():
        return whole + float(serial(value.time()))
    return whole


def is_empty(value: Value) -> bool:
    """True of nothing and of blanks."""
    return isinstance(value, str) and not value.strip(" ")


def is_amount(value: Value) -> TypeGuard[float]:
    """True of numbers, days and times."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


