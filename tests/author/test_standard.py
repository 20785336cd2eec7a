"""The form's own layout of raw sheets."""

import pytest

from shuzhi import form
from shuzhi.author.standard import layout
from shuzhi.form import plain
from shuzhi.intake.bind import bind
from shuzhi.intake.headers import known_headers
from shuzhi.model.sheet import RawBook


@pytest.mark.parametrize("name", ["form", "township"])
def test_intake_finds_every_column_and_item_where_the_layout_puts_it(name):
    """Binding the blank sheets again gives the same places; headings of groups are no finding."""
    standard = form.load(name).printed()
    laid = [layout(sheet, (), 2023) for sheet in standard.sheets]
    bindings, findings = bind(1, RawBook("x.xlsx", tuple(raw for raw, _ in laid)), standard)
    assert findings == []
    assert bindings == tuple(binding for _, binding in laid)


@pytest.mark.parametrize(("name", "sheet"), [("form", "branches"), ("township", "parameters")])
def test_a_heading_stands_above_the_first_item_of_its_group(name, sheet):
    """A group's heading is alone in its row, right above its first item, and no item's name."""
    items = form.load(name).sheet(sheet)
    raw, binding = layout(items, (), 2023)
    headed = [field for field in items.fields if field.group]
    assert headed[0] == items.fields[0]
    for field in headed:
        assert raw.rows[binding.items[field.name] - 2] == (field.group,)
        assert plain(field.group) not in known_headers(items).texts
