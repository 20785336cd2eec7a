"""Below a list: how many rows of each state, and what their amounts add up to, as live formulas with results."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from shuzhi.summarize.book.paint import Cell

PLACES = 6  # what an amount may have, without the dust of binary fractions


@dataclass(frozen=True)
class Sums:
    """What is added up.

    states   the states that have a line of their own where they occur, in this order
    unit     of the number of rows, which stands under the field `number`
    whole    the name of the first line, which adds up all but the state `without`
    blank    a field that has to be blank in rows that count, "" = none
    amounts  fields that are added up
    rate     name of the extra column, part, whole: a rate over the rows with both amounts
    """

    states: tuple[str, ...]
    unit: str
    whole: str
    without: str = ""
    blank: str = ""
    amounts: tuple[str, ...] = ()
    rate: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class SumLine:
    """One line: its name, how it looks, its cells by the name of their column."""

    name: str
    look: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class _Part:
    """The rows of one line, and which states they have, as a comparison (<>取消, =已完成, "" = any)."""

    rows: pd.DataFrame
    test: tuple[str, str]
    look: str


def sum_lines(
    sums: Sums, rows: pd.DataFrame, letters: Mapping[str, str], extent: tuple[int, int]
) -> list[SumLine]:
    """The lines, the whole first, then each state that occurs.

    letters  Excel's letter of each column that is shown; extent: first and last Excel row of the list
    """
    ranges = {name: f"{letter}${extent[0]}:{letter}${extent[1]}" for name, letter in letters.items()}
    counted = rows[rows[sums.blank].isna()] if sums.blank in letters else rows
    whole = _Part(counted[counted["state"] != sums.without], ("<>" if sums.without else "", sums.without), "sum")
    parts = {sums.whole: whole} | {
        state: _Part(counted[counted["state"] == state], ("=", state), "part")
        for state in sums.states if (counted["state"] == state).any()
    }
    return [SumLine(name, part.look, _cells(sums, part, ranges)) for name, part in parts.items()]


def _cells(sums: Sums, part: _Part, ranges: Mapping[str, str]) -> dict[str, Cell]:
    cells = {"number": _count(sums, part, ranges)}
    for name in sums.amounts:
        if name in ranges and part.rows[name].notna().any():
            value = round(float(part.rows[name].sum()), PLACES)
            formula = f'=SUMIF({ranges["state"]},"{"".join(part.test)}",{ranges[name]})'
            cells[name] = Cell(value, part.look, formula=formula)
    if sums.rate[0] in ranges:
        cells[sums.rate[0]] = _rate(sums, part, ranges)
    return cells


def _count(sums: Sums, part: _Part, ranges: Mapping[str, str]) -> Cell:
    tests = [f'{ranges["state"]},"{"".join(part.test)}"'] if part.test[0] else []
    tests += [f'{ranges[sums.blank]},""'] if sums.blank in ranges else []
    number = f"COUNTIFS({','.join(tests)})" if tests else f"ROWS({ranges['state']})"
    return Cell(f"{len(part.rows)}{sums.unit}", part.look, formula=f'={number}&"{sums.unit}"')


def _rate(sums: Sums, part: _Part, ranges: Mapping[str, str]) -> Cell:
    """Over the rows that have both amounts; empty without any, or where they come to 0."""
    _, own, whole = sums.rate
    both = part.rows.dropna(subset=[own, whole])
    if not both[whole].sum():
        return Cell(None, part.look)
    test = f'({ranges["state"]}{part.test[0]}"{part.test[1]}")'
    top, base = (
        f"SUMPRODUCT({test}*ISNUMBER({ranges[other]}),{ranges[one]})" for one, other in ((own, whole), (whole, own))
    )
    value = float(both[own].sum()) / float(both[whole].sum()) * 100
    return Cell(value, part.look, 1, formula=f"={top}/{base}*100")
