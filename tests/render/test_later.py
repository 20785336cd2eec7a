"""Values made when they are first asked for."""

import pytest

from shuzhi.render.environment import Names
from shuzhi.render.later import Later


def test_a_value_is_made_once_and_only_if_it_is_asked_for():
    """What nobody looks up is never made, what is looked up twice is the same object."""
    made = []

    def maker(tag):
        return lambda: made.append(tag) or [tag]

    later = Later({tag: maker(tag) for tag in "甲乙丙"})
    assert ("乙" in later, "丁" in later, [*later], len(later)) == (True, False, ["甲", "乙", "丙"], 3)
    assert made == []
    assert later["乙"] is later["乙"]
    assert later.get("丁") is None
    assert made == ["乙"]
    assert dict(later) == {"甲": ["甲"], "乙": ["乙"], "丙": ["丙"]}
    assert made == ["乙", "甲", "丙"]


def test_names_are_no_more_eager_than_what_they_name():
    """Naming values does not make them; a fault of a maker is not taken for an unknown name."""
    names = Names(Later({"甲": lambda: 1 // 0, "乙": lambda: "有"}))
    assert ([*names], names["乙"]) == (["甲", "乙"], "有")
    with pytest.raises(ZeroDivisionError):
        names["甲"]
