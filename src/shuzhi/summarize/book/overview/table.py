"""Where everything stands in 总表: its columns, the branches' rows, 小计 and 合计, the printed pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from shuzhi import form
from shuzhi.model.results import Results
from shuzhi.model.sheet import column_letter
from shuzhi.summarize.book.figures import Figures
from shuzhi.summarize.book.layout import PADDING, Laid, page_breaks
from shuzhi.summarize.book.overview.totals import Area
from shuzhi.summarize.book.paint import Column
from shuzhi.summarize.headings import Heading
from shuzhi.summarize.values import number_of

GROUP_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
FIRST = (
    Column("序号", 2.5), Column("支部编码", 4.5), Column("支部简称", 8, long=True), Column("单位类型", 4),
    Column("状态", 4), Column("统计起止", 10.5),
)
NAME_PLACE, TYPE_PLACE = 2, 3
# What the notes and the line that is signed need (in Chinese characters), and a column that nobody has set.
FOOT_WIDTH, SPARE = 58.0, Column("", 3.7)
REPEATED = NAME_PLACE + 1  # that many columns stand on every printed page
SUM, SUBTOTAL = "合计", "小计（{}）"


@dataclass(frozen=True)
class Table:
    """The table of 总表.

    columns  those behind FIRST
    area     the branches' rows
    totals   label → unit type, None = all: a row each, from the one below the last branch on
    """

    columns: tuple[Laid, ...]
    area: Area
    totals: tuple[tuple[str, str | None], ...]

    @cached_property
    def letters(self) -> Mapping[Heading, str]:
        """Column → its letter."""
        return {column.heading: column_letter(place) for place, column in enumerate(self.columns, len(FIRST) + 1)}

    @cached_property
    def whole(self) -> tuple[Column, ...]:
        """All columns as a list has them."""
        return (*FIRST, *(Column(column.header, column.width) for column in self.columns))

    @property
    def bottom(self) -> int:
        """The row (from 0) below 合计."""
        return self.area.last + len(self.totals)

    @cached_property
    def breaks(self) -> list[int]:
        """The columns before which a printed page ends."""
        return page_breaks(self.columns, len(FIRST), sum(column.width + PADDING for column in FIRST[REPEATED:]))

    @cached_property
    def first_page(self) -> Mapping[int, Column]:
        """Place → column of the first printed page, without those on every page and those folded away.

        Behind the columns of a narrow table as many empty ones as the foot needs.
        """
        folded = {place for place, column in enumerate(self.columns, len(FIRST)) if column.folded}
        end = self.breaks[0] if self.breaks else len(self.whole)
        page = {place: self.whole[place] for place in range(REPEATED, end) if place not in folded}
        missing = FOOT_WIDTH - sum(column.width for column in page.values())
        spare = 0 if self.breaks else max(0, ceil(missing / SPARE.width))
        return page | dict.fromkeys(range(end, end + spare), SPARE)

    @property
    def printed(self) -> int:
        """How many columns are printed."""
        return max(len(self.whole), *(place + 1 for place in self.first_page))


def table_of(results: Results, figures: Figures) -> Table:
    """The table of these figures; 小计 where there are several unit types and one of them has several branches."""
    laid = tuple(
        Laid(
            column, figures.header(column), figures.title(column),
            folded=not column.main and not any(map(number_of, figures.own(column.name, "value"))),
        )
        for column in figures.columns
    )
    types = _in_order(results.branches["unit_type"].drop_duplicates().tolist())
    totals: list[tuple[str, str | None]] = [(SUM, None)]
    if 1 < len(types) < len(results.branches):
        totals = [*((SUBTOTAL.format(kind), kind) for kind in types), *totals]
    area = Area(FIRST_ROW + 1, FIRST_ROW + len(results.branches), column_letter(TYPE_PLACE + 1))
    return Table(laid, area, tuple(totals))


def _in_order(types: Sequence[str]) -> list[str]:
    """The unit types as the form lists them, as in the meeting's table; any other behind them."""
    choices = form.sheet("roster").field("unit_type").choices
    return sorted(types, key=lambda kind: choices.index(kind) if kind in choices else len(choices))
