"""The every-mistake workbook: more than a hundred mistakes in one file, none of which hides another."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from checked import taken
from paper import written
from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.model.finding import Finding
from shuzhi.model.sheet import VERDICT, column_letter
from typed.every import every

FILLS = {"error": "FFFFABAB", "warning": "FFFFF0A0", "notice": "FFCFE5FA"}


@pytest.fixture(scope="module")
def wanted():
    """(sheet title, cell) → code of what was planted."""
    return every()[1]


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """(its findings, the marked copy) of the workbook, as a run makes them."""
    data = written(every()[0])
    chunk, findings = taken([data], tmp_path_factory.mktemp("every"))
    found = [Finding(*row) for row in findings[list(Finding._fields)].itertuples(index=False, name=None)]
    return found, marked(form.load(), data, chunk.books[1], chunk.bindings[1], found)


def place(finding):
    return form.load().title_of(finding.sheet), f"{column_letter(finding.column)}{finding.row}"


def test_every_mistake_is_found_beside_all_others(wanted, checked):
    """Each planted mistake gives its one finding on its cell, and there is no other: not one hides or breeds another."""
    assert len(wanted) > 100
    assert sorted((*place(finding), finding.code) for finding in checked[0]) == sorted((*at, code) for at, code in wanted.items())


def test_the_marked_copy_shows_them_all(wanted, checked):
    """Every cell has the colour of its level and a comment; 核对结果 counts them."""
    found, copy = checked
    book = load_workbook(BytesIO(copy))
    levels = {place(finding): finding.level for finding in found}
    cells = {(sheet, cell): book[sheet][cell] for sheet, cell in wanted}
    assert {at: cell.fill.fgColor.rgb for at, cell in cells.items()} == {at: FILLS[levels[at]] for at in wanted}
    assert [at for at, cell in cells.items() if cell.comment is None] == []
    told = "".join(str(value) for row in book[VERDICT].iter_rows(values_only=True) for value in row if value is not None)
    assert f"必须改{sum(level == 'error' for level in levels.values())}" in told.replace(" ", "").replace("：", "")


def test_the_marked_copy_handed_in_as_it_is_says_the_same(checked, tmp_path):
    """Nothing typed is lost or changed by marking it."""
    _, again = taken([checked[1]], tmp_path)
    assert [Finding(*row) for row in again[list(Finding._fields)].itertuples(index=False, name=None)] == checked[0]
