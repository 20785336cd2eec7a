"""Reads the typed sheets of township/*.txt.

`# title` opens a sheet, `> text` is a title row merged over its width, every other line is one row with its cells
between `|`; an empty line between rows is an empty row. A cell is what Excel would keep of it: 2023-07-05 a date, 28 a
number, '28 a text, =SUM(A1:A2) → 3 a formula with its stored value, < and ^ are merged with the cell left of or
above them, anything else a text (\\n breaks the line).
"""

import re
from datetime import date
from typing import NamedTuple

LEFT, ABOVE = "<", "^"


class Formula(NamedTuple):
    text: str
    value: float


class Page(NamedTuple):
    """One sheet: `heads` title rows, then `rows`, the first of them the header."""

    title: str
    heads: tuple
    rows: tuple


def pages(text):
    """The sheets of one file, in its order."""
    parts = re.split(r"^# (.+)$", text, flags=re.MULTILINE)
    return [_page(title.strip(), body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def cell(text):
    """The typed value of one cell; None = empty."""
    formula = re.fullmatch(r"(=.+?) → (.+)", text)
    if formula:
        return Formula(formula.group(1), cell(formula.group(2)))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text.removeprefix("'").replace("\\n", "\n") or None


def _page(title, body):
    lines = body.strip("\n").splitlines()
    heads = [line[1:].strip() for line in lines if line.startswith(">")]
    rows = [tuple(cell(part.strip()) for part in line.split("|")) for line in lines if not line.startswith(">")]
    return Page(title, tuple(heads), tuple(rows))
