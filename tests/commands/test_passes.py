"""When workers begin to import."""

import errno
import os

import pytest

from shuzhi.commands import passes

NEWER = 10.0  # seconds


@pytest.fixture
def begun(monkeypatch):
    """What workers were told to import."""
    told = []
    monkeypatch.setattr(passes, "prepare", told.append)
    return told


def placed(path, content=b""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_workers_begin_where_a_file_came_since_the_delivery(tmp_path, begun):
    """A file of any period's inbox that is younger than every zip lets them begin; without files there is no need."""
    passes.begin(tmp_path)
    assert not begun
    file = placed(tmp_path / "workbooks/inbox/2023Q3/石井村.xlsx")
    passes.begin(tmp_path)
    assert begun == [passes.READING]
    then = file.stat().st_ctime + NEWER
    os.utime(placed(tmp_path / "output/2023Q3_内部.zip"), (then, then))
    passes.begin(tmp_path)
    assert begun == [passes.READING]
    os.utime(file, (then + NEWER, then + NEWER))
    passes.begin(tmp_path)
    assert begun == [passes.READING] * 2


def test_an_inbox_that_cannot_be_listed_is_left_to_the_run(tmp_path, begun):
    """A file in place of the folder, or a folder that goes, is no reason to end here."""
    placed(tmp_path / "workbooks/inbox")
    placed(tmp_path / "output")
    passes.begin(tmp_path)
    assert not begun


def test_workers_that_cannot_begin_are_left_to_the_run(tmp_path, monkeypatch):
    """No room for their socket: the run finds out where it needs them, or does without."""
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(passes, "prepare", full)
    placed(tmp_path / "workbooks/inbox/2023Q3/石井村.xlsx")
    passes.begin(tmp_path)
