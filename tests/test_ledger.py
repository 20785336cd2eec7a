"""The ledger keeps every run and what became of every file, in a real SQLite file."""

import sqlite3
import stat

import pandas as pd
import pytest
from goodbranch import SETTINGS

from shuzhi.errors import ExitCode, LedgerFault
from shuzhi.ledger import open_ledger
from shuzhi.model.results import Results

VERSIONS = {"program": "1.0", "form": "1"}


def results(*files):
    submissions = pd.DataFrame(
        [(n, file, sha, 10, code, pd.NaT, outcome, "") for n, (file, sha, code, outcome) in enumerate(files, 1)],
        columns=["submission", "file", "sha256", "size", "branch_code", "fill_date", "outcome", "reason"],
    )
    branches = pd.DataFrame({"branch_code": ["A01", "A02"], "state": ["accepted", "missing"]})
    empty = pd.DataFrame()
    return Results(SETTINGS, submissions, branches, empty, empty, {}, None)


def put(path, *files):
    with open_ledger(path) as ledger:
        run = ledger.begin_run("2023Q3", VERSIONS)
        ledger.record(run, results(*files))
        ledger.finish_run(run, ExitCode.OK)
        return [(row["file"], row["number"], row["outcome"], row["state"]) for row in ledger.latest("2023Q3")]


def test_submissions_are_numbered_and_the_same_content_keeps_its_number(tmp_path):
    """Two runs: the corrected workbook is number 2, handed in unchanged again it stays number 2."""
    path = tmp_path / "private" / "ledger.sqlite"
    assert put(path, ("a.xlsx", "s1", "A01", "used")) == [("a.xlsx", 1, "used", "accepted")]
    again = [("a.xlsx", 1, "superseded", "accepted"), ("b.xlsx", 2, "used", "accepted")]
    assert put(path, ("a.xlsx", "s1", "A01", "superseded"), ("b.xlsx", "s2", "A01", "used")) == again
    assert put(path, ("c.xlsx", "s2", "A01", "used")) == [("c.xlsx", 2, "used", "accepted")]


def test_a_file_of_no_branch_has_no_number(tmp_path):
    """Foreign and ignored files are listed all the same."""
    assert put(tmp_path / "l.sqlite", ("x.xlsx", "s", "", "foreign")) == [("x.xlsx", None, "foreign", "")]


def test_a_run_that_never_ended_shows_no_end(tmp_path):
    """A killed run leaves its beginning; the next run goes on beside it."""
    path = tmp_path / "l.sqlite"
    with open_ledger(path) as ledger:
        ledger.begin_run("2023Q3", VERSIONS)
    put(path, ("a.xlsx", "s1", "A01", "used"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT id, exit_code FROM runs").fetchall() == [(1, None), (2, 0)]
    connection.close()


def test_the_ledger_is_for_its_owner_only(tmp_path):
    """Folder and file have private permissions."""
    path = tmp_path / "private" / "ledger.sqlite"
    put(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path):
    """An older program refuses it with a clear message instead of guessing."""
    path = tmp_path / "l.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerFault, match="更新版本"), open_ledger(path):
        pass




def test_a_file_that_is_no_ledger_is_named(tmp_path):
    """A damaged ledger stops the run before anything is made, with what to do."""
    path = tmp_path / "l.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerFault, match="改名"), open_ledger(path):
        pass
