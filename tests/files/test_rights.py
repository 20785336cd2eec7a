"""Who may read what commands make: real commands, real rights of files."""

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shuzhi.commands.check import check
from shuzhi.commands.issue import issue
from shuzhi.deliver.delivery import Content, deliver
from shuzhi.files.rights import give, rights_of
from shuzhi.model.period import Period
from shuzhi.progress import Silent

PASSWORD = "of-the-environment-1"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights: a file takes those of its folder")


def shuzhi(workspace, *words):
    """A command as typed, by somebody whose files are everybody's to read."""
    command = [sys.executable, "-m", "shuzhi", *words, "--workspace", workspace.root]
    known = {**os.environ, "SHUZHI_ZIP_PASSWORD": PASSWORD}
    return subprocess.run(command, capture_output=True, encoding="utf-8", umask=0o022, check=False, env=known)


def rights(folder):
    """The rights of a folder and of everything in it: those of folders, those of files."""
    paths = [folder, *folder.rglob("*")]
    return {rights_of(path) for path in paths if path.is_dir()}, {rights_of(path) for path in paths if path.is_file()}


def test_everything_made_is_its_owners_alone(cold):
    """Whatever a run makes is read by its owner only, however open the workspace is, the zip only with its password."""
    there = set(cold.root.rglob("*"))
    done = shuzhi(cold, "run", "--encrypt")
    assert done.returncode == 1, done.stderr
    new = set(cold.root.rglob("*")) - there
    assert {cold.output / "2023Q3/manifest.json", cold.private / "run.lock", cold.ledger} <= new
    assert [path for path in sorted(new) if rights_of(path) & 0o077] == []
    with zipfile.ZipFile(cold.output / "2023Q3_内部.zip") as archive:
        assert all(info.flag_bits & 1 for info in archive.infolist())
    assert PASSWORD not in done.stdout + done.stderr


def test_an_inbox_of_a_new_period_is_as_open_as_the_others(few):
    """Where branches may bring their workbooks, they may in the next period, too; what is handed out is private."""
    inboxes = few.root / "workbooks/inbox"
    inboxes.chmod(0o2770)
    issue(few, Period.parse("2023Q4"), Silent())
    assert rights_of(inboxes / "2023Q4") == 0o2770
    assert rights(few.output) == ({0o700}, {0o600})


def test_an_opened_output_folder_opens_what_lies_in_it(tmp_path):
    """Who opens output/ to a group opens the deliveries; who closes it again closes them with the next one."""
    staging, output = tmp_path / "staging", tmp_path / "output"
    for name in ("both/报告/石桥村/述职.txt", "office/催报.txt", "upward/空.txt"):
        (staging / name).parent.mkdir(parents=True)
        (staging / name).write_text("字", "utf-8")
    output.mkdir()
    output.chmod(0o2750)
    deliver(Content(staging, {}), output, Period.parse("2023Q3"))
    assert rights(output) == ({0o2750}, {0o640})
    output.chmod(0o700)
    copy = (output / "2023Q3").stat().st_ino
    deliver(Content(staging, {}), output, Period.parse("2023Q3"))
    assert (output / "2023Q3").stat().st_ino == copy  # as it was, so not made anew
    assert rights(output) == ({0o700}, {0o600})


@pytest.mark.parametrize("mode", [0o640, 0o444])
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
