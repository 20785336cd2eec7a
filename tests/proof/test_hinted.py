"""A pattern that is not tried would have found nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.proof.digits import NO_FIGURES
from shuzhi.proof.hinted import possible
from shuzhi.proof.marks import LEFT
from shuzhi.proof.times import DATE, SPAN

HINTED = (*LEFT, *NO_FIGURES)


@pytest.mark.parametrize("one", HINTED, ids=lambda one: one.pattern.pattern[:20])
@given(data=st.data())
def test_whatever_a_pattern_finds_holds_one_of_its_hints(one, data):
    """Any text that a pattern matches anywhere is one that it is tried on."""
    around = st.text("第AXx年月岁条热线《》〔（）。.,、\n 1２村", max_size=6)
    text = data.draw(around) + data.draw(st.from_regex(one.pattern)) + data.draw(around)
    assert not one.pattern.search(text) or possible([one], text)


@pytest.mark.parametrize("one", HINTED, ids=lambda one: one.pattern.pattern[:20])
def test_a_text_without_a_hint_is_not_searched(one):
    """Most reports have nothing that most patterns look for."""
    assert possible([one], "一二三") == ()


@pytest.mark.parametrize("one", [DATE, SPAN], ids=["date", "span"])
@given(st.text("20231第三1四季度上半年度月日每各 ", max_size=30))
def test_what_is_found_by_its_sign_is_what_the_pattern_finds(one, text):
    """The same places, and the same groups."""
    found = [(each.span(), each.groups()) for each in one.finditer(text)]
    assert found == [(each.span(), each.groups()) for each in one.pattern.finditer(text)]
    assert one.replaced(text, "-") == one.pattern.sub(lambda each: "-" * len(each.group()), text)
