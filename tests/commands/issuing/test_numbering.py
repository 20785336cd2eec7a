"""Numbers that a branch has used."""

from goodbranch import GOOD
from markdown import tables
from shuzhi import form
from shuzhi.commands.issuing.numbering import used_numbers
from shuzhi.intake.stage import Chunk
from shuzhi.model.sheet import RawBook, RawSheet


def test_a_carried_row_that_was_deleted_is_still_known():
    """_meta says what stood in the workbook when it was handed out."""
    meta = RawSheet("_meta", (("row", "tasks", "实2023-009"), ("row", "problems", "3"), ("period", "2023Q3")))
    chunk = Chunk(tables(GOOD), {1: RawBook("石井村.xlsx", (meta,))}, {}, (), ())
    found = used_numbers(form.load(), chunk, 1)
    assert ("tasks", "实2023-009") in found
    assert ("tasks", "实2023-001") in found
    assert not [one for one in found if one[0] == "problems"]
