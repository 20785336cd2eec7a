"""Which approved workbooks are read from the archive, and what is said where none is left."""

from dataclasses import replace
from hashlib import sha256

import pytest

from goodbranch import BRANCHES, SETTINGS
from shuzhi.archive import keep, place
from shuzhi.commands.running.signed import signed
from shuzhi.intake.find import Found

CONTENT = b"approved"
DIGEST = sha256(CONTENT).hexdigest()
APPROVED = {"A01": DIGEST, "Z99": DIGEST}


@pytest.fixture
def archive(tmp_path):
    """An archive with the approved workbook."""
    source = tmp_path / "a.xlsx"
    source.write_bytes(CONTENT)
    keep([(source, place(tmp_path / "archive", "2023Q3", "A01", DIGEST), DIGEST)])
    return tmp_path / "archive"


def inbox(folder, *contents):
    """Files of an inbox."""
    for number, content in enumerate(contents):
        (folder / f"{number}.xlsx").write_bytes(content)
    return [Found(f"{number}.xlsx", folder / f"{number}.xlsx") for number in range(len(contents))]


def test_what_lies_in_the_inbox_is_not_read_twice(tmp_path, archive):
    """Under any name; a branch that left the roster is passed over."""
    assert signed(inbox(tmp_path, b"other", CONTENT), SETTINGS, APPROVED, archive) == ((), ())


def test_what_is_gone_or_replaced_is_read_from_the_archive(tmp_path, archive):
    """Another content of the same size counts as another; a file that vanishes or is ignored is none."""
    found = [*inbox(tmp_path, b"APPROVED", CONTENT), Found("fort.xlsx", tmp_path / "fort.xlsx")]
    found[1] = replace(found[1], ignored="临时文件")
    (taken,), remarks = signed(found, SETTINGS, APPROVED, archive)
    assert taken.file == f"已审定的存档/{BRANCHES[0].place}.xlsx"
    assert taken.path.read_bytes() == CONTENT
    assert remarks == ()


def test_a_workbook_lost_for_good_is_told(tmp_path, archive):
    """Neither here nor there: said with what to do; found in the inbox alone it is enough."""
    place(archive, "2023Q3", "A01", DIGEST).unlink()
    assert signed(inbox(tmp_path, CONTENT), SETTINGS, APPROVED, archive) == ((), ())
    taken, (remark,) = signed(inbox(tmp_path, b"other"), SETTINGS, APPROVED, archive)
    assert taken == ()
    assert "石井村：审定的工作簿在报送文件夹和存档里都找不到了" in remark
    assert "shuzhi reopen" in remark
