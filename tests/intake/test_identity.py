"""The check digit of a 公民身份号码, beside the plain formula of the standard."""

import random
from datetime import date, timedelta

import pytest

from shuzhi import form
from shuzhi.intake.values.identity import read_identity
from shuzhi.intake.values.result import Reading

FIELD = next(field for sheet in form.load().sheets for field in sheet.fields if field.format == "identity")


def accepted(text):
    """The number as it is read, None where it is refused."""
    value, _ = read_identity(text, FIELD, Reading(None, {}))
    return value


def check_digit(first):
    """To 17 digits, by GB 11643-1999, 4.2 (ISO 7064, MOD 11-2)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11]


@pytest.fixture
def numbers(many):
    """Seventeen digits with a day of birth, drawn always alike."""
    draw = random.Random(11643)
    days = (date(1920, 1, 1) + timedelta(draw.randrange(36_525)) for _ in range(many))
    return [f"{draw.randrange(10**6):06}{day:%Y%m%d}{draw.randrange(1000):03}" for day in days]


def test_only_the_check_digit_of_the_standard_is_accepted(numbers):
    """Of the eleven characters that may end a number, one; and the standard's own two examples (annex A)."""
    for first in numbers:
        assert [last for last in "0123456789X" if accepted(first + last)] == [check_digit(first)]
    assert accepted("11010519491231002X")
    assert accepted("440524188001010014")


def test_the_old_fifteen_digits_get_a_century_and_a_check_digit(numbers):
    """As the standard of 1989 became that of 1999: born in the twentieth century."""
    for first in numbers:
        if first[6:8] == "19":
            assert accepted(first[:6] + first[8:]) == first + check_digit(first)
