"""Widths of the columns of 总表 and where its printed pages end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby
from math import ceil

from shuzhi.spreadsheet import units
from shuzhi.summarize.headings import Heading

# A scale that is still read without glasses, what an A3 page then holds beside the repeated columns, and what each
# column adds to its width (in Chinese characters; measured with a LibreOffice that lacks Excel's fonts, whose columns
# come out wider).
PRINT_SCALE, PAGE_WIDTH, PADDING = 66, 110.0, 1.43
# In points; how many such rows a page holds below the two repeated ones, and how many a line of charts covers.
ROW_HEIGHT, PAGE_ROWS, CHART_ROWS = 20, 50, 12
# Of a table only a few rows too long for a page: a little smaller, else every page would have one of 小计 alone.
SMALLER_SCALE, SMALLER_ROWS = 60, 55
NARROWEST = 42  # in tenths
MOST_LINES = 3
# Chinese characters on a line of a column that wide, with Excel's fonts and with those of a LibreOffice without them:
# slope and what is added, both measured. Excel itself takes an opening bracket at a line's end to the next line.
CAPACITY = ((1.0, -0.1, 1), (1.246, 1.2, 0))


@dataclass(frozen=True)
class Laid:
    """A column of 总表: its header and width in Chinese characters; a folded one is opened by the [+] above it.

    name: for formulas, of the branches' cells
    """

    heading: Heading
    header: str
    name: str
    folded: bool

    @cached_property
    def width(self) -> float:
        """What the header needs."""
        return header_width(self.header)

    @property
    def printed(self) -> float:
        """What it takes of a page's width."""
        return 0.0 if self.folded else self.width + PADDING


def header_width(text: str) -> float:
    """The narrowest width that shows a header in three lines and breaks it nowhere within its unit in brackets.

    It holds a number like 12345.67 as well.
    """
    start = text.rfind("（") if text.endswith("）") else len(text)
    return next(
        width / 10 for width in count(NARROWEST)
        if all(_fits(text, start + kept, width / 10 * slope + more) for slope, more, kept in CAPACITY)
    )


def _fits(text: str, start: int, capacity: float) -> bool:
    """Whether lines of that many Chinese characters are few enough and leave the text from `start` on together."""
    line, used = 0, 0
    line_of = []
    for char in text:
        used += units(char)
        if used > capacity * 2:
            line, used = line + 1, units(char)
        line_of.append(line)
    return line < MOST_LINES and len(set(line_of[start:])) <= 1


def page_breaks(columns: Sequence[Laid], start: int, used: float) -> list[int]:
    """The columns (from 0; the first of these is `start`) before which a printed page ends: between groups if it fits.

    used: what the columns before them take on the first page beside those repeated on every page.
    """
    breaks: list[int] = []
    place = start
    for _, members in groupby(columns, key=lambda column: column.heading.group):
        group = list(members)
        whole = sum(column.printed for column in group)
        if used and whole and used + whole > PAGE_WIDTH:
            breaks.append(place)
            used = 0.0
        limit = _evenly(whole, max(column.printed for column in group))
        for at, column in enumerate(group, place):
            if used and column.printed and used + column.printed > limit:
                breaks.append(at)
                used = 0.0
            used += column.printed
        place += len(group)
    return breaks


def print_scale(first: int, end: int) -> int:
    """The scale in percent for rows from `first` to above `end`, the row below the foot."""
    return SMALLER_SCALE if PAGE_ROWS < end - first <= SMALLER_ROWS else PRINT_SCALE


def row_pages(first: int, below: int, end: int, charts: int) -> tuple[list[int], int]:
    """The rows (from 0) before which a printed page ends, and the row below all that is printed.

    小计, 合计 and foot stay together; charts are printed as far as they fit below them, since a page of their own would
    come again for all other columns.

    first   the row of the first branch
    below   the row below the last branch, where the totals begin
    end     the row of the charts, below the foot
    charts  how many lines of charts there are
    """
    if print_scale(first, end) == SMALLER_SCALE:
        return [], end - 1
    breaks = list(range(first + PAGE_ROWS, below, PAGE_ROWS))
    top = breaks[-1] if breaks else first
    if end - top > PAGE_ROWS:
        breaks.append(below)
        top = below
    fitting = max(0, PAGE_ROWS - (end - top)) // CHART_ROWS
    shown = min(charts, fitting)
    return breaks, end + shown * CHART_ROWS if shown else end - 1  # without the upper edge of the charts


def _evenly(whole: float, widest: float) -> float:
    """How much of a group that wide a page takes, so that one that no page holds fills its pages evenly."""
    if whole <= PAGE_WIDTH:
        return PAGE_WIDTH
    return whole / ceil(whole / (PAGE_WIDTH - widest)) + widest
