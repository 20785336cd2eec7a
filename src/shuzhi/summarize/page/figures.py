"""指标 of the page: a table a group, a line a branch, the township's own value last; changes since the last period."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

import pandas as pd

from shuzhi.model.indicator import headed, number_text, rate_text
from shuzhi.model.results import Results
from shuzhi.summarize.headings import Heading, headings
from shuzhi.summarize.page.cells import Cell, Column, Row, Table
from shuzhi.summarize.page.roster import Member
from shuzhi.summarize.values import Once, parts_of, tuples

TOTAL = "TOTAL"
# Indicators side by side that a printed page has room for (A4 across); a browser shrinks everything for a wider table.
MOST_COLUMNS = 16
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Figures:
    """What the tables show: titles and units by name, texts as printed and changes by name and branch code or TOTAL."""

    columns: tuple[Heading, ...]
    titles: Mapping[str, str]
    units: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    changes: Mapping[str, Mapping[str, str]]


def figures(results: Results) -> Figures:
    """The branches' own values; without columns that nobody fills, and zeros behind the main list."""
    own = results.indicators[results.indicators["scope"] == "own"]
    filled = own.dropna(subset=["value"])
    known = filled.drop_duplicates("name")
    plain = Once(partial(value_text, unit="", numerator=math.nan, denominator=math.nan))
    texts: dict[str, dict[str, str]] = {}
    fields = ("branch_code", "name", "value", "unit", "numerator", "denominator")
    for code, name, *numbers in chain.from_iterable(tuples(part, fields) for part in parts_of(filled)):
        texts.setdefault(name, {})[code] = value_text(*numbers) if numbers[1] == "%" else plain[numbers[0]]
    some = set(filled.loc[filled["value"] != 0, "name"])
    columns = tuple(one for one in headings(known["name"]) if one.main or one.name in some)
    return Figures(
        columns, dict(zip(known["name"], known["title"], strict=True)),
        dict(zip(known["name"], known["unit"], strict=True)), texts, changes(results, filled),
    )


def value_text(value: float, unit: str, numerator: float, denominator: float) -> str:
    """A value as printed: a rate with one decimal, never rounded up to 100."""
    if unit == "%" and pd.notna(numerator) and denominator:
        return rate_text(numerator, denominator)
    return number_text(value, 1 if unit == "%" else 2)


def changes(results: Results, filled: pd.DataFrame) -> dict[str, dict[str, str]]:
    """+3, −2, 持平 by name and branch code, where the period before may be compared; nothing where both are 0."""
    earlier = results.earlier
    last = earlier[(earlier["period"] == results.settings.period.before.code) & earlier["value"].notna()]
    before = {(code, name): value for code, name, value in tuples(last, ("branch_code", "name", "value"))}
    found: dict[str, dict[str, str]] = {}
    for code, name, value, unit in tuples(filled, ("branch_code", "name", "value", "unit")) if before else ():
        if (code, name) in before and (value or before[code, name]):
            found.setdefault(name, {})[code] = change_text(value - before[code, name], unit)
    return found


def change_text(change: float, unit: str) -> str:
    """A change with its sign; of a rate in percentage points."""
    text = number_text(abs(change), 1 if unit == "%" else 2)
    if text == "0":
        return "持平"
    return f"{'+' if change > 0 else '−'}{text}{'点' if unit == '%' else ''}"


def tables(given: Figures, roster: Sequence[Member]) -> tuple[Table, ...]:
    """A table a group of columns, several where a group has more than fit on paper side by side."""
    parts = [part for group, members in groupby(given.columns, key=lambda column: column.group)
             for part in _parts(group, [member.name for member in members])]
    return tuple(_table(number, caption, names, given, roster) for number, (caption, names) in enumerate(parts))


def _parts(group: str, names: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """(caption, its names): evenly many in each part."""
    count = -(-len(names) // MOST_COLUMNS)
    size = -(-len(names) // count)
    return [
        (group if count == 1 else f"{group}（{number + 1}）", names[number * size:(number + 1) * size])
        for number in range(count)
    ]


def _table(number: int, caption: str, names: Sequence[str], given: Figures, roster: Sequence[Member]) -> Table:
    columns = (
        Column("支部"), Column("状态"),
        *(Column(headed(given.titles[name], given.units[name]), "number") for name in names),
    )
    made: Once[tuple[str, str], Cell] = Once(lambda shown: Cell(shown[0], "", shown[1]))
    rows = tuple(
        Row(one.at, (Cell(one.name), Cell(one.state.label, "" if one.state.counts else "mute"),
                     *_cells(given, one.code, names, made)))
        for one in roster
    )
    total = (Cell("合计"), Cell(), *_cells(given, TOTAL, names, made))
    return Table(f"indicators-{number}", caption, columns, rows, "个支部", total, figures=True)


def _cells(given: Figures, code: str, names: Sequence[str], made: Mapping[tuple[str, str], Cell]) -> list[Cell]:
    shown = ((given.texts.get(name, _NONE), given.changes.get(name, _NONE)) for name in names)
    return [made[texts.get(code, ""), changed.get(code, "")] for texts, changed in shown]
