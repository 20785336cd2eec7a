"""小计 and 合计 of 总表: live formulas together with their results; rates from summed parts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shuzhi.model.indicator import number_text
from shuzhi.summarize.book.figures import FIRST_LINE, Figures
from shuzhi.summarize.book.paint import defined
from shuzhi.summarize.headings import Heading, Kind
from shuzhi.summarize.values import number_of

TRACES = "指标溯源"
# Columns of 指标溯源 that formulas look at.
TYPES, NUMERATOR, DENOMINATOR, THEN_NUMERATOR, THEN_DENOMINATOR = "C", "H", "I", "K", "L"


# How many branches reach the threshold of 参数 with their income: of the township alone.
REACHED, INCOME = "villages_income_over", "collective_income"


class Total(NamedTuple):
    """A total; no formula where nothing can be added up."""

    formula: str
    value: float | None


@dataclass(frozen=True)
class Area:
    """The branches' rows of 总表 (Excel rows, both included) and the letter of the column 单位类型."""

    first: int
    last: int
    types: str

    def column(self, letter: str) -> str:
        """The branches' cells of a column: G$3:G$16."""
        return f"{letter}${self.first}:{letter}${self.last}"


def total(column: Heading, letter: str, figures: Figures, area: Area, unit_type: str | None = None) -> Total:
    """The total of a column over all branches, or over those of a unit type."""
    made = _total(column, letter, figures, area, unit_type)
    if column.kind is Kind.VALUE and unit_type is None:  # as the run has it everywhere, to the last decimal
        return made._replace(value=figures.total.get(column.name))
    return made


def _total(column: Heading, letter: str, figures: Figures, area: Area, unit_type: str | None) -> Total:
    if column.kind is Kind.RANK:
        return Total("", None)
    if column.name == REACHED and figures.threshold is not None:
        return _reached(figures, area, unit_type)
    if figures.sum(column.name, "value") is None:  # what only the township as a whole has
        return Total("", None)
    if figures.is_rate(column.name):
        parts, block = _parts(figures, column.name, unit_type), _Block(figures.blocks[column.name], unit_type)
        made = block.rate(parts) if column.kind is Kind.VALUE else block.change(parts)
        return made if figures.is_held(column.name) else Total("", made.value)
    field = "value" if column.kind is Kind.VALUE else "change"
    return Total(_sum(area, letter, unit_type), figures.sum(column.name, field, unit_type))


def _sum(area: Area, letter: str, unit_type: str | None) -> str:
    """The sum of the branches' cells; empty where they all are."""
    cells = area.column(letter)
    if unit_type is None:
        return f'=IF(COUNT({cells})=0,"",SUM({cells}))'
    types = area.column(f"${area.types}")
    return f'=IF(COUNTIFS({types},"{unit_type}",{cells},"<>")=0,"",SUMIF({types},"{unit_type}",{cells}))'


def _reached(figures: Figures, area: Area, unit_type: str | None) -> Total:
    """The number of branches whose income reaches the threshold; empty where none has told its income."""
    told = zip(figures.own(INCOME, "unit_type"), map(number_of, figures.own(INCOME, "value")), strict=True)
    known = [(kind, value) for kind, value in told if value is not None]
    if not known:
        return Total("", None)
    values = [value for kind, value in known if unit_type in (None, kind)]
    least = figures.threshold or 0
    reached = float(sum(value >= least for value in values)) if values else None
    income, test = defined(figures.texts[INCOME]), f'">={number_text(least, 6)}"'
    if unit_type is None:
        return Total(f'=IF(COUNT({income})=0,"",COUNTIF({income},{test}))', reached)
    types = f'{area.column(f"${area.types}")},"{unit_type}"'
    return Total(f'=IF(COUNTIFS({types},{income},"<>")=0,"",COUNTIFS({types},{income},{test}))', reached)


class _Parts(NamedTuple):
    """What a rate of one branch is made from; 0 where it lacks one."""

    numerator: float
    denominator: float
    then_numerator: float
    then_denominator: float


def _parts(figures: Figures, name: str, unit_type: str | None) -> list[_Parts]:
    """Those of the branches, all or of a unit type."""
    parts = zip(*(figures.own(name, field) for field in _Parts._fields), strict=True)
    kinds = zip(figures.own(name, "unit_type"), parts, strict=True)
    return [_Parts(*(number_of(one) or 0 for one in those)) for kind, those in kinds if unit_type in (None, kind)]


class _Block(NamedTuple):
    """The lines of a rate in 指标溯源 (places first, behind the last), of one unit type or all."""

    places: tuple[int, int]
    unit_type: str | None

    def rate(self, parts: Sequence[_Parts]) -> Total:
        """Summed numerators in % of summed denominators; empty without a denominator."""
        upper, lower = self._sum(NUMERATOR), self._sum(DENOMINATOR)
        return Total(f'=IF({lower}=0,"",{upper}/{lower}*100)', _rate(parts, "numerator", "denominator"))

    def change(self, parts: Sequence[_Parts]) -> Total:
        """The rate now less the rate then, of the branches that have both."""
        both = (DENOMINATOR, THEN_DENOMINATOR)
        now, then = (
            f"{self._sum(upper, both)}/{self._sum(lower, both)}"
            for upper, lower in ((NUMERATOR, DENOMINATOR), (THEN_NUMERATOR, THEN_DENOMINATOR))
        )
        compared = [one for one in parts if one.denominator > 0 and one.then_denominator > 0]
        rates = _rate(compared, "numerator", "denominator"), _rate(compared, "then_numerator", "then_denominator")
        value = None if rates[0] is None or rates[1] is None else round(rates[0] - rates[1], 6)
        return Total(f'=IF({self._sum(THEN_DENOMINATOR, both)}=0,"",({now}-{then})*100)', value)

    def _sum(self, letter: str, positive: Sequence[str] = ()) -> str:
        """The sum of a column's cells where those of the columns `positive` are above 0."""
        conditions = [f'{self._cells(one)},">0"' for one in positive]
        if self.unit_type is not None:
            conditions.append(f'{self._cells(TYPES)},"{self.unit_type}"')
        return f"SUM{'IFS' * bool(conditions)}({','.join([self._cells(letter), *conditions])})"

    def _cells(self, letter: str) -> str:
        first, last = self.places[0] + FIRST_LINE, self.places[1] + FIRST_LINE - 1
        return f"{TRACES}!${letter}${first}:${letter}${last}"


def _rate(parts: Sequence[_Parts], numerator: str, denominator: str) -> float | None:
    upper, lower = (math.fsum(getattr(one, name) for one in parts) for name in (numerator, denominator))
    return round(upper * 100 / lower, 6) if lower > 0 else None
