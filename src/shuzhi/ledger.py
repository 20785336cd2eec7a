"""The ledger: SQLite with every run and every submission it saw; one writer (the run that holds the workspace).

No value of a workbook stands here: names of files, hashes, outcomes and states only.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from shuzhi.errors import LedgerFault
from shuzhi.model.results import Results

# One entry a schema version: the statements that lead there from the version before.
MIGRATIONS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, exit_code INTEGER,
        program_version TEXT NOT NULL, form_version TEXT NOT NULL
    );
    CREATE TABLE submissions (
        id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs (id), period TEXT NOT NULL,
        branch_code TEXT NOT NULL, number INTEGER, file TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
        outcome TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL
    );
    CREATE INDEX submissions_branch ON submissions (period, branch_code);
    """,
)


class Ledger:
    """An open ledger; times are UTC in ISO 8601."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin_run(self, period: str, versions: Mapping[str, str]) -> int:
        """Note that a run began; its number. `versions` has program and form."""
        with self._connection as connection:
            cursor = connection.execute(
                "INSERT INTO runs (period, started, program_version, form_version) VALUES (?, ?, ?, ?)",
                (period, _now(), versions["program"], versions["form"]),
            )
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT has one
        return cursor.lastrowid

    def record(self, run: int, results: Results) -> None:
        """Note what became of every file of the run.

        The submissions of a branch in a period are numbered from 1; the same content keeps its number.
        """
        period = results.settings.period.code
        states = dict(zip(results.branches["branch_code"], results.branches["state"], strict=True))
        with self._connection as connection:
            for entry in results.submissions.to_dict("records"):
                code = str(entry["branch_code"])
                number = self._number(period, code, str(entry["sha256"])) if code else None
                facts = (entry["file"], entry["sha256"], int(entry["size"]), str(entry["outcome"]), entry["reason"])
                connection.execute(
                    "INSERT INTO submissions (run_id, period, branch_code, number, file, sha256, size, outcome, reason,"
                    " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (run, period, code, number, *facts, states.get(code, "")),
                )

    def finish_run(self, run: int, exit_code: int) -> None:
        """Note that a run ended."""
        with self._connection as connection:
            connection.execute("UPDATE runs SET finished = ?, exit_code = ? WHERE id = ?", (_now(), int(exit_code), run))

    def latest(self, period: str) -> list[sqlite3.Row]:
        """The submissions that the period's last finished run saw."""
        return self._connection.execute(
            "SELECT * FROM submissions WHERE run_id = (SELECT max(id) FROM runs WHERE period = ? AND id IN"
            " (SELECT run_id FROM submissions)) ORDER BY id", (period,),
        ).fetchall()

    def _number(self, period: str, branch_code: str, sha256: str) -> int:
        known = self._connection.execute(
            "SELECT min(CASE WHEN sha256 = ? THEN number END), max(number) FROM submissions"
            " WHERE period = ? AND branch_code = ?", (sha256, period, branch_code),
        ).fetchone()
        same, last = known
        return int(same if same is not None else (last or 0) + 1)


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open (or make) the ledger, readable by its owner only; LedgerFault if it cannot be used."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        try:
            _migrate(connection, path)
        except sqlite3.DatabaseError as fault:
            raise LedgerFault(str(path), str(fault)) from fault
        yield Ledger(connection)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LedgerFault(str(path), "是更新版本的程序写的")
    for number, statements in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(f"BEGIN; {statements} PRAGMA user_version = {number}; COMMIT;")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
