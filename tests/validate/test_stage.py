"""The validate stage as a whole."""

from dataclasses import replace

import pytest

from goodbranch import GOOD, scene
from shuzhi.validate.stage import validate


@pytest.mark.parametrize("gone", ["branches", "meetings", "members", "tasks", "proposals"])
def test_a_workbook_without_a_sheet_is_validated(gone):
    """Rules that look there find nothing to compare with; none of them stops the run."""
    whole = scene(GOOD)
    frames = {**whole.tables.frames, gone: whole.tables.frames[gone][:0]}
    columns, items = whole.tables.columns, whole.tables.items
    tables = replace(
        whole.tables, frames=frames, columns=columns[columns["sheet"] != gone], items=items[items["sheet"] != gone],
    )
    assert gone not in set(validate(replace(whole, tables=tables), ())["sheet"])
