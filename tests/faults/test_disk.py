"""Disks that are full, read-only, elsewhere or failing, files that are open, memory that is short: for real."""

import os
import shutil
import subprocess
from contextlib import contextmanager, suppress

import pytest

from faults import injecting, standing

pytestmark = injecting.NEEDED


@contextmanager
def mounted(folder, options, kind="tmpfs"):
    """A file system of its own in a folder; skipped where that is not permitted."""
    done = subprocess.run(["mount", "-t", kind, "-o", options, kind, folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs the right to mount (root)")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def immutable(path):
    """A file that nobody can replace; skipped where the file system knows no such thing."""
    done = subprocess.run(["chattr", "+i", path], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs chattr +i (root, ext4)")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", path], check=True)


def filled(folder, room):
    """Fill a disk up to so many bytes."""
    left = os.statvfs(folder)
    with (folder / "ballast").open("wb") as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, max(1, left.f_bavail * left.f_frsize - room))


def test_a_full_disk(town, many):
    """However little room is left: exit code 6 and the old delivery, or all of the new one; with room it is healed."""
    shutil.rmtree(town.root)
    town.root.mkdir()
    seen = []
    try:
        with mounted(town.root, "size=24m"):
            shutil.copytree(town.before, town.root, dirs_exist_ok=True)
            for room in rooms(max(1, many // 40)):
                filled(town.root, room)
                ended = town.pad.run(*town.words)
                seen.append((ended.code, town.stands(ended)))
                assert ended.code == 1 or "满" in ended.said, ended.said
                (town.root / "ballast").unlink()
                if ended.code == 1:
                    break
            town.check_healed()
    finally:
        town.root.mkdir(exist_ok=True)
    print(*seen)
    assert (6, "old") in seen


def rooms(number):
    """So many amounts of room in bytes, from some to enough: a run needs some 1.5 MB."""
    return [1_600_000 * place // (number + 1) for place in range(1, number + 1)]


@pytest.mark.parametrize("part", [".shuzhi", "output"])
def test_a_disk_that_is_read_only(town, part):
    """Exit code 3 or 6; nothing has changed."""
    town.again()
    with mounted_over(town.root / part, "ro"):
        ended = town.pad.run(*town.words)
        assert "只读" in ended.said, ended.said
        assert ended.code in (3, 6)
        assert town.stands(ended) == "old"
    town.check_healed()


@contextmanager
def mounted_over(folder, options):
    """A folder mounted on itself, with options."""
    done = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs the right to mount (root)")
    try:
        subprocess.run(["mount", "-o", f"remount,bind,{options}", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_output_on_another_disk(town):
    """The folder of deliveries lies on another file system than all else: the same delivery."""
    town.again()
    with mounted(town.root / "output", "size=16m"):
        town.check_healed()


def test_an_inbox_that_cannot_be_listed(town):
    """Exit code 3, never nothing counted: nothing has changed. The first look only decides when workers begin."""
    _, listed, *_ = [point for point in town.points if 'workbooks/inbox/2023Q3", O_RDONLY' in point.line]
    stands, ended = town.visit(listed, "error=EIO")
    assert (stands, ended.code) == ("old", 3), ended.said


@pytest.mark.large(100)
def test_a_file_of_the_inbox_that_cannot_be_read(town):
    """It is listed as unreadable, the other branch is counted; without the fault all is as it was."""
    town.again()
    path = next(path for path in sorted((town.root / "workbooks/inbox").rglob("*.xlsx")))
    ended = town.pad.run(*town.words, strace=["-P", path, "-e", "trace=openat", "-e", "inject=openat:error=EIO"])
    assert ended.code == 1, ended.said
    standing.check_whole(town.root / "output")
    assert "磁盘" in (town.root / "output/2023Q3/数据/findings.csv").read_text("utf-8-sig")
    town.check_healed()


def test_a_zip_that_is_open(town):
    """A zip that another program holds for a moment is replaced; one that stays open is named, the old delivery stands."""
    replaced = [point for point in town.points if point.call == "rename" and "上报.zip" in point.line]
    town.again()
    assert town.pad.run(*town.words, strace=replaced[0].options("error=EBUSY")).code == 1
    assert standing.tree(town.root / "output") == town.new
    town.again()
    with immutable(town.root / "output" / standing.UPWARD):
        ended = town.pad.run(*town.words)
        assert f"写不进 {town.root / 'output' / standing.UPWARD}（没有权限，或文件正被打开）。上一次的结果没有改动。" in ended.said
        assert ended.code == 6
        assert {name: content for name, content in standing.tree(town.root / "output").items() if name != standing.MARKER} == town.old
    town.check_healed()


def test_memory_that_is_short(town, many):
    """The run ends with an exit code that is not 0 and the old delivery, or with all of the new one."""
    for megabytes in range(4, 64, max(1, 2000 // many)):
        town.again()
        ended = town.pad.run(*town.words, megabytes=megabytes)
        print(megabytes, ended.code, ended.said.strip()[-200:])
        assert (town.stands(ended), ended.code) in (("old", 4), ("old", 3), ("old", 6), ("new", 1))
        assert ended.code != 4 or "内存不够" in ended.said

