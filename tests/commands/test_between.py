"""What happens between reading and writing: the inbox changes under a run, a run is killed."""

import os
import sqlite3
import zipfile
from contextlib import closing
from multiprocessing import forkserver, get_context, resource_tracker
from pathlib import Path
from signal import SIGKILL

import pytest

from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import NotNoted
from shuzhi.ledger import open_ledger
from shuzhi.progress import Silent

FAULTY = "workbooks/inbox/2023Q3/村/白沙村三季度报表.xlsx"
WRITING = "生成报告"


class Between(Silent):
    """Does something when a stage begins."""

    def __init__(self, title, act):
        self.title, self.act = title, act

    def stage(self, title, total):  # noqa: ARG002 - the protocol's
        if title == self.title:
            self.act()


def delivered(workspace, progress=None):
    """Members of the office's zip: name → bytes; made anew, for a template was saved again."""
    (workspace.templates / "汇总表.docx").touch()
    with zipfile.ZipFile(run(RunRequest(workspace, jobs=1), progress or Silent()).office) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_was_read_is_what_is_sent_back(cold):
    """The faulty workbook replaced by another while reports are made: the delivery is as without that."""
    path = cold.root / FAULTY
    other = next(one for one in path.parent.iterdir() if one != path)
    calm = delivered(cold)
    assert delivered(cold, Between(WRITING, lambda: path.write_bytes(other.read_bytes()))) == calm
    assert "待修改/白沙村.xlsx" in calm


def killed(workspace):
    """In a child, whose parent's helpers are none of its own."""
    for helper in (forkserver._forkserver, resource_tracker._resource_tracker):
        helper.__init__()
    delivered(workspace, Between(WRITING, lambda: os.kill(os.getpid(), SIGKILL)))


def test_a_killed_run_leaves_the_old_delivery_and_the_next_one_heals(cold):
    """Killed between reading and writing: no file of the delivery has changed; the next run delivers the same."""
    calm = delivered(cold)
    before = {path: path.read_bytes() for path in cold.output.rglob("*") if path.is_file()}
    process = get_context("fork").Process(target=killed, args=(cold,))
    process.start()
    process.join()
    assert process.exitcode == -SIGKILL
    assert {path: path.read_bytes() for path in cold.output.rglob("*") if path.is_file()} == before
    assert delivered(cold) == calm
    assert [path for path in cold.private.iterdir() if path.name.startswith("run-")] == []


def test_a_run_that_is_ended_while_its_folder_is_made_leaves_none(cold, monkeypatch):
    """A signal may come at any moment: behind the system's call, and before the next line."""
    made = Path.mkdir

    def ended(path, *asked, **more):
        made(path, *asked, **more)
        if path.name.startswith("run-"):
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "mkdir", ended)
    with pytest.raises(KeyboardInterrupt):
        delivered(cold)
    assert [path for path in cold.private.iterdir() if path.name.startswith("run-")] == []


def test_a_run_is_noted_whole_or_not_at_all(few):
    """The last line of the ledger fails: what the run before noted still counts, and the next run notes the rest."""
    delivered(few)
    before = history(few)
    assert before
    refuse = "CREATE TRIGGER full BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'full'); END"
    told(few, refuse)
    with pytest.raises(NotNoted, match="压缩包已经换成新的，但这次的结果没有记进运行记录（full）"):
        delivered(few)
    assert history(few) == before
    assert told(few, "SELECT count(DISTINCT run_id) FROM standings") == [(1,)]
    told(few, "DROP TRIGGER full")
    delivered(few)
    assert history(few) == before
    assert told(few, "SELECT id, exit_code FROM runs") == [(1, 1), (2, None), (3, 1)]


def history(workspace):
    with open_ledger(workspace.ledger) as ledger:
        known = ledger.indicators.history("2023Q4")
    return known.counts.to_numpy().tolist(), known.values.fillna(-1).to_numpy().tolist()


def told(workspace, words):
    with closing(sqlite3.connect(workspace.ledger)) as connection, connection:
        return connection.execute(words).fetchall()
