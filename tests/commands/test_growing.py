"""A file of the inbox that is still being written: the run leaves it for the next one."""

import os
import time

import pytest

from shuzhi.commands.run import RunRequest, run
from shuzhi.intake.settled import WRITING
from shuzhi.progress import Silent

FAULTY = "workbooks/inbox/2023Q3/村/白沙村三季度报表.xlsx"
READING = "读取并核对"


class Seen(Exception):
    """The run has come far enough."""


class Before(Silent):
    """Does something when reading begins."""

    def __init__(self, act):
        self.act = act

    def stage(self, title, total):  # noqa: ARG002 - the protocol's
        if title == READING:
            self.act()


def states(outcome):
    branches = outcome.results.branches
    return dict(zip(branches["short_name"], branches["state"], strict=True))


def test_a_file_written_while_the_run_begins_is_as_if_not_there_and_read_by_the_next(cold):
    """Written again after it was found: ignored with its reason, its branch missing, no finding; the next run has it."""
    path = cold.root / FAULTY
    first = run(RunRequest(cold, jobs=1), Before(lambda: path.write_bytes(path.read_bytes())))
    files = first.results.submissions.set_index("file")
    assert files.loc["村/白沙村三季度报表.xlsx", ["outcome", "reason", "sha256"]].tolist() == ["ignored", WRITING, ""]
    assert states(first)["白沙村"] == "missing"
    assert first.results.findings.query("level != 'notice'").empty
    second = run(RunRequest(cold, jobs=1), Silent())
    assert states(second)["白沙村"] == "returned"
    assert states(second)["石井村"] == states(first)["石井村"] == "accepted"


def test_a_run_lets_young_files_rest(few):
    """With settle=1 reading begins no sooner than a second after the youngest file was written."""
    path = few.root / FAULTY

    def seen():
        raise Seen(time.time() - path.stat().st_mtime)

    os.utime(path)
    with pytest.raises(Seen) as stopped:
        run(RunRequest(few, settle=1.0), Before(seen))
    assert stopped.value.args[0] >= 0.99
