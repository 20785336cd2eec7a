"""Workbooks that counted, kept."""

import os
import shutil
import stat
from hashlib import sha256

import pytest

from shuzhi.archive import is_whole, keep, place

CONTENT = "工作簿".encode() * 1000
HASH = sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "石桥.xlsx"
    path.write_bytes(CONTENT)
    return path


def test_a_workbook_is_kept_unchanged_and_private(source, tmp_path):
    """The copy has the same bytes; only its owner reads it and the folders above it."""
    target = place(tmp_path / "archive", "2023Q3", "QH01", HASH)
    assert keep([(source, target, HASH)])
    assert target == tmp_path / "archive" / "2023Q3" / f"QH01_{HASH[:12]}.xlsx"
    assert target.read_bytes() == CONTENT
    rights = [stat.S_IMODE(path.stat().st_mode) for path in (target, target.parent, target.parent.parent)]
    assert rights == [0o600, 0o700, 0o700]
    assert source.read_bytes() == CONTENT


def test_what_is_there_is_not_written_again(source, tmp_path):
    """A second time the file stays as it is; a damaged copy is healed."""
    target = place(tmp_path / "archive", "2023Q3", "QH01", HASH)
    keep([(source, target, HASH)])
    os.utime(target, (0, 0))
    assert keep([(source, target, HASH)])
    assert target.stat().st_mtime == 0
    target.write_bytes(CONTENT[:-1])
    assert keep([(source, target, HASH)])
    assert is_whole(target, HASH)


def test_another_content_is_not_kept(source, tmp_path):
    """A file replaced or removed since it was read leaves nothing in the archive."""
    target = place(tmp_path / "archive", "2023Q3", "QH01", HASH)
    source.write_bytes(b"other")
    assert not keep([(source, target, HASH)])
    assert not keep([(source.with_name("weg.xlsx"), target, HASH)])
    assert not target.parent.exists()


def test_a_code_never_leaves_the_archive(tmp_path):
    """Whatever a branch's code is, its workbook lies in the folder of the period."""
    for code in ("../../etc", "a/b", "CON", "", "x" * 300):
        assert place(tmp_path, "2023Q3", code, HASH).parent == tmp_path / "2023Q3"


def test_an_archive_that_cannot_be_written_is_an_error(source, tmp_path):
    """OSError, nothing half-done under the name."""
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(OSError, match="archive"):
        keep([(source, place(tmp_path / "archive", "2023Q3", "QH01", HASH), HASH)])


def fail(*_):
    raise OSError(5, "Input/output error")


def test_many_are_kept_together(source, tmp_path, monkeypatch):
    """What is there already, new ones, one that is gone; where the disk fails nothing new stands, and nothing is left."""
    others = [source.with_name(f"{number}.xlsx") for number in range(3)]
    for number, other in enumerate(others):
        other.write_bytes(CONTENT + b"%d" % number)
    hashes = [sha256(path.read_bytes()).hexdigest() for path in others]
    wanted = [
        (path, place(tmp_path / "archive", "2023Q3", path.stem, digest), digest)
        for path, digest in zip([source, *others], [HASH, *hashes], strict=True)
    ]
    others[2].unlink()
    assert keep(wanted[:1]) == 1
    copied = iter([shutil.copyfileobj])

    def copy(*files):
        """The first one only."""
        next(copied, fail)(*files)

    for name, broken in (("shuzhi.archive.sync_below", fail), ("shutil.copyfileobj", copy)):
        with monkeypatch.context() as patch:
            patch.setattr(name, broken)
            with pytest.raises(OSError, match="Input"):
                keep(wanted)
        assert [*(tmp_path / "archive/2023Q3").iterdir()] == [wanted[0][1]]
    assert keep(wanted) == 3
    assert sorted((tmp_path / "archive/2023Q3").iterdir()) == sorted(target for _, target, _ in wanted[:3])
