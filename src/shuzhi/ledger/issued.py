"""The workbooks that were issued: what else lies in their folder is somebody's work."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from shuzhi.ledger.transaction import transaction


@dataclass(frozen=True)
class Issued:
    """The issued workbooks of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def note(self, period: str, files: Mapping[str, str]) -> None:
        """Note that workbooks of a period are about to be issued: file name → sha256."""
        with transaction(self.connection) as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO issued VALUES (?, ?, ?)", [(period, *entry) for entry in files.items()]
            )

    def of(self, period: str) -> set[tuple[str, str]]:
        """(file name, sha256) of every workbook ever issued for a period."""
        rows = self.connection.execute("SELECT file, sha256 FROM issued WHERE period = ?", (period,))
        return {(file, digest) for file, digest in rows}
