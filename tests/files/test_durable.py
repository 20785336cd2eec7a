"""What must last, synced at once or one after the other."""

import errno
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from shuzhi.files import durable
from shuzhi.files.durable import sync_below


@contextmanager
def synced(monkeypatch, answer):
    """The names of what is synced while the call for a whole disk answers so."""
    names, fsync = [], os.fsync

    def one(handle):
        names.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", one)
        patch.setattr(durable, "_kind", lambda _: "ext4")
        patch.setattr(durable, "_release", lambda: (6, 1))
        patch.setattr(durable, "_syncfs", lambda _: names.append("all") or answer)
        yield names


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b/c.txt", "b/old.txt"):
        (tmp_path / "new" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "new" / name).touch()
    return tmp_path / "new"


def test_at_once_where_that_is_as_good(folder, monkeypatch):
    """One call for all."""
    with synced(monkeypatch, 0) as names:
        sync_below(folder, [])
    assert names == ["all"]


@pytest.mark.parametrize(("what", "value"), [
    ("_kind", "fuseblk"), ("_kind", ""), ("_release", (5, 7)), ("_syncfs", errno.ENOSYS),
])
def test_one_after_the_other_elsewhere(folder, monkeypatch, what, value):
    """On another file system, an older system, where the call is forbidden: new files and all folders."""
    with synced(monkeypatch, 0) as names:
        monkeypatch.setattr(durable, what, lambda *_: value)
        sync_below(folder, [folder / "a.txt", folder / "b/c.txt"])
    assert names == ["a.txt", "c.txt", "new", "b"]


def test_a_disk_that_fails(folder, monkeypatch):
    """An error is told, and nothing passed over."""
    with synced(monkeypatch, errno.EIO), pytest.raises(OSError, match="new") as caught:
        sync_below(folder, [])
    assert caught.value.errno == errno.EIO


def test_this_system(tmp_path):
    """Its release and file systems are read as they stand."""
    assert durable._release() >= (2, 6)
    assert " " not in durable._kind(tmp_path)
    sync_below(tmp_path, [])
