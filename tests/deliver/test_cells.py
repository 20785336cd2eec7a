from xml.parsers import expat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shuzhi.deliver.cells import without_rows

ROW = '<row r="2" ht="33.75" customHeight="1"><c r="A2" s="3" t="s"><v>133</v></c><c r="B2" s="4"/></row>'
FORMULA = '<row r="3"><c r="C3" s="11"><f>IF(N(L2)&gt;0,M2/L2*100,"")</f><v>80</v></c></row>'
HAN = '<row r="4"><c r="C4"><f>COUNTIF(D2,"未报送")</f><v>0</v></c></row>'
SHEET = f'<worksheet xmlns="urn:x"><sheetData>{ROW}{FORMULA}{HAN}{ROW}</sheetData><autoFilter ref="A1:J9"/></worksheet>'
PIECES = ("<", ">", "</row>", "<row>", "&", "&lt;", "]]>", "<!--", "-->", "<![CDATA[", "--", '"', "\x01", "\xff", "村", "</v>", "")


def is_well_formed(content):
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)  # noqa: FBT003 - expat has no other way
    except expat.ExpatError:
        return False
    return True


def test_rows_of_plain_cells_are_left_out():
    """What stays is what a pattern does not know."""
    assert without_rows(SHEET.encode()).decode() == SHEET.replace(ROW + FORMULA, "<row/>").replace(ROW, "<row/>")
    assert without_rows(ROW.encode()) == ROW.encode()


@pytest.mark.parametrize("before", ["<!-- -->", "<![CDATA[ ]]>"])
def test_a_comment_or_section_leaves_all_rows(before):
    """In them other rules hold."""
    content = SHEET.replace("<sheetData>", f"{before}<sheetData>").encode()
    assert without_rows(content) == content


@example(SHEET.index("133"), 3, "]]>", "utf-8")
@example(SHEET.index("IF("), 0, "\xff", "latin-1")
@example(SHEET.index("IF("), 0, "&x;", "utf-8")
@example(SHEET.index('t="s"'), 0, 't="s" ', "utf-8")
@example(SHEET.index("</row>"), 6, "", "utf-8")
@example(len(SHEET), 0, ROW, "utf-8")
@example(SHEET.index("<autoFilter") + 12, 0, f'x="{ROW}" ', "utf-8")
@example(SHEET.index("<autoFilter"), 0, f"&{ROW}amp;", "utf-8")
@example(SHEET.index("<autoFilter"), 0, f"]]{ROW}>", "utf-8")
@given(
    st.integers(0, len(SHEET)), st.integers(0, 12), st.sampled_from(PIECES) | st.text(max_size=3),
    st.sampled_from(["utf-8", "latin-1"]),
)
def test_what_stays_is_as_well_formed_as_the_whole(place, length, piece, encoding):
    """A parser says the same of both, wherever something is cut out or put in."""
    content = (SHEET[:place] + piece + SHEET[place + length :]).encode(encoding, "ignore")
    assert is_well_formed(without_rows(content)) == is_well_formed(content)
