"""What 总表 shows and 指标溯源 lists: the branches' figures, beside those of the period before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from shuzhi.model.indicator import headed
from shuzhi.model.lookup import looked_up
from shuzhi.model.results import Results
from shuzhi.summarize.book.limits import Limits
from shuzhi.summarize.book.paint import decimals
from shuzhi.summarize.headings import COMPARED, OF_YEAR, RANKED, Heading, Kind, headings
from shuzhi.summarize.values import Once

TOTAL, OWN = "TOTAL", "own"
_PARTS = ["value", "numerator", "denominator"]
_BEFORE = {"value": "then", "numerator": "then_numerator", "denominator": "then_denominator"}
FIRST_LINE = 2  # Excel row of the first line of 指标溯源, below its header


@dataclass(frozen=True)
class Figures:
    """What both sheets are written from.

    lines      branch_code, short_name, unit_type, scope, name, title, unit, value, numerator, denominator, then,
               then_numerator, then_denominator (the period before, scope own only), change, rows: one row a line of
               指标溯源 from Excel row FIRST_LINE on; first scope own, indicator by indicator as in 总表, each in the
               roster's order
    limits     what a sheet holds
    columns    the columns of 总表 behind those that name the branch
    texts      indicator → its title; units likewise
    total      indicator → the township's value
    threshold  of 集体经济收入达标村数, where 参数 has one
    """

    lines: pd.DataFrame
    limits: Limits
    columns: tuple[Heading, ...]
    texts: Mapping[str, str]
    units: Mapping[str, str]
    total: Mapping[str, float]
    threshold: float | None

    @cached_property
    def blocks(self) -> Mapping[str, tuple[int, int]]:
        """Indicator → the places in `lines` (first, behind the last) of the branches' own values."""
        own = self.lines["name"][self.lines["scope"] == OWN]
        first = own.drop_duplicates()
        starts = first.index.tolist()
        return dict(zip(first.tolist(), zip(starts, [*starts[1:], len(own)], strict=False), strict=True))

    def own(self, name: str, field: str) -> list[Any]:
        """What the lines of the branches' own values of an indicator say in a column of `lines`."""
        own: list[Any] = self._own(name, field).tolist()
        return own

    def _own(self, name: str, field: str) -> "np.ndarray[Any, Any]":
        return self._fields[field][slice(*self.blocks.get(name, (0, 0)))]

    @cached_property
    def _fields(self) -> "Mapping[str, np.ndarray[Any, Any]]":
        return Once(lambda field: self.lines[field].to_numpy())

    def sum(self, name: str, field: str, unit_type: str | None = None) -> float | None:
        """The sum of the branches' own values (`value` or `change`), all or of a unit type; None where all are blank.

        To six decimals: what an amount may have, without the dust of binary fractions.
        """
        return self._sums[name, field, unit_type]

    @cached_property
    def _sums(self) -> Mapping[tuple[str, str, str | None], float | None]:
        return Once(lambda key: self._summed(*key))

    def _summed(self, name: str, field: str, unit_type: str | None) -> float | None:
        values = self._own(name, field)
        if unit_type is not None:
            values = values[self._own(name, "unit_type") == unit_type]
        filled = values[~np.isnan(values)].tolist()
        return round(math.fsum(filled), 6) if filled else None

    def title(self, column: Heading) -> str:
        """The title of a column of 总表, without its unit."""
        return self.texts[column.name] + {Kind.VALUE: "", Kind.CHANGE: "比上期", Kind.RANK: "名次"}[column.kind]

    def header(self, column: Heading) -> str:
        """The header of a column of 总表: its title with the unit in brackets."""
        unit = self.units[column.name]
        if column.kind is Kind.CHANGE and unit == "%":
            unit = "百分点"
        return headed(self.title(column), "" if column.kind is Kind.RANK else unit)

    def is_rate(self, name: str) -> bool:
        """Whether totals are made from summed parts."""
        return self.units[name] == "%"

    def places(self, name: str) -> int:
        """Decimals shown: one for a rate, two for money and the like."""
        return 1 if self.is_rate(name) else 2

    def decimals(self, column: Heading) -> int:
        """How many decimals each number of a column of 总表 shows."""
        return self._decimals[column]

    @cached_property
    def _decimals(self) -> Mapping[Heading, int]:
        return {column: decimals(self._shown(column), self.places(column.name)) for column in self.columns}

    def _shown(self, column: Heading) -> list[Any]:
        """What a column shows of the branches, and of the township as a whole."""
        if column.kind is Kind.RANK:
            return []
        if column.kind is Kind.CHANGE:
            return self.own(column.name, "change")
        return [self.total.get(column.name), *self.own(column.name, "value")]

    @cached_property
    def held(self) -> int:
        """How many of `lines` stand in 指标溯源: all, or what header and a last line that says so leave room for."""
        free = self.limits.rows - 1
        return len(self.lines) if len(self.lines) <= free else free - 1

    def is_held(self, name: str) -> bool:
        """Whether all lines of the branches' own values stand in 指标溯源."""
        return self.blocks[name][1] <= self.held

    @cached_property
    def linked(self) -> bool:
        """Whether each figure of 总表 leads to its line; else, beyond Excel's limit, only each branch's name does."""
        changed = (self._own(column.name, "change") for column in self.columns if column.kind is Kind.CHANGE)
        extra = sum(int(np.count_nonzero(~np.isnan(values))) for values in changed)
        return sum(stop - start for start, stop in self.blocks.values()) + extra <= self.limits.links


def figures_of(results: Results, limits: Limits) -> Figures:
    """The figures of a run for sheets that hold so much."""
    given = results.indicators
    now = ~looked_up(given["name"], lambda name: name.endswith(OF_YEAR), bool)
    described = given.loc[now, ["name", "title", "unit"]].drop_duplicates("name").set_index("name")
    whole = (given["branch_code"] == TOTAL).to_numpy()
    township = given.loc[now & whole, ["name", "value"]].dropna().set_index("name")["value"]
    lines = _lines(results, given[now & ~whole & given[_PARTS].notna().any(axis="columns").to_numpy()])
    filled = {*lines["name"][(lines["scope"] == OWN) & lines["value"].notna()], *township.index}
    changed = set(lines["name"][lines["change"].notna()])
    extra = [(Kind.CHANGE, name) for name in COMPARED if name in changed]
    if "ranks" in results.settings.switches:
        extra += [(Kind.RANK, name) for name in RANKED if name in filled]
    columns = headings((name for name in described.index if name in filled), extra)
    order = {column.name: place for place, column in enumerate(headings(described.index))}
    keys = lines.assign(first=lines["scope"] != OWN, second=looked_up(lines["name"], order.__getitem__))
    lines = keys.sort_values(["first", "second", "place"], kind="stable", ignore_index=True)
    return Figures(
        lines.drop(columns=["first", "second", "place"]), limits, tuple(columns),
        _by_name(described["title"]), _by_name(described["unit"]), _by_name(township),
        results.settings.limits.get("income_threshold"),
    )


def _by_name(values: "pd.Series[Any]") -> dict[str, Any]:
    return dict(zip(values.index.tolist(), values.tolist(), strict=True))


def _lines(results: Results, given: pd.DataFrame) -> pd.DataFrame:
    """The indicators of the branches with any value or part, plus who they are, the period before and the change."""
    known = results.branches[["branch_code", "short_name", "unit_type"]]
    places = {code: place for place, code in enumerate(known["branch_code"].tolist())}
    at = looked_up(given["branch_code"], lambda code: places.get(code, -1), int)
    lines, at = given[at >= 0].reset_index(drop=True), at[at >= 0]
    lines = lines.assign(place=at, **{
        name: known[name].astype("category").array.take(at) for name in ("short_name", "unit_type")
    })
    before = results.earlier[results.earlier["period"] == results.settings.period.before.code]
    then = before.drop(columns="period").rename(columns=_BEFORE).assign(scope=OWN)
    keys = ["branch_code", "scope", "name"]
    for key in keys:  # as alike as texts kept once can be compared
        then = then[then[key].isin(lines[key].unique())].astype({key: lines[key].dtype})
    lines = lines.merge(then, on=keys, how="left")
    return lines.assign(change=(lines["value"] - lines["then"]).round(6) + 0.0)  # -0.0 becomes 0.0
