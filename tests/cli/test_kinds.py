"""What is typed after an option is understood or refused as a usage fault, whatever it is."""

import click
import pytest
from hypothesis import strategies as st

from drawn import drawn
from shuzhi.cli.kinds import Count, OneOf


def test_a_count_is_a_number_in_its_range_or_refused(many):
    """Half-width digits only, of any length."""
    @drawn(many, st.one_of(st.integers(-5, 99).map(str), st.text(max_size=5), st.sampled_from(["９", "²", "٣", "1_0", " 1", "0x1", "9" * 5000, "007"])))
    def check(typed):
        try:
            assert 1 <= Count(1, 64).convert(typed, None, None) == int(typed) <= 64
        except click.BadParameter as refused:
            assert not typed.isascii() or not typed.isdigit() or len(typed) > 9 or not 1 <= int(typed) <= 64
            assert "1到64" in refused.message


@pytest.mark.parametrize("typed", ["", "TEXT", "text ", "json,text"])
def test_a_word_is_one_of_those_named(typed):
    """No other case, no blanks, not two."""
    with pytest.raises(click.BadParameter, match=r"只能写text、json"):
        OneOf("text", "json").convert(typed, None, None)
