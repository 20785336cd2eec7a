"""Who left a branch: what its last workbook says of them, and where they went."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from shuzhi.commands.issuing.carrying import Cell, Record, goes_on, records
from shuzhi.form import Form, plain
from shuzhi.model.settings import Branch
from shuzhi.model.tables import Tables

Person = tuple[str, int, int]  # name, year and month of birth: of some only the month is known
MOVED, ON_ROLL = "已转出", "在册"
OF_THE_BRANCH = ("unit", "group", "post")  # what a member leaves behind
_SHORTEST = 2  # characters of a name that can be looked for in a sentence
_ORIGIN = ("由", "从", "自", "原")  # in front of the branch that somebody came from


@dataclass(frozen=True)
class Left:
    """A row of 党员 that does not go on.

    day   变动日期; None where it is blank
    note  its 说明, "" = none
    """

    person: Person
    record: Record
    note: str

    @property
    def day(self) -> date | None:
        """变动日期."""
        day = self.record.get("changed")
        return day if isinstance(day, date) else None

    @property
    def moved(self) -> bool:
        """Whether to another branch."""
        return self.record.get("status") == MOVED


def person(record: Record) -> Person:
    """What tells people of two branches apart."""
    year, month = (*map(int, re.findall(r"\d+", str(record.get("birth", "")))), 0, 0)[:2]
    return str(record.get("name", "")), year, month


def left(form: Form, tables: Tables, months: Mapping[Cell, str] = MappingProxyType({})) -> dict[int, list[Left]]:
    """Submission → the rows of 党员 that do not go on; submissions without one are missing."""
    sheet, texts = form.sheet("members"), tables.notes[tables.notes["sheet"] == "members"]
    notes = {(number, row): text for number, row, text in texts[["submission", "row", "text"]].to_numpy().tolist()}
    found: dict[int, list[Left]] = {}
    for number, row, record in records(sheet, tables, months):
        if not goes_on(sheet, record):
            found.setdefault(number, []).append(Left(person(record), record, notes.get((number, row), "")))
    return found


def arrived(record: Record, day: date | None) -> Record:
    """A member's row as the new branch begins with it, moved in on that day.

    Somebody suspended keeps the day of that, before which nobody can have moved in.
    """
    suspended = record.get("status", ON_ROLL) not in (MOVED, ON_ROLL)
    behind = OF_THE_BRANCH if suspended else (*OF_THE_BRANCH, "changed", "moved_in")
    kept = {name: value for name, value in record.items() if name not in behind}
    return kept if suspended else {**kept, "status": ON_ROLL, **({"moved_in": day} if day else {})}


def named(note: str, own: Branch, roster: Sequence[Branch]) -> Branch | None:
    """The one other branch that 说明 names by any of its names; None if it names none or several.

    Of names inside each other the longest counts; 由石井村转往白沙村 names 白沙村 only.
    """
    codes: dict[str, set[str]] = {}
    for branch in roster:
        for name in map(plain, branch.names):
            if len(name) >= _SHORTEST:
                codes.setdefault(name, set()).add(branch.code)
    if not codes:
        return None
    text = plain(note)
    inside = re.finditer("|".join(re.escape(name) for name in sorted(codes, key=lambda name: (-len(name), name))), text)
    said = {match[0] for match in inside if text[: match.start()][-1:] not in _ORIGIN}
    found = {code for name in said for code in codes[name]} - {own.code}
    return next((branch for branch in roster if {branch.code} == found), None)
