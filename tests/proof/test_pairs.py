"""Quotes and brackets looked at all at once, and paragraph by paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.proof.pairs import all_pair, pairs
from shuzhi.proof.reading import Paragraph


@given(st.lists(st.text('“”‘’（）()《》"，。甲', max_size=8), max_size=4))
def test_a_text_is_passed_over_only_where_no_paragraph_has_a_fault(lines):
    """What all_pair lets pass has nothing to tell; it lets pass all without straight quotes that have nothing."""
    told = [fault for line in lines for fault in pairs(Paragraph(line, line, "", "document", 1, table=False, annex=False))]
    passed = all_pair("\n".join(lines))
    assert not (passed and told)
    assert passed or told or any('"' in line for line in lines)
