"""The cells of a branch in 总表: its figures, each leading to its line in 指标溯源; what is grave stands out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from shuzhi.model.indicator import number_text
from shuzhi.summarize.book.figures import FIRST_LINE, Figures
from shuzhi.summarize.book.overview.totals import TRACES, Area
from shuzhi.summarize.book.paint import Cell
from shuzhi.summarize.book.sources import told
from shuzhi.summarize.headings import Heading, Kind
from shuzhi.summarize.values import Once, number_of

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

    code: str
    place: int
    value: float
    then: float | None
    change: float | None
    rows: str


class BranchCells:
    """Makes the cells behind those that name a branch."""

    def __init__(self, figures: Figures, letters: Mapping[Heading, str], area: Area, names: Mapping[str, str]) -> None:
        """letters: the letter of each column in 总表; names: a branch's code → its 简称."""
        self._figures, self._letters, self._area, self._names = figures, letters, area, names
        self._values = {heading.name: letter for heading, letter in letters.items() if heading.kind is Kind.VALUE}

    def column(self, column: Heading, rows: Mapping[str, int]) -> dict[str, Cell]:
        """Code → cell, where the branch has such a figure; rows: the Excel row of each branch."""
        if column.kind is Kind.VALUE and not self._figures.linked and column.name not in GRAVE | EXPECTED.keys():
            return self._plain(column)
        make = {Kind.VALUE: self._value, Kind.CHANGE: self._change, Kind.RANK: self._rank}[column.kind](column)
        made = ((line, make(line, rows[line.code])) for line in self._lines(column.name))
        if not self._figures.linked:
            return {line.code: cell for line, cell in made if cell.value is not None}
        return {line.code: self._leading(cell, line) for line, cell in made if cell.value is not None}

    def _plain(self, column: Heading) -> dict[str, Cell]:
        """The same of values that neither lead anywhere nor stand out."""
        codes, values = (self._figures.own(column.name, field) for field in ("branch_code", "value"))
        places, least = self._figures.places(column.name), self._figures.decimals(column)
        made: Once[float, Cell] = Once(lambda value: Cell(value, "", places, least))
        filled = zip(codes, map(number_of, values), strict=True)
        return {code: made[value] for code, value in filled if value is not None}

    def name(self, code: str, name: str) -> Cell:
        """The branch's name, a link to its first line where its figures are too many to lead there themselves."""
        place = self._first.get(code)
        link = f"internal:{TRACES}!A{place + FIRST_LINE}" if place is not None and not self._figures.linked else ""
        return Cell(name, link=link)

    def _leading(self, made: Cell, line: _Line) -> Cell:
        """The cell with a link to its line, if that is there."""
        if line.place >= self._figures.held:
            return made
        source = told(line.rows, line.value, self._names)
        tip = f"来源：{source}" if source else f"看“{TRACES}”里这一行"
        return made._replace(link=f"internal:{TRACES}!F{line.place + FIRST_LINE}", tip=tip)

    def _value(self, column: Heading) -> Callable[[_Line, int], Cell]:
        places, least = self._figures.places(column.name), self._figures.decimals(column)
        grave, expected = column.name in GRAVE, self._expected(column.name)
        made: Once[tuple[float, str], Cell] = Once(lambda key: Cell(*key, places, least))

        def make(line: _Line, _: int) -> Cell:
            value = line.value
            few = expected and value < expected.get(line.code, value)
            return made[value, "warn" if few else "bad" if grave and value > 0 else ""]

        return make

    def _change(self, column: Heading) -> Callable[[_Line, int], Cell]:
        places, least = self._figures.places(column.name), self._figures.decimals(column)
        letter = self._values[column.name]

        def make(line: _Line, row: int) -> Cell:
            if line.change is None:
                return NOTHING
            formula = f"=ROUND({letter}{row}-{number_text(line.then or 0, 6)},6)"
            return Cell(line.change, "", places, least, formula, signed=True)

        return make

    def _rank(self, column: Heading) -> Callable[[_Line, int], Cell]:
        letter, ranks = self._values[column.name], _ranks(self._lines(column.name))
        return lambda line, row: Cell(ranks[line.code], formula=f"=RANK({letter}{row},{self._area.column(letter)})")

    def _expected(self, name: str) -> Mapping[str, float]:
        """Branch → how many were expected, where an indicator has such a number."""
        return {line.code: line.value for line in self._lines(EXPECTED[name])} if name in EXPECTED else {}

    def _lines(self, name: str) -> Sequence[_Line]:
        """The lines of an indicator in which it has a value."""
        if name not in self._figures.blocks:
            return []
        own, places = partial(self._figures.own, name), range(*self._figures.blocks[name])
        numbers = (map(number_of, own(field)) for field in ("value", "then", "change"))
        lines = zip(own("branch_code"), places, *numbers, own("rows"), strict=True)
        return [line for line in map(_Line._make, lines) if line.value is not None]

    @cached_property
    def _first(self) -> Mapping[str, int]:
        codes = self._figures.lines["branch_code"].drop_duplicates()
        return dict(zip(codes.tolist(), codes.index.tolist(), strict=True))


def _ranks(lines: Sequence[_Line]) -> dict[str, int]:
    """Code → place, 1 = the highest value; equal ones share the best of their places."""
    first: dict[float, int] = {}
    for place, value in enumerate(sorted((line.value for line in lines), reverse=True), 1):
        first.setdefault(value, place)
    return {line.code: first[line.value] for line in lines}
