"""What formulas see in a cell, and how a day, a title and a choice stand in a formula."""

from collections.abc import Sequence
from typing import TypeGuard

from shuzhi.author.selfcheck.terms import Term, Value
from shuzhi.form import Field, Form
from shuzhi.model.sheet import Typed
from shuzhi.spreadsheet import countable, serial

DAYS = (366, 100_000)  # what a number must lie between to be a day: 1901 to 2173


def spelled(form: Form, field: Field, choices: Sequence[str]) -> list[str]:
    """The choices, and what people write for them."""
    written = form.synonyms.get(field.enum, {})
    return list(dict.fromkeys([*choices, *(text for text, choice in written.items() if choice in choices)]))


def next_day(day: Term) -> Term:
    """The day after; N() because a typed text must not spoil a whole formula."""
    value = day.value + 1 if isinstance(day.value, (int, float)) else 1
    return Term(f"(N({day.text})+1)", value)


def counted(value: Typed) -> Value:
    """A cell as a formula sees it: days and times as numbers as far as they count, an empty one as ""."""
    if value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return value
    return serial(value) if countable(value) else str(value)


def is_empty(value: Value) -> bool:
    """True of nothing and of blanks."""
    return value == "" or (isinstance(value, str) and not value.strip(" "))


def is_amount(value: Value) -> TypeGuard[float]:
    """True of numbers, days and times."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
