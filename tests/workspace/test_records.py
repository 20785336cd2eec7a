"""Cells of 乡镇台账 that hold a list or a time of day."""

import re
from datetime import time

from hypothesis import strategies as st

from drawn import drawn
from shuzhi.workspace.records import clock, listed

TIMES = st.times().map(lambda at: f"{at.hour}:{at.minute:02}")


def test_a_time_of_day_is_read_back_as_itself_and_nothing_else_is_one(many):
    """2:05, 02:05 and 02：05 are one; 24:00, 2.5 and any other text are none."""
    @drawn(many, st.one_of(TIMES, TIMES.map(lambda text: text.replace(":", "：") + ":00"), st.text("0123456789:： ", max_size=7), st.text(max_size=5)))
    def check(typed):
        found = clock(typed)
        assert found is None or clock(f"{found:%H:%M}") == found
        assert (found is None) or (found < time(23, 59, 59) and re.search(r"\d[:：]\d\d", typed))
        assert found == clock(f" {typed}\n")


def test_a_list_written_back_is_the_same_list(many):
    """Entries are joined by 、 or ，; none is empty."""
    @drawn(many, st.one_of(st.text("村、，, 一二", max_size=9), st.none(), st.floats()))
    def check(typed):
        entries = listed(typed)
        assert listed("、".join(entries)) == entries
        assert all(entries)
