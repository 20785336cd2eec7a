"""What 核对结果 lists: a line a finding, repeats folded, in the order in which one works through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shuzhi.form import Form
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import Binding, RawSheet, column_letter
from shuzhi.model.words import Level

_LEVELS = tuple(Level)
_MANY = 3  # rows from which on repeats are folded
_NAMED, _ALL = 4, 6  # rows that are named of many; where there are no more than so many, all


@dataclass(frozen=True)
class Place:
    """Where a sheet of the form stands in the branch's file."""

    raw: RawSheet
    binding: Binding

    @property
    def title(self) -> str:
        """The title it has there."""
        return self.raw.title


class Line(NamedTuple):
    """One or more findings as staff read them; `link` is the cell on sheet `sheet` of this file, "" for none."""

    level: Level
    sheet: str
    cell: str
    field: str
    message: str
    hint: str
    link: str


def lines(form: Form, findings: Sequence[Finding], places: Mapping[str, Place]) -> list[Line]:
    """The lines of 核对结果; `places`: standard sheet name → its place in this file.

    The gravest first; within a level the file as a whole, then headers, then sheet by sheet, row by row. The same
    fault on three rows or more is one line, on the first of them.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, one in enumerate(_in_order(form, findings, places)):
        kind = (one.level, one.code, one.sheet, one.field, one.column, one.message, one.hint)
        groups.setdefault(kind if one.row else (number,), []).append(one)
    found = []
    for group in groups.values():
        rows = list(dict.fromkeys(one.row for one in group))
        if len(rows) >= _MANY:
            found.append((group[0], rows))
        else:
            found += [(one, [one.row]) for one in group]
    ordered = sorted(found, key=lambda pair: _order(form, pair[0], places))
    return [_line(form, one, rows, places) for one, rows in ordered]


def _in_order(form: Form, findings: Sequence[Finding], places: Mapping[str, Place]) -> list[Finding]:
    return sorted(findings, key=lambda one: _order(form, one, places))


def _order(form: Form, one: Finding, places: Mapping[str, Place]) -> tuple[int | str, ...]:
    names = [sheet.name for sheet in form.sheets]
    header = places[one.sheet].binding.header_row if one.sheet in places else 0
    part = 0 if not one.sheet else 1 if one.row <= header else 2
    sheet = names.index(one.sheet) if one.sheet in names else -1
    return _LEVELS.index(one.level), part, sheet, one.row, one.column, one.code


def _line(form: Form, finding: Finding, rows: Sequence[int], places: Mapping[str, Place]) -> Line:
    """The finding in staff's words."""
    place = places.get(finding.sheet)
    sheet = place.title if place else form.title_of(finding.sheet) or "整个文件"
    field = form.sheet(finding.sheet).field(finding.field).title if finding.sheet and finding.field else ""
    address = f"{column_letter(finding.column or 1)}{finding.row}" if finding.row else ""
    cell = address if finding.column else f"第{finding.row}行" if finding.row else ""
    if len(rows) > 1:
        cell = f"第{'、'.join(map(str, rows if len(rows) <= _ALL else rows[:_NAMED]))}行"
        cell += f"等{len(rows)}行" if len(rows) > _ALL else ""
    return Line(finding.level, sheet, cell, field, finding.message, finding.hint, address if place else "")
