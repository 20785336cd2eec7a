"""What is read of a part by pattern is what a parser reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from shuzhi.proof.plain import paragraphs
from shuzhi.proof.shown import _lines

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:name w:val="公文正文"/></w:style></w:styles>'.encode()
PARAGRAPHS = [
    "<w:p/>", "<w:p><w:r><w:t>一 &lt;&amp;amp;&gt;</w:t></w:r></w:p>", '<w:p w:rsidR="1"><w:r><w:t/></w:r></w:p>',
    '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t xml:space="preserve"> 二</w:t><w:tab/><w:t>三</w:t><w:br/></w:r></w:p>',
    '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:hyperlink><w:r><w:t>四</w:t></w:r></w:hyperlink></w:p>',
    "<w:p><w:r><w:delText>五</w:delText><w:t>六!#Change</w:t></w:r></w:p>",
]
ODD = [
    "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent><w:t>外</w:t></w:r></w:p>",
    '<w:p w:rsidR="1"/>', "<w:p><w:r><w:t>一<w:t>二</w:t></w:t></w:r></w:p>", "<w:p><!-- <w:p> --></w:p>", "<?p </w:p>?>",
    '<w:p><w:pPr><w:jc/><w:pStyle w:val="a"/></w:pPr></w:p>', "<w:t>外</w:t>", "<w:p><w:r><w:t>&#13;</w:t></w:r></w:p>",
    '<w:p><w:pPr><w:pStyle w:val="b"/><w:pPrChange><w:pPr><w:pStyle w:val="a"/></w:pPr></w:pPrChange></w:pPr></w:p>',
    '<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="a"/></w:pPr></w:pPrChange></w:pPr></w:p>',
    '<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:t>别名</x:t></x:r></x:p>',
]


def part(content):
    """A body as it is delivered."""
    root = etree.fromstring(f'<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>')
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def blocks(kinds):
    """Paragraphs, and tables of them in tables."""
    tables = ("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", '<w:tbl><w:tblPr/><w:tr><w:tc w:a="1">{}</w:tc></w:tr></w:tbl>')
    return st.recursive(
        st.sampled_from(kinds),
        lambda inside: st.lists(inside, max_size=4).map("".join) | st.tuples(st.sampled_from(tables), inside).map(
            lambda one: one[0].format(one[1])), max_leaves=8,
    )


@given(blocks(PARAGRAPHS))
def test_plain_paragraphs_are_read_by_pattern(content):
    """Text, style, and whether a table stands around it."""
    assert paragraphs(part(content)) is not None
    assert _lines("word/document.xml", part(content), STYLES, checked=True) == (
        _lines("word/document.xml", part(content), STYLES, checked=False)
    )


@given(blocks([*PARAGRAPHS, *ODD]))
def test_what_is_not_plain_is_left_to_a_parser(content):
    """The lines are the same."""
    assert _lines("word/document.xml", part(content), STYLES, checked=True) == (
        _lines("word/document.xml", part(content), STYLES, checked=False)
    )


@pytest.mark.parametrize("content", ODD)
def test_nothing_odd_is_read_by_pattern(content):
    """One of it makes the whole part odd."""
    assert paragraphs(part(PARAGRAPHS[1] + content)) is None
