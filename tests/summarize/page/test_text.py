"""Any text on the page is text, in an element and in an attribute."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from shuzhi.model.prose import printable
from shuzhi.summarize.page.page import _environment

ODD = st.text(st.characters() | st.sampled_from("<>&\"'/=;#!-[]\x00\x1b\r\n\u202e\ud800{}%"))
PARTS = _environment().from_string('<div><p title="{{ text }}">{{ text }}</p><b></b></div>')


@settings(deadline=None)
@given(ODD)
def test_a_reader_of_html_gives_the_text_back(text):
    """As `printable` leaves it, and no element or attribute beside the template's own."""
    root = html.fragment_fromstring(PARTS.render(text=text).encode(), parser=html.HTMLParser(encoding="utf-8"))
    shown = printable(text)
    assert [(one.tag, dict(one.attrib), one.text or "") for one in root] == [("p", {"title": shown}, shown), ("b", {}, "")]
