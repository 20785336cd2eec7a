"""The check digit of a 公民身份号码, beside another's program."""

import random

import pytest
from stdnum.cn import ric

from shuzhi.intake.values.identity import check_digit


@pytest.fixture
def numbers(many):
    """Seventeen digits, drawn always alike."""
    draw = random.Random(11643)
    return ["".join(draw.choices("0123456789", k=17)) for _ in range(many)]


def test_the_check_digit_is_that_of_the_standard(numbers):
    """Every one as python-stdnum has it; the standard's own two examples (GB 11643-1999, annex A)."""
    assert [check_digit(number) for number in numbers] == [ric.calc_check_digit(f"{number}0") for number in numbers]
    assert (check_digit("11010519491231002"), check_digit("44052418800101001")) == ("X", "4")
