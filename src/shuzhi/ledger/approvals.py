"""Approvals (审定): which workbook of a branch the secretary signed for, until it is reopened."""

import sqlite3
from dataclasses import dataclass

from shuzhi.ledger.moment import moment
from shuzhi.ledger.transaction import transaction


@dataclass(frozen=True)
class Approval:
    """One approval of a branch in a period; reopened "" = it holds."""

    sha256: str
    approved: str
    reopened: str


@dataclass(frozen=True)
class Approvals:
    """The approvals of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def approve(self, period: str, branch_code: str, sha256: str) -> bool:
        """Approve the workbook of a branch in a period (2023Q3); False where it is approved already."""
        with transaction(self.connection) as connection:
            made = connection.execute(
                "INSERT OR IGNORE INTO approvals (period, branch_code, sha256, approved) VALUES (?, ?, ?, ?)",
                (period, branch_code, sha256, moment()),
            )
        return made.rowcount > 0

    def reopen(self, period: str, branch_code: str) -> bool:
        """Take an approval back; False where there is none."""
        with transaction(self.connection) as connection:
            changed = connection.execute(
                "UPDATE approvals SET reopened = ? WHERE period = ? AND branch_code = ? AND reopened IS NULL",
                (moment(), period, branch_code),
            )
        return changed.rowcount > 0

    def of(self, period: str) -> dict[str, str]:
        """Branch code → sha256 of the workbook that is approved in a period."""
        rows = self.connection.execute(
            "SELECT branch_code, sha256 FROM approvals WHERE period = ? AND reopened IS NULL", (period,)
        )
        return dict(rows.fetchall())

    def history(self, period: str, branch_code: str) -> list[Approval]:
        """Every approval of a branch in a period, oldest first."""
        rows = self.connection.execute(
            "SELECT sha256, approved, ifnull(reopened, '') FROM approvals"
            " WHERE period = ? AND branch_code = ? ORDER BY id", (period, branch_code),
        )
        return [Approval(*row) for row in rows]
