"""Who may read what commands make: real commands, real rights of files."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import NOW
from shuzhi.commands.check import check
from shuzhi.commands.issue import issue
from shuzhi.commands.run import RunRequest, run
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.rights import give, rights_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights: a file takes those of its folder")


def shuzhi(workspace, *words):
    """A command as typed, by somebody whose files are everybody's to read."""
    command = [sys.executable, "-m", "shuzhi", *words, "--workspace", workspace.root]
    return subprocess.run(command, capture_output=True, encoding="utf-8", umask=0o022, check=False)


def rights(folder):
    """The rights of a folder and of everything in it: those of folders, those of files."""
    paths = [folder, *folder.rglob("*")]
    return {rights_of(path) for path in paths if path.is_dir()}, {rights_of(path) for path in paths if path.is_file()}


def test_everything_made_is_its_owners_alone(few, tmp_path):
    """Whatever run, issue, check and init make is read by its owner only, however open the workspace is."""
    good = next(few.root.rglob("石井村三季度.xlsx"))
    good.chmod(0o600)
    there = set(few.root.rglob("*"))
    assert shuzhi(few, "run").returncode == 1
    assert shuzhi(few, "issue", "--period", "2023Q4").returncode == 0
    assert shuzhi(few, "check", good).returncode == 0
    new = sorted(set(few.root.rglob("*")) - there)
    seen = {few.output / "2023Q3/manifest.json", few.output / "下发/2023Q4", few.private / "run.lock", few.ledger}
    assert seen <= set(new)
    public = [path for path in new if rights_of(path) & 0o077]
    assert public == [few.inbox(Period.parse("2023Q4"))]  # like the folder it lies in: branches bring theirs there
    made = [sys.executable, "-m", "shuzhi", "init", tmp_path / "新镇", "--sample"]
    assert subprocess.run(made, capture_output=True, umask=0o022, check=False).returncode == 0
    assert [path for path in (tmp_path / "新镇").rglob("*") if rights_of(path) & 0o077] == []


def test_an_opened_output_folder_opens_what_lies_in_it(few):
    """Who opens output/ to a group opens the deliveries and the workbooks handed out, nothing of .shuzhi/."""
    few.output.mkdir()
    few.output.chmod(0o2750)
    run(RunRequest(few, now=NOW), Silent())
    issue(few, None, Silent())
    assert rights(few.output) == ({0o2750}, {0o640})
    assert rights_of(few.private) == 0o700
    few.output.chmod(0o700)  # closed again: the next run closes what lies there, rebuilt or not
    copy = (few.output / "2023Q3").stat().st_ino
    run(RunRequest(few, now=NOW), Silent())
    assert (few.output / "2023Q3").stat().st_ino == copy
    assert rights(few.output / "2023Q3") == ({0o700}, {0o600})
    assert {rights_of(path) for path in few.output.glob("*.zip")} == {0o600}


def test_a_folder_made_by_hand_is_closed(few):
    """A .shuzhi/ that somebody made to put 通知地址.txt there is its owner's alone from the first command on."""
    shutil.rmtree(few.private)
    few.private.mkdir(mode=0o755)
    few.addresses.write_text("# 还没有地址\n", "utf-8")
    assert shuzhi(few, "nightly", "--once").returncode == 1
    assert rights_of(few.private) == 0o700


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_marked_copy_is_read_by_those_who_read_the_workbook(few, mode):
    """The copy beside a workbook has its rights, and its owner may write on it."""
    path = next(few.root.rglob("白沙村三季度报表.xlsx"))
    path.chmod(mode)
    (checked,) = check(few, [path], None)
    assert rights_of(checked.copy) == mode | 0o600


def test_rights_that_cannot_be_given_stop_nobody(tmp_path):
    """A link is not followed; what cannot be changed stays as it is."""
    (tmp_path / "别人的.txt").touch(mode=0o644)
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹/链接.txt").symlink_to(tmp_path / "别人的.txt")
    give(tmp_path / "夹", 0o700)
    assert stat.S_IMODE((tmp_path / "别人的.txt").stat().st_mode) == 0o644
    give(Path("/proc/self/status"), 0o600)
