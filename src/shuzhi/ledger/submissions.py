"""Submissions: what a branch handed in over a period, workbook by workbook, and what was found in each."""

import sqlite3
from dataclasses import dataclass

from shuzhi.ledger.schema import DELIVERED
from shuzhi.model.words import Level, Outcome

_SEEN = (
    "SELECT branch_code, number, sha256, file, outcome, submissions.state, fill_date, runs.id, runs.started"  # noqa: S608 - constants
    " FROM submissions JOIN runs ON run_id = runs.id"
    f" WHERE submissions.period = ? AND number IS NOT NULL AND {DELIVERED}"
)


@dataclass(frozen=True)
class Arrived:
    """What came of a branch in a period: how many different workbooks, and the one used last.

    number, fill_date  of that one (2023-10-08, "" = not known); 0 and "" where none was ever used
    """

    count: int
    number: int
    fill_date: str


@dataclass(frozen=True)
class Submission:
    """One workbook of a branch in a period.

    number   from 1 in the order of arrival
    seen     when the first run began that read it, in UTC
    file     where it lay below the inbox then
    outcome  what became of it in the last run that read it; `present` = that was the last run of the period
    state    of the branch when it was last used, "" = it never was
    """

    number: int
    sha256: str
    seen: str
    file: str
    outcome: Outcome
    state: str
    present: bool


@dataclass(frozen=True)
class Noted:
    """One finding of a workbook, as Finding has it."""

    sha256: str
    code: str
    level: Level
    sheet: str
    row: int
    column: int
    field: str
    message: str


@dataclass(frozen=True)
class Submissions:
    """The submissions of an open ledger, of runs that delivered; only read here, Runs.record notes them."""

    connection: sqlite3.Connection

    def arrived(self, period: str) -> dict[str, Arrived]:
        """Branch code → what came of it in a period; branches of which nothing came are left out."""
        found: dict[str, Arrived] = {}
        rows = self.connection.execute(f"{_SEEN} ORDER BY run_id, submissions.id", (period,))
        for code, number, _, _, outcome, _, filled, *_ in rows:
            before = found.get(code, Arrived(0, 0, ""))
            last = (number, filled) if outcome == Outcome.USED else (before.number, before.fill_date)
            found[code] = Arrived(max(before.count, number), *last)
        return found

    def of(self, period: str, branch_code: str) -> list[Submission]:
        """The workbooks of a branch in a period, oldest first."""
        rows = self.connection.execute(
            f"{_SEEN} AND branch_code = ? ORDER BY run_id, outcome = 'used', submissions.id", (period, branch_code)
        ).fetchall()
        (last,) = self.connection.execute(
            f"SELECT max(id) FROM runs WHERE period = ? AND {DELIVERED}", (period,)  # noqa: S608 - constants
        ).fetchone()
        found: dict[int, Submission] = {}
        for _, number, sha256, file, outcome, state, _, run, seen in rows:
            first = found.get(number)
            found[number] = Submission(
                number, sha256, first.seen if first else seen, first.file if first else file, Outcome(outcome),
                state or (first.state if first else ""), run == last,
            )
        return [found[number] for number in sorted(found)]

    def findings(self, period: str, branch_code: str) -> list[Noted]:
        """What was found in every workbook of a branch that was used, in the order found."""
        rows = self.connection.execute(
            'SELECT sha256, code, level, sheet, row, "column", field, message FROM findings'
            " WHERE period = ? AND branch_code = ? ORDER BY rowid", (period, branch_code),
        )
        return [Noted(sha256, code, Level(level), *rest) for sha256, code, level, *rest in rows]
