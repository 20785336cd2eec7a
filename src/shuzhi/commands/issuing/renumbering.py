"""Rows that a branch takes over from another: numbers that it used itself give way, and so do all that name them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shuzhi.commands.issuing.carrying import Content, Record
from shuzhi.commands.issuing.numbering import next_free, numbered_by_year, places
from shuzhi.form import NOTE, Form
from shuzhi.model.takeover import came_from
from shuzhi.validate.rulebook.numbers import LINKS

Number = tuple[str, str]  # sheet, number
_NAMING: Mapping[Number, str] = {  # sheet and field that hold a number → the sheet of the row that it names
    ("proposals", "raised_before"): "proposals", **{(sheet, field): targets[0] for sheet, field, targets in LINKS},
}
_SAME = re.compile(r"同\s*([\u4e00-\u9fff]{0,3}(?:19|20)[0-9]{2}-[0-9]{1,4})[。.]?")  # an answer that names a row


@dataclass(frozen=True)
class Renumbered:
    """The rows with numbers that are free; first: the next free one of each sheet; named: numbers of rows not here."""

    rows: Content
    first: dict[str, int]
    named: list[Number]


def renumbered(form: Form, rows: Content, taken: Iterable[Number], year: int, origin: str) -> Renumbered:
    """The rows of a branch (by sheet) as another one begins with them.

    A number that the other has used gets the next free one of the year, wherever it stands; one that is only named,
    its own row being settled, too. taken: (sheet, number) that the other used; origin: the short name of the branch
    they come from, for 说明.
    """
    used = set(taken)
    here = [(name, str(row["number"])) for name, own in rows.items() for row in own if "number" in row]
    named = [
        target for name, own in rows.items() for row in own for field, value in row.items()
        if (target := _target(name, field, value)) and target[0] in rows
    ]
    new, first = {}, {}
    for name in rows:
        sheet, own = form.sheet(name), [one for one in dict.fromkeys([*here, *named]) if one[0] == name]
        free = next_free(sheet, year, [number for other, number in [*own, *used] if other == name])
        printed = {place: text for text, place in places(sheet, year).items()}
        for one in own:
            new[one] = printed[free] if one in used else one[1]
            free += one in used
        first[name] = free
    found = {name: [_rewritten(form, name, row, new, origin) for row in own] for name, own in rows.items()}
    return Renumbered(found, first, sorted((one[0], new[one]) for one in set(named) - set(here)))


def _rewritten(form: Form, name: str, row: Record, new: Mapping[Number, str], origin: str) -> Record:
    """A row with its new number and those of the rows it names; 说明 tells where it comes from."""
    found = dict(row)
    for field, value in row.items():
        target = _target(name, field, value)
        if target and target in new:
            found[field] = str(value).replace(target[1], new[target])
    old = str(row.get("number", ""))
    found |= {"number": new[name, old]} if old else {}
    told = old if numbered_by_year(form.sheet(name)) and found.get("number", "") != old else ""
    return found | {NOTE: came_from(origin, told)}


def _target(name: str, field: str, value: object) -> Number | None:
    """The row that a cell names."""
    if (name, field) in _NAMING:
        return _NAMING[name, field], str(value)
    match = _SAME.fullmatch(str(value)) if (name, field) == ("proposals", "reply") else None
    return ("proposals", match[1]) if match else None
