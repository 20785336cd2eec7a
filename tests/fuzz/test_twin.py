"""The twin reader sees what a wrong reader would give."""

from dataclasses import replace

import pytest

from fuzz.compare import differences
from paper import complete, written
from shuzhi.intake.bounds import Bounds
from shuzhi.intake.read import read


@pytest.fixture
def taken(tmp_path):
    """(bytes, book) of the good branch."""
    path = tmp_path / "1.xlsx"
    path.write_bytes(written(complete()))
    return path.read_bytes(), read(path, "1.xlsx", Bounds())[0]


def test_a_book_read_right_does_not_differ(taken):
    """Texts, numbers, days: each what is stored at its address."""
    assert differences(*taken) == []


@pytest.mark.parametrize(("change", "words"), [
    (lambda rows: ((), *rows), "A2"), (lambda rows: (rows[0], (None, *rows[1]), *rows[2:]), "B2"),
    (lambda rows: (rows[0], (45112.0, *rows[1][1:]), *rows[2:]), "A2: read 45112.0"), (lambda rows: rows[:-1], "read None"),
    (lambda rows: ((*rows[0][:3], "别的", *rows[0][4:]), *rows[1:]), "D1: read '别的'"),
])
def test_a_cell_moved_lost_or_changed_is_told(taken, change, words):
    """A row or column too many, a day as a number, a row less, another text."""
    data, book = taken
    sheets = [replace(raw, rows=change(raw.rows)) if raw.title == "会议" else raw for raw in book.sheets]
    assert any(words in line for line in differences(data, replace(book, sheets=tuple(sheets))))


def test_a_sheet_hidden_or_renamed_is_told(taken):
    """What is shown belongs to what is read."""
    data, book = taken
    first, *others = book.sheets
    assert differences(data, replace(book, sheets=(replace(first, hidden=True), *others)))
    assert differences(data, replace(book, sheets=(replace(first, title="x"), *others)))
