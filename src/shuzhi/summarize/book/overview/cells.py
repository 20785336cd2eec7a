"""The cells of a branch in 总表: its figures, each leading to its line in 指标溯源; what is grave stands out."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from shuzhi.model.indicator import number_text
from shuzhi.summarize.book.figures import FIRST_LINE, Figures
from shuzhi.summarize.book.overview.totals import TRACES, Area
from shuzhi.summarize.book.paint import Cell
from shuzhi.summarize.book.sources import told
from shuzhi.summarize.headings import Heading, Kind
from shuzhi.summarize.values import tuples, value_of

# More than none of these is overdue, or a member nobody can reach.
GRAVE = frozenset({"tasks_overdue", "proposals_overdue", "members_lost"})
NOTHING = Cell(None)
# Fewer of these than expected is too few.
EXPECTED: Mapping[str, str] = {
    "meetings_general": "meetings_general_expected", "meetings_committee": "meetings_committee_expected",
    "meetings_group": "meetings_group_expected",
}


class _Line(NamedTuple):
    """A branch's line of 指标溯源: its place there, the value now and before (None = blank), its rows."""

    place: int
    value: float | None
    then: float | None
    change: float | None
    rows: str


class BranchCells:
    """Makes the cells behind those that name a branch."""

    def __init__(self, figures: Figures, letters: Mapping[Heading, str], area: Area, names: Mapping[str, str]) -> None:
        """letters: the letter of each column in 总表; names: a branch's code → its 简称."""
        self._figures, self._letters, self._area, self._names = figures, letters, area, names
        self._values = {heading.name: letter for heading, letter in letters.items() if heading.kind is Kind.VALUE}

    def maker(self, column: Heading) -> Callable[[str, int], Cell]:
        """Makes the cell of a branch that counts, of its code and Excel row; empty where it has no such figure."""
        make = {Kind.VALUE: self._value, Kind.CHANGE: self._change, Kind.RANK: self._rank}[column.kind](column)
        lines = self._lines.get(column.name, {})

        def cell(code: str, row: int) -> Cell:
            line = lines.get(code)
            if line is None or line.value is None:
                return NOTHING
            made = make(code, line, row)
            return made if made.value is None else self._leading(made, line)

        return cell

    def name(self, code: str, name: str) -> Cell:
        """The branch's name, a link to its first line where its figures are too many to lead there themselves."""
        place = self._first.get(code)
        link = f"internal:{TRACES}!A{place + FIRST_LINE}" if place is not None and not self._figures.linked else ""
        return Cell(name, link=link)

    def _leading(self, made: Cell, line: _Line) -> Cell:
        """The cell with a link to its line, if that is there and the sheet may have so many."""
        if not self._figures.linked or line.place >= self._figures.held:
            return made
        source = told(line.rows, line.value or 0, self._names)
        tip = f"来源：{source}" if source else f"看“{TRACES}”里这一行"
        return made._replace(link=f"internal:{TRACES}!F{line.place + FIRST_LINE}", tip=tip)

    def _value(self, column: Heading) -> Callable[[str, _Line, int], Cell]:
        places, least = self._figures.places(column.name), self._figures.decimals(column)
        grave, expected = column.name in GRAVE, self._lines.get(EXPECTED.get(column.name, ""), {})

        def make(code: str, line: _Line, _: int) -> Cell:
            value, asked = line.value or 0, expected.get(code)
            few = asked is not None and asked.value is not None and value < asked.value
            return Cell(line.value, "warn" if few else "bad" if grave and value > 0 else "", places, least)

        return make

    def _change(self, column: Heading) -> Callable[[str, _Line, int], Cell]:
        places, least = self._figures.places(column.name), self._figures.decimals(column)
        letter = self._values[column.name]

        def make(_: str, line: _Line, row: int) -> Cell:
            if line.change is None:
                return NOTHING
            formula = f"=ROUND({letter}{row}-{number_text(line.then or 0, 6)},6)"
            return Cell(line.change, "", places, least, formula, signed=True)

        return make

    def _rank(self, column: Heading) -> Callable[[str, _Line, int], Cell]:
        letter, ranks = self._values[column.name], _ranks(self._figures.own(column.name))
        return lambda code, _, row: Cell(ranks[code], formula=f"=RANK({letter}{row},{self._area.column(letter)})")

    @cached_property
    def _lines(self) -> Mapping[str, Mapping[str, _Line]]:
        """Indicator → branch → its line."""
        return {name: _lines(self._figures.own(name), start) for name, (start, _) in self._figures.blocks.items()}

    @cached_property
    def _first(self) -> Mapping[str, int]:
        codes = self._figures.lines["branch_code"].drop_duplicates()
        return dict(zip(codes.tolist(), codes.index.tolist(), strict=True))


def _lines(own: pd.DataFrame, start: int) -> dict[str, _Line]:
    """Branch → its line, of the lines of one indicator, the first of them at the place `start`."""
    numbers = tuples(own, ("branch_code", "value", "then", "change", "rows"))
    return {
        code: _Line(place, _number(value), _number(then), _number(change), rows)
        for place, (code, value, then, change, rows) in enumerate(numbers, start)
    }


def _number(value: float) -> float | None:
    plain = value_of(value)
    return plain if isinstance(plain, (int, float)) else None


def _ranks(lines: pd.DataFrame) -> dict[str, int]:
    filled = lines.dropna(subset="value")
    ranks = filled["value"].rank(ascending=False, method="min").astype("int64")
    return dict(zip(filled["branch_code"].tolist(), ranks.tolist(), strict=True))
