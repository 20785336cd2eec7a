"""Names of other branches, found in a text at once."""

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.proof.foreign import RosterNames

NAME = st.text("甲乙丙丁村第1", min_size=1, max_size=4)


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(NAME, max_size=3)), st.sets(st.sampled_from("abcde")),
       st.text("甲乙丙丁村第1\n", max_size=30))
def test_the_names_found_are_those_that_one_search_after_another_finds(names, family, text):
    """Every name of two characters or more that a branch outside the family goes by, longest first."""
    others = {name for code, its in names.items() if code not in family for name in its if len(name) > 1}
    found = RosterNames(names).besides(family).within(text)
    assert sorted(found) == sorted(name for name in others if name in text)
    assert [*map(len, found)] == sorted(map(len, found), reverse=True)
