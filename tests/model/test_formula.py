import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.model.formula import guarded, unguarded


@pytest.mark.parametrize(("text", "field"), [
    ("=1+1", "'=1+1"), ("+86", "'+86"), ("-3", "'-3"), ("@甲", "'@甲"), ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("\u3000=1", "'\u3000=1"),
    ("'=1", "''=1"), ("''=1", "'''=1"), ("'甲", "'甲"), ("甲=1", "甲=1"), ("", ""),
])
def test_what_begins_like_a_formula_gets_one_apostrophe(text, field):
    """Also where an apostrophe stands there already, so that the field says which text it was."""
    assert (guarded(text), unguarded(field)) == (field, text)


@settings(deadline=None)
@given(st.text() | st.text("'=+-@\t 甲"))
def test_any_text_comes_back(text):
    """No field of a CSV file begins like a formula, and each gives its text again."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
