"""What the cell normalisers and the header finder owe, whatever they are given; asserted, for hypothesis and atheris alike."""

import re
from datetime import date, datetime

from shuzhi import form
from shuzhi.intake.bind import bind
from shuzhi.intake.columns import HEADER_ROWS
from shuzhi.intake.headers import known_headers
from shuzhi.intake.normalise import BoundSheet, normalise
from shuzhi.intake.values import Reading, read_value, visible
from shuzhi.model.period import Coverage
from shuzhi.model.sheet import RawBook
from shuzhi.model.words import Level

FORM = form.load()
QUARTER = Coverage(date(2023, 7, 1), date(2023, 9, 30))
READING = Reading(QUARTER, FORM.synonyms)
# One field of each way to read.
FIELDS = list({
    (one.type, one.format, one.enum, one.unit, one.month, one.minimum, one.maximum, one.multiple): one for sheet in FORM.sheets for one in sheet.fields
}.values())
_PATTERNS = {
    "code": r"\S+", "phone": r"[0-9-]+(、[0-9-]+)*|[^、]*[转机-][0-9]+.*", "identity": "[0-9]{17}[0-9X]", "period": "(19|20|21)[0-9]{2}(Q[1-4]|H[12]|Y)",
    "count_or_all": "全村|-?[0-9]+", "name": r"\S.*",
}


def check_range(typed, field):
    """A value lies in its range, an error never has one; gives the value and the fault."""
    value, fault = read_value(typed, field, READING)
    assert value is None or fault is None or fault.level is not Level.ERROR
    if isinstance(value, date):
        assert 1900 <= value.year <= 2100
        assert not isinstance(value, datetime)
    if isinstance(value, float):
        assert field.minimum is None or value >= field.minimum
        assert field.maximum is None or value <= field.maximum
        assert field.type != "integer" or value.is_integer()
    if isinstance(value, str) and field.enum and not field.open:
        assert set(value.split("、")) <= set(field.choices)
    if isinstance(value, str) and fault is None:
        assert visible(value), "a text without anything to see"
        assert field.format not in _PATTERNS or re.fullmatch(_PATTERNS[field.format], value), (field.format, value)
    return value, fault


def check_written_back(typed, field):
    """A value typed into a new workbook is read as itself, without a finding that was not there."""
    value, fault = read_value(typed, field, READING)
    if value is not None:
        again, other = read_value(value, field, READING)
        assert again == value, (field.title, field.format, value)
        assert other is None or fault is not None, (field.title, value, other.code)


def check_bound(*raws):
    """Every sheet is bound once, a column to one field that its titles name, every finding has a place; then it is read."""
    book = RawBook("某.xlsx", raws)
    bindings, findings = bind(1, book, FORM)
    assert len({one.sheet for one in bindings}) == len({one.title for one in bindings}) == len(bindings)
    for one in bindings:
        raw, sheet = next(raw for raw in raws if raw.title == one.title), FORM.sheet(one.sheet)
        assert 0 <= one.header_row <= HEADER_ROWS + 1
        assert set(one.columns) <= {"item", "", "note"} | {field.name for field in sheet.fields}
        places = [place for place in (one.items or one.columns).values() if place]
        assert len(set(places)) == len(places), "two fields in one place"
        if one.items:
            assert all(known_headers(sheet).header(raw.cell(row, one.columns["item"])).field == name for name, row in one.items.items())
    assert all(finding.row >= 0 and finding.column >= 0 and finding.message for finding in findings)
    if not bindings:
        return bindings
    bound = [BoundSheet(1, raw, one) for one in bindings for raw in raws if raw.title == one.title]
    tables, more = normalise(bound, FORM, {1: QUARTER}, {})
    for finding in more:
        assert finding.row > 0, finding
    for one in bindings:
        rows = [row for row in tables.frames[one.sheet]["row"] if row]
        assert len(set(rows)) == len(rows), "a row twice"
        raw = next(raw for raw in raws if raw.title == one.title)
        assert all(one.header_row < row <= len(raw.rows) for row in rows), "a record that is not there"
    return bindings
