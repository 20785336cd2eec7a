"""What a killed run leaves: nothing that says anything outside the workspace, nothing inside once another one ran."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import NOW
from patience import until
from shuzhi.commands.run import RunRequest, run
from shuzhi.files.rights import rights_of
from shuzhi.ledger import open_ledger
from shuzhi.progress import Silent

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


def killed(workspace, folder, when):
    """A run whose temporary folder of the system is `folder`, killed with all it started as soon as `when()`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "shuzhi", "run", "--all", "--workspace", workspace.root], start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(folder)},
    )
    until(lambda: when() or process.poll() is not None)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_a_killed_run_leaves_nothing_readable_and_the_next_removes_it(cold, tmp_path):
    """Killed while workbooks and reports lie in its own folder: that is private; the system's holds empty sockets only."""
    outside = tmp_path / "tmp"
    outside.mkdir()
    before = {path for path in cold.root.rglob("*") if cold.private not in path.parents}
    killed(cold, outside, lambda: any(cold.private.glob("run-*/staging/**/*.docx")))
    (left,) = cold.private.glob("run-*")
    assert any(path.is_file() for path in left.rglob("*"))
    assert rights_of(left) == rights_of(cold.private) == 0o700
    assert {path for path in cold.root.rglob("*") if cold.private not in path.parents} == before | {cold.private}
    assert [path for path in outside.rglob("*") if path.is_file()] == []
    (cold.archive / "2023Q3").mkdir(parents=True, exist_ok=True)
    (cold.archive / "2023Q3/YX99_0123456789ab.part").write_bytes(b"half a copy")  # as a kill between copy and rename leaves
    run(RunRequest(cold, now=NOW), Silent())
    names = [path.name for path in cold.root.rglob("*")]
    assert [name for name in names if name.startswith(("run-", "tmp")) or name.endswith((".part", ".new", ".old"))] == []


def test_whoever_holds_the_workspace_clears_it(few):
    """Not only a run: approve, reopen and issue hold it, too."""
    (few.private / "run-abc/parked").mkdir(parents=True)
    (few.private / "run-abc/parked/1.xlsx").write_bytes(b"x")
    with few.locked(), open_ledger(few.ledger):
        assert not list(few.private.glob("run-*"))
