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
    label    the field under which a line's name stands; the number of its rows, with `unit`, stands under `number`
    whole    the name of the first line, which adds up all but the state `without`
    blank    a field that has to be blank in rows that count, "" = none
    amounts  fields that are added up
    rate     name of the extra column, part, whole: a rate over the rows with both amounts
    """

    states: tuple[str, ...]
    label: str
    unit: str
    whole: str
    without: str = ""
    blank: str = ""
    amounts: tuple[str, ...] = ()
    rate: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class _Line:
    """One line: its name, its rows, and which states they have, as a comparison (<>取消, =已完成, "" = any)."""

    name: str
    rows: pd.DataFrame
    test: tuple[str, str]


def sum_lines(
    sums: Sums, rows: pd.DataFrame, letters: Mapping[str, str], extent: tuple[int, int]
) -> list[dict[str, Cell]]:
    """The lines, the whole first; each as cells by the name of their column.

    letters  Excel's letter of each column that is shown; extent: first and last Excel row of the list
    """
    ranges = {name: f"{letter}${extent[0]}:{letter}${extent[1]}" for name, letter in letters.items()}
    counted = rows[rows[sums.blank].isna()] if sums.blank in letters else rows
    lines = [_Line(sums.whole, counted[counted["state"] != sums.without], ("<>" if sums.without else "", sums.without))]
    lines += [
        _Line(state, counted[counted["state"] == state], ("=", state))
        for state in sums.states if (counted["state"] == state).any()
    ]
    return [_cells(sums, line, ranges) for line in lines]


def _cells(sums: Sums, line: _Line, ranges: Mapping[str, str]) -> dict[str, Cell]:
    cells = {sums.label: Cell(line.name, "sum"), "number": _count(sums, line, ranges)}
    for name in sums.amounts:
        if name in ranges and line.rows[name].notna().any():
            value = round(float(line.rows[name].sum()), PLACES)
            formula = f'=SUMIF({ranges["state"]},"{"".join(line.test)}",{ranges[name]})'
            cells[name] = Cell(value, "sum", formula=formula)
    if sums.rate[0] in ranges:
        cells[sums.rate[0]] = _rate(sums, line, ranges)
    return cells


def _count(sums: Sums, line: _Line, ranges: Mapping[str, str]) -> Cell:
    tests = [f'{ranges["state"]},"{"".join(line.test)}"'] if line.test[0] else []
    tests += [f'{ranges[sums.blank]},""'] if sums.blank in ranges else []
    number = f"COUNTIFS({','.join(tests)})" if tests else f"ROWS({ranges['state']})"
    return Cell(f"{len(line.rows)}{sums.unit}", "sum", formula=f'={number}&"{sums.unit}"')


def _rate(sums: Sums, line: _Line, ranges: Mapping[str, str]) -> Cell:
    """Over the rows that have both amounts; empty without any, or where they come to 0."""
    _, part, whole = sums.rate
    both = line.rows.dropna(subset=[part, whole])
    if not both[whole].sum():
        return Cell(None, "sum")
    test = f'({ranges["state"]}{line.test[0]}"{line.test[1]}")'
    top, base = (
        f"SUMPRODUCT({test}*ISNUMBER({ranges[other]}),{ranges[own]})" for own, other in ((part, whole), (whole, part))
    )
    value = float(both[part].sum()) / float(both[whole].sum()) * 100
    return Cell(value, "sum", 1, formula=f"={top}/{base}*100")
