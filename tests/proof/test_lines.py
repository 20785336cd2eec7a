"""A report's lines looked at all at once, and one by one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.model.period import Coverage
from shuzhi.proof.digits import NO_FIGURES, _figures_only
from shuzhi.proof.foreign import RosterNames
from shuzhi.proof.marks import LEFT, has_tag, marks
from shuzhi.proof.masking import masked
from shuzhi.proof.names import foreign_names
from shuzhi.proof.reading import Paragraph
from shuzhi.proof.times import Days, all_known, times

DAYS = Days(frozenset(), (Coverage(date(2023, 7, 1), date(2023, 9, 30)),)).also(date(2023, 7, 1))
FOREIGN = RosterNames({"1": ["东岭村", "柳桥"]}).besides([])


def paragraph(line):
    """One of the running text."""
    return Paragraph(line, line, "", "document", 1, table=False, annex=False)


@given(st.lists(st.text("2023年第三季度7月1日去《》上半每二〇. ", max_size=9), max_size=4))
def test_days_are_passed_over_only_where_no_line_names_one_that_is_not_known(lines):
    """And always there."""
    assert all_known("\n".join(lines), DAYS) == (not [told for line in lines for told in times(paragraph(line), DAYS)])


@given(st.lists(st.text("{%}｛｝ （）X某次_.…《》A村None甲", max_size=9), max_size=4))
def test_what_a_line_has_left_open_is_in_all_lines_together(lines):
    """What is not there need not be looked for line by line."""
    text = "\n".join(lines)
    left = [one for one in LEFT if one.pattern.search(text)]
    for line in lines:
        assert [*marks(paragraph(line), left)] == [*marks(paragraph(line))]
        assert has_tag(text) or not has_tag(line)


@given(st.lists(st.text("东岭村柳桥镇社区到，1党 ", max_size=9), max_size=4))
def test_names_are_found_in_the_lines_that_have_them(lines):
    """The same as in each line by itself."""
    apart = [told for line in lines for told in foreign_names([paragraph(line)], FOREIGN)]
    assert [*foreign_names([*map(paragraph, lines)], FOREIGN)] == apart


@given(st.lists(st.text("12345热线年月日第条号岁以上《》〔〕（）．.A季度", max_size=9), max_size=4))
def test_digits_that_are_no_figures_are_the_same_in_all_lines_together(lines):
    """Marks of headings at the beginning of each line among them; titles end on their line."""
    apart = [_figures_only(line, NO_FIGURES) for line in lines]
    assert _figures_only("\n".join(lines), NO_FIGURES) == "\n".join(apart)


@given(st.lists(st.text("12.石井村a", max_size=9), min_size=1, max_size=4), st.lists(st.text("12.石井村a。", min_size=1), max_size=4))
def test_typed_texts_are_masked_the_same_in_all_lines_together(lines, typed):
    """A number that stands at the end of a line goes on in no other."""
    assert masked("\n".join(lines), typed).split("\n") == [masked(line, typed) for line in lines]
