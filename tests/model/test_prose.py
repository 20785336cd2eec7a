import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from shuzhi.model.prose import clean, paragraphs, printable, shown

ANYTHING = st.text(st.characters() | st.sampled_from("\x00\x1b\x85\r\n\u2028\u202e\u200b\ufeff\ufffe\ud800；。"))


@settings(deadline=None)
@given(ANYTHING)
def test_what_is_printed_is_xml(text):
    """Any text, cleaned, is one line that an XML part holds and gives back as it is."""
    printed = clean(text)
    node = etree.Element("t")
    node.text = printed
    assert (etree.fromstring(etree.tostring(node)).text or "") == printed
    assert len(printed.splitlines()) <= 1
    assert clean(printed) == printed


@settings(deadline=None)
@given(ANYTHING)
def test_nothing_that_can_be_seen_is_lost(text):
    """Every letter, mark and sign is printed, in its order; only controls and what turns text around is not."""
    seen = [char for char in text if not char.isspace() and unicodedata.category(char)[0] not in "CZ"]
    kept = iter("".join(paragraphs(text)))
    assert all(char in kept for char in seen)


@settings(deadline=None)
@given(ANYTHING)
def test_what_is_shown_drives_no_terminal(text):
    """One line, no control character, no mark that turns it around; the rest as it is."""
    line = shown(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    assert re.sub(r"\\u[0-9a-f]{4}", "", line) == "".join(char for char in re.sub(r"\\u[0-9a-f]{4}", "", text) if shown(char) == char)


@settings(deadline=None)
@given(ANYTHING)
def test_what_a_page_shows_has_no_control(text):
    """Line feeds and tabs stay, as does everything that can be seen."""
    kept = printable(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", kept)
    assert [char for char in kept if char.isprintable()] == [char for char in text if char.isprintable()]
