"""The ledger: runs, what became of every file, where each branch stood, what was issued. SQLite, one writer.

It holds addresses and states, and of what workbooks say only the figures of final reports and the explanations (说明)
that the township sees again when the row comes back without one. Times are UTC, ISO 8601.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from shuzhi.errors import LedgerFault
from shuzhi.model.explanation import KNOWN, Memory
from shuzhi.model.indicator import Figure
from shuzhi.model.results import Results
from shuzhi.model.words import Outcome, State

# One script a version; user_version says how many of them a file has seen. Never change one that was released.
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
    CREATE INDEX submissions_of_branch ON submissions (period, branch_code);
    """,
    """
    CREATE TABLE issued (
        period TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (period, file, sha256)
    );
    """,
    """
    CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE explanations (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, branch_code TEXT NOT NULL, code TEXT NOT NULL,
        sheet TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES runs (id),
        noted TEXT NOT NULL, UNIQUE (period, branch_code, code, sheet, digest, text)
    );
    """,
    """
    CREATE TABLE finals (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, report TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs (id), UNIQUE (period, report)
    );
    CREATE TABLE final_figures (
        final_id INTEGER NOT NULL REFERENCES finals (id), number INTEGER NOT NULL, text TEXT NOT NULL,
        source TEXT NOT NULL, rows TEXT NOT NULL, PRIMARY KEY (final_id, number)
    );
    """,
)
_WITH_EXPLANATIONS = 3  # the first version that has them
_KEY = "explanations"  # the secret that digests of explained cells are made with
# Runs that ended with a delivery: exit codes 0 and 1.
_DELIVERED = "exit_code IN (0, 1)"


@dataclass(frozen=True)
class Entry:
    """One file in one run.

    number  its number among the branch's files of the period, from 1, the same for the same content;
            None where the branch is unknown
    state   of its branch, if this file was the one used, else ""
    """

    run: int
    branch_code: str
    number: int | None
    file: str
    sha256: str
    size: int
    outcome: str
    reason: str
    state: str


@dataclass(frozen=True)
class Counted:
    """The workbook that last counted for a branch in a period (2023Q3)."""

    period: str
    branch_code: str
    sha256: str


class Ledger:
    """An open ledger; every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open, migrated connection."""
        self._connection = connection

    def begin_run(self, period: str, versions: Mapping[str, str]) -> int:
        """Note that a run of a period (2023Q3) begins; `versions` has program and form. Gives the run's number."""
        with self._connection as connection:
            run = connection.execute(
                "INSERT INTO runs (period, started, program_version, form_version) VALUES (?, ?, ?, ?)",
                (period, _now(), versions["program"], versions["form"]),
            ).lastrowid
        assert run is not None
        return run

    def record(self, run: int, results: Results) -> None:
        """Note what became of every file of the run, and what was explained.

        The same content of a branch keeps its number in the period.
        """
        period = results.settings.period.code
        states = dict(zip(results.branches["submission"], results.branches["state"], strict=True))
        with self._connection as connection:
            numbers = _numbers(connection, period)
            for file in results.submissions.sort_values(["fill_date", "file"]).itertuples(index=False):
                connection.execute(
                    "INSERT INTO submissions (run_id, period, branch_code, number, file, sha256, size, outcome, reason,"
                    " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (run, period, *_named(numbers, file), *_described(file), str(states.get(file.submission, ""))),
                )
            explained = results.explained[["branch_code", "code", "sheet", "digest", "explanation"]]
            connection.executemany(
                "INSERT OR IGNORE INTO explanations (period, branch_code, code, sheet, digest, text, run_id, noted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(period, *row, run, _now()) for row in explained.to_numpy().tolist()],
            )

    def finish_run(self, run: int, exit_code: int) -> None:
        """Note how a run ended."""
        with self._connection as connection:
            connection.execute(
                "UPDATE runs SET finished = ?, exit_code = ? WHERE id = ?", (_now(), int(exit_code), run)
            )

    def latest(self, period: str) -> list[Entry]:
        """The files of the last run of a period that delivered, by branch and number; empty if there is none."""
        rows = self._connection.execute(
            "SELECT run_id, branch_code, number, file, sha256, size, outcome, reason, state FROM submissions"  # noqa: S608 - a constant
            f" WHERE run_id = (SELECT max(id) FROM runs WHERE period = ? AND {_DELIVERED})"
            " ORDER BY branch_code, number, file",
            (period,),
        )
        return [Entry(*row) for row in rows]

    def counted(self) -> list[Counted]:
        """For each period and branch the workbook used in the last delivered run in which the branch counted."""
        states = [state.value for state in State if state.counts]
        counted = f"outcome = ? AND state IN ({', '.join('?' * len(states))})"
        rows = self._connection.execute(
            f"SELECT period, branch_code, sha256, max(run_id) FROM submissions WHERE {counted}"  # noqa: S608 - constants
            f" AND run_id IN (SELECT id FROM runs WHERE {_DELIVERED}) GROUP BY period, branch_code",
            (Outcome.USED.value, *states),
        )
        return [Counted(period, branch, digest) for period, branch, digest, _ in rows]

    def memory(self) -> Memory:
        """What was explained before; the secret is made when it is first asked for."""
        with self._connection as connection:
            connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (_KEY, secrets.token_bytes(32)))
        return _memory(self._connection)

    def note_finals(self, run: int, reports: Mapping[str, Sequence[Figure]]) -> None:
        """Note the figures of the reports that are final in a run; what was final before keeps its figures."""
        with self._connection as connection:
            for report, figures in reports.items():
                made = connection.execute(
                    "INSERT OR IGNORE INTO finals (period, report, run_id) SELECT period, ?, id FROM runs WHERE id = ?",
                    (report, run),
                )
                if made.rowcount > 0:
                    connection.executemany(
                        "INSERT INTO final_figures VALUES (?, ?, ?, ?, ?)",
                        [(made.lastrowid, one.number, one.text, one.source, ";".join(one.rows)) for one in figures],
                    )

    def finals(self, period: str) -> dict[str, tuple[Figure, ...]]:
        """Report (报告/石井村/抓基层党建述职报告.docx) → its figures when it was first final in a delivered run."""
        rows = self._connection.execute(
            "SELECT report, number, text, source, rows FROM finals LEFT JOIN final_figures ON final_id = id"  # noqa: S608 - a constant
            f" WHERE period = ? AND run_id IN (SELECT id FROM runs WHERE {_DELIVERED}) ORDER BY report, number",
            (period,),
        )
        found: dict[str, list[Figure]] = {}
        for report, number, text, source, places in rows:
            figures = found.setdefault(report, [])
            if number is not None:
                figures.append(Figure(number, text, source, tuple(filter(None, places.split(";")))))
        return {report: tuple(figures) for report, figures in found.items()}

    def note_issued(self, period: str, files: Mapping[str, str]) -> None:
        """Note that workbooks of a period are about to be issued: file name → sha256."""
        with self._connection as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO issued VALUES (?, ?, ?)", [(period, *entry) for entry in files.items()]
            )

    def issued(self, period: str) -> set[tuple[str, str]]:
        """(file name, sha256) of every workbook ever issued for a period."""
        rows = self._connection.execute("SELECT file, sha256 FROM issued WHERE period = ?", (period,))
        return {(file, digest) for file, digest in rows}


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger, make or migrate it, close it at the end. Raises LedgerFault."""
    try:
        connection = _connect(path)
    except (OSError, sqlite3.Error) as fault:
        raise LedgerFault(str(path), str(fault)) from fault
    try:
        yield Ledger(connection)
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), str(fault)) from fault
    finally:
        connection.close()


def remembered(path: Path) -> Memory:
    """What was explained before, of a ledger that is only read; nothing where there is none. Raises LedgerFault."""
    if not os.access(path, os.R_OK):
        return Memory()
    try:
        mode = "rw" if os.access(path, os.W_OK) else "ro"  # only a writer can undo what a killed run began
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", timeout=30, uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return _memory(connection) if version >= _WITH_EXPLANATIONS else Memory()
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), str(fault)) from fault


def _memory(connection: sqlite3.Connection) -> Memory:
    secret = connection.execute("SELECT value FROM secrets WHERE name = ?", (_KEY,)).fetchone()
    rows = connection.execute(f"SELECT {', '.join(KNOWN)} FROM explanations ORDER BY id")  # noqa: S608 - constants
    return Memory(secret[0], pd.DataFrame(rows.fetchall(), columns=KNOWN, dtype="str")) if secret else Memory()


def _connect(path: Path) -> sqlite3.Connection:
    """Private from the first moment: the folder 0700, the file 0600 (its journal takes the same rights)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise sqlite3.DatabaseError("它由更新的程序写成，请更新本程序")
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


def _numbers(connection: sqlite3.Connection, period: str) -> dict[str, dict[str, int]]:
    """branch_code → sha256 → number, of everything noted in a period."""
    rows = connection.execute(
        "SELECT branch_code, sha256, min(number) FROM submissions WHERE period = ? AND number IS NOT NULL"
        " GROUP BY branch_code, sha256", (period,),
    )
    numbers: dict[str, dict[str, int]] = {}
    for branch, digest, number in rows:
        numbers.setdefault(branch, {})[digest] = number
    return numbers


def _named(numbers: dict[str, dict[str, int]], file: Any) -> tuple[str, int | None]:
    """Branch and number of a file; a new content takes the next number, noted in `numbers`."""
    if pd.isna(file.branch_code) or not file.branch_code:
        return "", None
    known = numbers.setdefault(file.branch_code, {})
    return file.branch_code, known.setdefault(file.sha256, max(known.values(), default=0) + 1)


def _described(file: Any) -> tuple[str, str, int, str, str]:
    return file.file, file.sha256, int(file.size), str(file.outcome), file.reason


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
