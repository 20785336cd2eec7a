"""小计 and 合计 of 总表: live formulas together with their results; rates from summed parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from shuzhi.model.indicator import number_text
from shuzhi.summarize.book.figures import FIRST_LINE, Figures
from shuzhi.summarize.book.paint import defined
from shuzhi.summarize.headings import Heading, Kind

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
    if column.kind is Kind.RANK:
        return Total("", None)
    if column.name == REACHED and figures.threshold is not None:
        return _reached(figures, area, unit_type)
    if figures.sum(column.name, "value") is None:  # what only the township as a whole has
        return Total("", figures.total.get(column.name) if unit_type is None else None)
    if figures.is_rate(column.name):
        lines = figures.own(column.name)
        if unit_type is not None:
            lines = lines[lines["unit_type"] == unit_type]
        block = _Block(figures.blocks[column.name], unit_type)
        made = block.rate(lines) if column.kind is Kind.VALUE else block.change(lines)
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
    lines = figures.own(INCOME).dropna(subset="value")
    if lines.empty:
        return Total("", None)
    income, test = defined(figures.texts[INCOME]), f'">={number_text(figures.threshold or 0, 6)}"'
    if unit_type is None:
        reached = float((lines["value"] >= figures.threshold).sum())
        return Total(f'=IF(COUNT({income})=0,"",COUNTIF({income},{test}))', reached)
    values = lines.loc[lines["unit_type"] == unit_type, "value"]
    types = f'{area.column(f"${area.types}")},"{unit_type}"'
    formula = f'=IF(COUNTIFS({types},{income},"<>")=0,"",COUNTIFS({types},{income},{test}))'
    return Total(formula, float((values >= figures.threshold).sum()) if len(values) else None)


class _Block(NamedTuple):
    """The lines of a rate in 指标溯源 (places first, behind the last), of one unit type or all."""

    places: tuple[int, int]
    unit_type: str | None

    def rate(self, lines: pd.DataFrame) -> Total:
        """Summed numerators in % of summed denominators; empty without a denominator."""
        upper, lower = self._sum(NUMERATOR), self._sum(DENOMINATOR)
        return Total(
            f'=IF({lower}=0,"",{upper}/{lower}*100)', _rate(lines["numerator"].sum(), lines["denominator"].sum()),
        )

    def change(self, lines: pd.DataFrame) -> Total:
        """The rate now less the rate then, of the branches that have both."""
        both = (DENOMINATOR, THEN_DENOMINATOR)
        now, then = (
            f"{self._sum(upper, both)}/{self._sum(lower, both)}"
            for upper, lower in ((NUMERATOR, DENOMINATOR), (THEN_NUMERATOR, THEN_DENOMINATOR))
        )
        lines = lines[(lines["denominator"] > 0) & (lines["then_denominator"] > 0)]
        rates = (
            _rate(lines["numerator"].sum(), lines["denominator"].sum()),
            _rate(lines["then_numerator"].sum(), lines["then_denominator"].sum()),
        )
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


def _rate(numerator: float, denominator: float) -> float | None:
    return round(float(numerator * 100 / denominator), 6) if denominator > 0 else None
