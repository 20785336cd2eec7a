"""at_rest: files that are still being written wait for the next run."""

import os
import time

import pytest

from shuzhi import form
from shuzhi.intake.find import find
from shuzhi.intake.settled import WRITING, at_rest, written_since
from shuzhi.intake.stage import Source, receive
from shuzhi.model.words import Outcome
from shuzhi.workspace import load_settings

YEAR_2107, YEAR_1970 = 4_354_819_198, 0  # the last moment of FAT, the first of Unix


def put(folder, *names, age=0.0):
    for name in names:
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, times=(time.time() - age,) * 2)


def listed(folder, during=lambda: None, seconds=2.0, now=time.time):
    """What is ignored and how long was slept, where `during` happens while it is waited."""
    slept = []

    def sleep(length):
        slept.append(length)
        during()

    return {one.file: one.ignored for one in at_rest(find(folder), seconds, now, sleep)}, slept


def test_a_file_that_grows_meanwhile_waits_for_the_next_run(tmp_path):
    """Of two young files the one that grows is ignored; it is waited once, until both are old enough."""
    put(tmp_path, "村1.xlsx", age=1.5)
    put(tmp_path, "村2.xlsx", age=0.5)
    files, slept = listed(tmp_path, lambda: (tmp_path / "村2.xlsx").write_bytes(b"xx"))
    assert files == {"村1.xlsx": "", "村2.xlsx": WRITING}
    assert slept == [pytest.approx(1.5, abs=0.4)]


@pytest.mark.parametrize("change", [
    lambda path: os.utime(path, times=(time.time() - 1, time.time() - 1)),
    lambda path: (path.with_name("新.xlsx").write_bytes(b"y"), path.with_name("新.xlsx").replace(path)),
])
def test_touched_or_replaced_is_being_written_too(tmp_path, change):
    """Another time, or another file of the same name and size."""
    put(tmp_path, "村1.xlsx")
    assert listed(tmp_path, lambda: change(tmp_path / "村1.xlsx"))[0]["村1.xlsx"] == WRITING


@pytest.mark.parametrize("moment", [YEAR_1970, YEAR_2107, "tomorrow", "last hour"])
def test_odd_times_neither_hang_nor_hide_a_file(tmp_path, moment):
    """A file of 1970, of 2107, of a clock that is ahead: it is read, and nobody waits for it."""
    moment = {"tomorrow": time.time() + 86400, "last hour": time.time() - 3600}.get(moment, moment)
    put(tmp_path, "村1.xlsx")
    os.utime(tmp_path / "村1.xlsx", times=(moment, moment))
    assert listed(tmp_path, lambda: (tmp_path / "村1.xlsx").write_bytes(b"xx")) == ({"村1.xlsx": ""}, [])


def test_a_clock_set_back_or_no_patience_waits_for_nothing(tmp_path):
    """A clock that stands before the file's time, and 0 seconds, as a program that calls run has it."""
    put(tmp_path, "村1.xlsx")
    assert listed(tmp_path, now=lambda: time.time() - 3600) == ({"村1.xlsx": ""}, [])
    assert listed(tmp_path, seconds=0.0) == ({"村1.xlsx": ""}, [])


def test_deleted_and_ignored_files_are_left_to_others(tmp_path):
    """A file deleted meanwhile is the reader's; a lock file is not waited for."""
    put(tmp_path, "村1.xlsx")
    assert listed(tmp_path, (tmp_path / "村1.xlsx").unlink)[0] == {"村1.xlsx": ""}
    put(tmp_path, "~$村1.xlsx")
    assert listed(tmp_path)[1] == []


def test_a_file_that_changed_since_it_was_found_gets_no_verdict(few):
    """A good workbook written again between find and read is ignored, without hash and finding; else it is used."""
    settings = load_settings(few)
    found = next(one for one in find(few.inbox(settings.period)) if not one.ignored)
    source = Source(1, found.file, found.path, found.version)
    assert not written_since(found.path, found.version)
    (entry,) = receive([source], form.load(), settings).files
    assert entry.outcome is Outcome.USED
    found.path.write_bytes(found.path.read_bytes())
    chunk = receive([source], form.load(), settings)
    assert [(one.outcome, one.reason, one.sha256) for one in chunk.files] == [(Outcome.IGNORED, WRITING, "")]
    assert chunk.findings == ()
    found.path.unlink()
    assert receive([source], form.load(), settings).files[0].outcome is Outcome.UNREADABLE
