"""Cells that turn amber while one types: the form's row checks as formulas that old spreadsheets know.

They never cry wolf: where a formula cannot read a cell as intake will (a number or date typed as text), it stays quiet.
"""

from collections.abc import Mapping
from typing import NamedTuple

from shuzhi.author.choices import known_name
from shuzhi.form import TOLERANCE, Check, Condition, Field, Sheet

_LAST_DAY = 80_000  # a larger number in a date cell is one like 20230905, which intake understands


class Amber(NamedTuple):
    """The cells of `fields` turn amber where `formula` holds."""

    fields: tuple[str, ...]
    formula: str


def ambers(sheet: Sheet, cells: Mapping[str, str]) -> list[Amber]:
    """Every condition of a sheet of the form.

    cells  name of each field → its cell as the formula of the first row names it: $J2, of an item $B$18
    """
    found = [Amber((field.name,), _unlisted(field, cells[field.name])) for field in sheet.fields if _is_closed(field)]
    found += [Amber((field.name,), _missing(sheet, field, cells)) for field in sheet.fields if field.required_if]
    return found + [Amber((*check.left, *check.right), _broken(sheet, check, cells)) for check in sheet.checks]


def _is_closed(field: Field) -> bool:
    return bool(field.choices) and not field.open and not field.multiple


def _unlisted(field: Field, cell: str) -> str:
    """Filled with neither a choice nor another known word for one."""
    text = f'SUBSTITUTE({cell}," ","")'
    return f'AND({text}<>"",COUNTIF({known_name(field.enum)},{text})=0)'


def _missing(sheet: Sheet, field: Field, cells: Mapping[str, str]) -> str:
    """Empty although every condition holds."""
    held = ",".join(_holds(sheet, condition, cells) for condition in field.required_if)
    return f'AND(TRIM({cells[field.name]})="",{held})'


def _holds(sheet: Sheet, condition: Condition, cells: Mapping[str, str]) -> str:
    parts = []
    for name in condition.fields:
        cell = cells[name]
        if condition.since:
            day = condition.since
            parts.append(f"AND(ISNUMBER({cell}),{cell}>=DATE({day.year},{day.month},{day.day}),{cell}<={_LAST_DAY})")
        else:
            choices = sheet.field(name).choices
            words = condition.inside or [choice for choice in choices if choice not in condition.outside]
            parts += [f'ISNUMBER(FIND("、{word}、","、"&{cell}&"、"))' for word in words]
    return parts[0] if len(parts) == 1 else f"OR({','.join(parts)})"


def _broken(sheet: Sheet, check: Check, cells: Mapping[str, str]) -> str:
    return (_after if check.shape == "le" else _differs)(sheet, check, cells)


def _after(sheet: Sheet, check: Check, cells: Mapping[str, str]) -> str:
    """The first is greater than the second; days without their time."""
    first, second = cells[check.left[0]], cells[check.right[0]]
    both = f"ISNUMBER({first}),ISNUMBER({second})"
    if sheet.field(check.left[0]).type != "date":
        return f"AND({both},{first}>{second})"
    return f"AND({both},MAX({first},{second})<={_LAST_DAY},INT(N({first}))>INT(N({second})))"


def _differs(sheet: Sheet, check: Check, cells: Mapping[str, str]) -> str:
    """The required parts (else any) and the first of the whole are filled, and the sums differ; text: quiet."""
    needed = [cells[name] for name in check.left if sheet.field(name).required]
    left = ",".join(cells[name] for name in check.left)
    parts = f"COUNT({','.join(needed)})={len(needed)}" if needed else f"COUNT({left})>0"
    right = ",".join(cells[name] for name in check.right)
    return (
        f"AND({parts},COUNT({cells[check.right[0]]})=1,COUNTA({left},{right})=COUNT({left},{right}),"
        f"ABS(SUM({left})-SUM({right}))>{TOLERANCE})"
    )
