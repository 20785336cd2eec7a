"""The cells of a branch in 总表: its figures, each leading to its line in 指标溯源; what is grave stands out."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from shuzhi.model.indicator import number_text
from shuzhi.summarize.book.figures import FIRST_LINE, OWN, Figures
from shuzhi.summarize.book.overview.totals import TRACES, Area
from shuzhi.summarize.book.paint import Cell
from shuzhi.summarize.book.sources import told
from shuzhi.summarize.headings import Heading, Kind
from shuzhi.summarize.values import rows_of, value_of

# More than none of these is overdue, or a member nobody can reach.
GRAVE = frozenset({"tasks_overdue", "proposals_overdue", "members_lost"})
# Fewer of these than expected is too few.
EXPECTED: Mapping[str, str] = {
    "meetings_general": "meetings_general_expected", "meetings_committee": "meetings_committee_expected",
    "meetings_group": "meetings_group_expected",
}


class BranchCells:
    """Makes the cells behind those that name a branch."""

    def __init__(self, figures: Figures, letters: Mapping[Heading, str], area: Area, names: Mapping[str, str]) -> None:
        """letters: the letter of each column in 总表; names: a branch's code → its 简称."""
        self._figures, self._letters, self._area, self._names = figures, letters, area, names
        self._values = {heading.name: letter for heading, letter in letters.items() if heading.kind is Kind.VALUE}

    def cell(self, column: Heading, code: str, row: int) -> Cell:
        """The cell of a branch that counts, in an Excel row of 总表; empty where it has no such figure."""
        place, line = self._lines.get((column.name, code), (0, None))
        if line is None or value_of(line.value) is None:
            return Cell(None)
        leads = self._figures.linked and place < self._figures.held
        link = f"internal:{TRACES}!F{place + FIRST_LINE}" if leads else ""
        source = told(line.rows, line.value, self._names)
        tip = f"来源：{source}" if source else f"看“{TRACES}”里这一行"
        makers = {Kind.VALUE: self._value, Kind.CHANGE: self._change, Kind.RANK: self._rank}
        made = makers[column.kind](column, line, row)
        return made._replace(link=link, tip=tip) if link and made.value is not None else made

    def name(self, code: str, name: str) -> Cell:
        """The branch's name, a link to its first line where its figures are too many to lead there themselves."""
        place = self._first.get(code)
        link = f"internal:{TRACES}!A{place + FIRST_LINE}" if place is not None and not self._figures.linked else ""
        return Cell(name, link=link)

    def _value(self, column: Heading, line: Any, _: int) -> Cell:
        look = "bad" if column.name in GRAVE and line.value > 0 else ""
        _, expected = self._lines.get((EXPECTED.get(column.name, ""), line.branch_code), (0, None))
        if expected is not None and line.value < expected.value:
            look = "warn"
        places = self._figures.places(column.name)
        return Cell(value_of(line.value), look, places, self._figures.decimals(column))

    def _change(self, column: Heading, line: Any, row: int) -> Cell:
        change = value_of(line.change)
        if change is None:
            return Cell(None)
        formula = f"=ROUND({self._values[column.name]}{row}-{number_text(line.then, 6)},6)"
        places = self._figures.places(column.name)
        return Cell(change, "", places, self._figures.decimals(column), formula, signed=True)

    def _rank(self, column: Heading, line: Any, row: int) -> Cell:
        letter = self._values[column.name]
        formula = f"=RANK({letter}{row},{self._area.column(letter)})"
        return Cell(self._ranks[column.name][line.branch_code], formula=formula)

    @cached_property
    def _lines(self) -> Mapping[tuple[str, str], tuple[int, Any]]:
        """Indicator and branch → the place of its line and the line."""
        lines = self._figures.lines
        own = lines[lines["scope"] == OWN]
        pairs = zip(own.index, rows_of(own), strict=True)
        return {(line.name, line.branch_code): (place, line) for place, line in pairs}

    @cached_property
    def _first(self) -> Mapping[str, int]:
        codes = self._figures.lines["branch_code"].drop_duplicates()
        return dict(zip(codes.tolist(), codes.index.tolist(), strict=True))

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        """Indicator → branch → its rank from the highest value; equal ones share theirs."""
        return {column.name: _ranks(self._figures.own(column.name)) for column in self._letters
                if column.kind is Kind.RANK}


def _ranks(lines: pd.DataFrame) -> dict[str, int]:
    filled = lines.dropna(subset="value")
    ranks = filled["value"].rank(ascending=False, method="min").astype("int64")
    return dict(zip(filled["branch_code"].tolist(), ranks.tolist(), strict=True))
