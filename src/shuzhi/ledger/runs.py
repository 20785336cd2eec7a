"""Runs: when each began, how it ended, what it delivered, and what became of every file and branch."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shuzhi.ledger.moment import moment
from shuzhi.ledger.schema import DELIVERED
from shuzhi.ledger.transaction import transaction
from shuzhi.model.results import Results
from shuzhi.model.standing import Standing
from shuzhi.model.words import Outcome, State

_FILE = "branch_code, number, file, sha256, size, outcome, reason, state, fill_date"
_LATEST = f"(SELECT max(id) FROM runs WHERE period = ? AND {DELIVERED})"  # noqa: S608 - constants


@dataclass(frozen=True)
class Entry:
    """One file in one run.

    number     its number among the branch's files of the period, from 1, the same for the same content;
               None where the branch is unknown
    state      of its branch, if this file was the one used, else ""
    fill_date  填报日期 (2023-10-08), "" = not known
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
    fill_date: str = ""


@dataclass(frozen=True)
class Counted:
    """The workbook that last counted for a branch in a period (2023Q3)."""

    period: str
    branch_code: str
    sha256: str


@dataclass(frozen=True)
class Attempt:
    """When a run began and ended (UTC) and its exit code; "" and None = it is going on, or was killed."""

    began: str
    ended: str
    exit_code: int | None


@dataclass(frozen=True)
class Runs:
    """The runs of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def begin(self, period: str, versions: Mapping[str, str]) -> int:
        """Note that a run of a period (2023Q3) begins; `versions` has program and form. Gives the run's number."""
        with transaction(self.connection) as connection:
            run = connection.execute(
                "INSERT INTO runs (period, started, program_version, form_version) VALUES (?, ?, ?, ?)",
                (period, moment(), versions["program"], versions["form"]),
            ).lastrowid
        assert run is not None
        return run

    def finish(self, run: int, exit_code: int, delivered: Iterable[tuple[str, str, int]] = ()) -> None:
        """Note how a run ended, and the (name, sha256, size) of each zip it delivered."""
        with transaction(self.connection) as connection:
            connection.execute(
                "UPDATE runs SET finished = ?, exit_code = ? WHERE id = ?", (moment(), int(exit_code), run)
            )
            connection.executemany("INSERT INTO deliveries VALUES (?, ?, ?, ?)", [(run, *one) for one in delivered])

    def record(self, run: int, results: Results) -> None:
        """Note what became of every file and branch of the run, and the findings of the files used.

        The same content of a branch keeps its number in the period.
        """
        period = results.settings.period.code
        states = dict(zip(results.branches["submission"], results.branches["state"], strict=True))
        with transaction(self.connection) as connection:
            numbers = _numbers(connection, period)
            for file in results.submissions.sort_values(["fill_date", "file"]).itertuples(index=False):
                connection.execute(
                    f"INSERT INTO submissions (run_id, period, {_FILE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
                    (run, period, *_named(numbers, file), *_described(file), str(states.get(file.submission, "")),
                     _day(file.fill_date)),
                )
            hashes = dict(zip(results.submissions["submission"], results.submissions["sha256"], strict=True))
            _note_standings(connection, run, results, hashes)
            _note_findings(connection, period, results, hashes)

    def repeat(self, run: int, before: int) -> None:
        """Note that a run found every file and branch as the run `before` it did, and delivered the same."""
        with transaction(self.connection) as connection:
            connection.execute(
                f"INSERT INTO submissions (run_id, period, {_FILE}) SELECT ?, period, {_FILE} FROM submissions"  # noqa: S608 - constants
                " WHERE run_id = ? ORDER BY id", (run, before),
            )
            connection.execute(
                "INSERT INTO standings SELECT ?, branch_code, state, late, through, sha256 FROM standings"
                " WHERE run_id = ? ORDER BY rowid", (run, before),
            )

    def latest_run(self, period: str) -> int | None:
        """The number of the last run of a period that delivered; None if there is none."""
        (number,) = self.connection.execute(f"SELECT {_LATEST}", (period,)).fetchone()
        return None if number is None else int(number)

    def delivered(self, run: int) -> list[tuple[str, str, int]]:
        """The (name, sha256, size) of each zip that a run delivered, in no order that says anything."""
        rows = self.connection.execute("SELECT name, sha256, size FROM deliveries WHERE run_id = ?", (run,))
        return [(name, sha256, size) for name, sha256, size in rows]

    def latest(self, period: str) -> list[Entry]:
        """The files of the last run of a period that delivered, by branch and number; empty if there is none."""
        rows = self.connection.execute(
            f"SELECT run_id, {_FILE} FROM submissions WHERE run_id = {_LATEST} ORDER BY branch_code, number, file",  # noqa: S608 - constants
            (period,),
        )
        return [Entry(*row) for row in rows]

    def last(self, period: str, *, delivered: bool) -> Attempt | None:
        """The last run of a period, or the last one that delivered; None if there is none."""
        row = self.connection.execute(
            "SELECT started, ifnull(finished, ''), exit_code FROM runs"  # noqa: S608 - constants
            f" WHERE period = ? AND ({DELIVERED if delivered else 'TRUE'}) ORDER BY id DESC LIMIT 1", (period,),
        ).fetchone()
        return Attempt(*row) if row else None

    def standings(self, period: str) -> list[Standing]:
        """Where every branch stood after the last run of a period that delivered, in the order of the roster then."""
        rows = self.connection.execute(
            f"SELECT branch_code, state, late, through, sha256 FROM standings WHERE run_id = {_LATEST} ORDER BY rowid",  # noqa: S608 - constants
            (period,),
        )
        return [Standing(code, State(state), bool(late), *rest) for code, state, late, *rest in rows]

    def counted(self) -> list[Counted]:
        """For each period and branch the workbook used in the last delivered run in which the branch counted."""
        states = [state.value for state in State if state.counts]
        counted = f"outcome = ? AND state IN ({', '.join('?' * len(states))})"
        rows = self.connection.execute(
            f"SELECT period, branch_code, sha256, max(run_id) FROM submissions WHERE {counted}"  # noqa: S608 - constants
            f" AND run_id IN (SELECT id FROM runs WHERE {DELIVERED}) GROUP BY period, branch_code",
            (Outcome.USED.value, *states),
        )
        return [Counted(period, branch, digest) for period, branch, digest, _ in rows]


def _note_standings(connection: sqlite3.Connection, run: int, results: Results, hashes: Mapping[int, str]) -> None:
    columns = ["branch_code", "state", "late", "through", "submission"]
    connection.executemany(
        "INSERT INTO standings VALUES (?, ?, ?, ?, ?, ?)",
        [
            (run, code, str(state), int(late), through, hashes.get(submission, ""))
            for code, state, late, through, submission in results.branches[columns].to_numpy().tolist()
        ],
    )


def _note_findings(connection: sqlite3.Connection, period: str, results: Results, hashes: Mapping[int, str]) -> None:
    """The findings of each file used; what an earlier run found in the same content is replaced."""
    used = results.branches.loc[results.branches["submission"] >= 0, ["branch_code", "submission"]]
    keys = {number: (period, code, hashes[number]) for code, number in used.to_numpy().tolist()}
    columns = ["submission", "code", "level", "sheet", "row", "column", "field", "message"]
    connection.executemany("DELETE FROM findings WHERE period = ? AND branch_code = ? AND sha256 = ?", keys.values())
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*keys[number], *map(_plain, rest)) for number, *rest in results.findings[columns].to_numpy().tolist()
         if number in keys],
    )


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


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
    if not isinstance(file.branch_code, str) or not file.branch_code:
        return "", None
    known = numbers.setdefault(file.branch_code, {})
    return file.branch_code, known.setdefault(file.sha256, max(known.values(), default=0) + 1)


def _described(file: Any) -> tuple[str, str, int, str, str]:
    return file.file, file.sha256, int(file.size), str(file.outcome), file.reason


def _day(value: Any) -> str:
    return "" if value is None or value != value else value.date().isoformat()  # noqa: PLR0124 - NaT
