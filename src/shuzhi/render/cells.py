"""Cells of a branch's workbook as printable values that know their address."""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.indicator import number_text
from shuzhi.model.sheet import column_letter
from shuzhi.model.tables import Row
from shuzhi.render.environment import Names
from shuzhi.render.later import Each
from shuzhi.render.sentence import BLANK, Number

_HIDDEN = ("personal",)
_PLACES = 2
_ITEM_COLUMN = 2  # 支部信息: 项目 | 内容 | 说明


def rows_of(facts: Facts, sheet: str) -> tuple[Row, ...]:
    """The rows of a sheet in workbook order."""
    return tuple(facts.rows.get(sheet, ()))


def typed(row: Row, field: str) -> str:
    """A text cell; "" where it is blank."""
    value = row.values.get(field)
    return "" if value is None else str(value)


def day(row: Row, field: str) -> date | None:
    """A date cell; None where it is blank."""
    value = row.values.get(field)
    return value if isinstance(value, date) else None


def address(row: Row) -> str:
    """The address of a row: 会议!5 ."""
    return f"{form.sheet(row.sheet).title}!{row.number}"


def cell(facts: Facts, row: Row, field: str) -> Number:
    """A number cell, known by its cell; blank where nothing is typed."""
    value = row.values.get(field)
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN is blank
        return BLANK
    column = facts.columns.get(row.sheet, {}).get(field) or _standard(row.sheet, field)
    source = f"{form.sheet(row.sheet).title}!{column_letter(column)}{row.number}"
    return Number(float(value), number_text(float(value), _PLACES), source, (address(row),))


@cache
def _standard(sheet: str, field: str) -> int:
    """The column of a field in the standard form."""
    found = form.sheet(sheet)
    return _ITEM_COLUMN if found.kind == "items" else found.fields.index(found.field(field)) + 1


def by_tag(facts: Facts, row: Row) -> Names:
    """A row for templates: every column that may leave the office, by tag."""
    return Names(Each(partial(value, facts, row), _open(row.sheet)))


@cache
def _open(sheet: str) -> Mapping[str, str]:
    """Tag → field name of the columns of a sheet that may leave the office."""
    fields = form.sheet(sheet).fields
    return {
        field.tag: field.name for field in fields if field.disclosure not in _HIDDEN and field.name != form.NOTE
    }


def value(facts: Facts, row: Row, field: str) -> str | date | Number | None:
    """A cell as a template prints it."""
    content = row.values.get(field)
    return cell(facts, row, field) if isinstance(content, int | float) else content


def item_row(facts: Facts, field: str) -> Row:
    """An item of 支部信息 as if it were a row of its own."""
    values: Mapping[str, str | float | date | None] = {field: facts.items.get(field)}
    return Row("branches", facts.item_rows.get(field, 0), values)
