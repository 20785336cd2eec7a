"""Widths of the columns of 总表 and where its pages end."""

import pytest

from shuzhi.summarize.book.layout import (
    CHART_ROWS,
    PADDING,
    PAGE_WIDTH,
    Laid,
    header_width,
    page_breaks,
    print_scale,
    row_pages,
)
from shuzhi.summarize.headings import Heading


@pytest.mark.parametrize(("text", "width"), [
    ("户数（户）", 5.1), ("党员总数（名）", 4.7), ("集体经济收入（万元）", 7.1), ("党务公开次数名次", 4.2),
    ("支部党员大会应召开次数（次）", 5.1),
])
def test_header_width(text, width):
    """As narrow as three lines allow that keep the unit with its brackets, with Excel's fonts and without them."""
    assert header_width(text) == width


def laid(group, title, *, folded=False):
    return Laid(Heading(group, title, main=True), title, title, folded=folded)


def test_page_breaks():
    """A page ends between groups, and so that nothing folded counts; a group beginning a page needs no break."""
    wide = [laid("甲", "户数（户）")] * int(PAGE_WIDTH // (5.1 + PADDING))
    assert page_breaks([*wide, laid("乙", "户数（户）")], 6, 0.0) == [6 + len(wide)]
    assert page_breaks([*wide, laid("乙", "户数（户）", folded=True)], 6, 0.0) == []
    assert page_breaks([*wide, laid("乙", "户数（户）")], 6, 18.5) == [6, 6 + len(wide)]


@pytest.mark.parametrize(("branches", "breaks", "charts"), [
    (12, [], 2), (14, [], 2), (15, [], 1), (26, [], 1), (27, [], 0), (38, [], 0), (43, [], 0), (44, [46], 2), (50, [52], 2),
    (51, [52], 2), (90, [52, 92], 2), (100, [52, 102], 2),
])
def test_row_pages(branches, breaks, charts):
    """A page ends after fifty branches; totals and foot stay together, charts are printed as far as they fit, or not."""
    end = 2 + branches + 12
    assert row_pages(2, 2 + branches, end, 2) == (breaks, end + charts * CHART_ROWS if charts else end - 1)


def test_a_few_rows_too_many():
    """A table and its foot that a page would hold but for a few rows is printed a little smaller, on one page."""
    assert [print_scale(2, 2 + rows) for rows in (50, 51, 55, 56, 100)] == [66, 60, 60, 66, 66]
    assert row_pages(2, 42, 54, 2) == ([], 53)


def test_group_wider_than_a_page():
    """A group that no page holds fills its pages evenly; the first of them ends with the group before."""
    many = [laid("甲", "户数（户）")] * int(PAGE_WIDTH // (5.1 + PADDING) + 2)
    half = page_breaks(many, 6, 0.0)[0] - 6
    assert abs(len(many) / 2 - half) <= 1
    assert page_breaks([laid("乙", "户数（户）"), *many], 6, 0.0) == [7, 7 + half]
