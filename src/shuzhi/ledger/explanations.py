"""What branches explained (说明), which the township sees again when the row comes back without it."""

import secrets
import sqlite3
from dataclasses import dataclass

from shuzhi.ledger.digest import digest
from shuzhi.ledger.moment import moment
from shuzhi.ledger.transaction import transaction
from shuzhi.model.explanation import KNOWN, Memory, known
from shuzhi.model.results import Results

_ROWS = f"SELECT {', '.join(KNOWN)} FROM explanations ORDER BY id"  # noqa: S608 - constants
_KEY = "explanations"  # the secret that digests of explained cells are made with


@dataclass(frozen=True)
class Explanations:
    """The explanations of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def note(self, run: int, results: Results) -> None:
        """Note what was explained in a run."""
        explained = results.explained[["branch_code", "code", "sheet", "digest", "explanation"]]
        period = results.settings.period.code
        with transaction(self.connection) as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO explanations (period, branch_code, code, sheet, digest, text, run_id, noted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(period, *row, run, moment()) for row in explained.to_numpy().tolist()],
            )

    def memory(self) -> Memory:
        """What was explained before; the secret is made when it is first asked for."""
        self._with_secret()
        return memory_of(self.connection)

    def digest(self) -> str:
        """Of all that `memory` gives."""
        self._with_secret()
        return digest(_secret(self.connection), self.connection.execute(_ROWS))

    def _with_secret(self) -> None:
        with transaction(self.connection) as connection:
            connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (_KEY, secrets.token_bytes(32)))


def memory_of(connection: sqlite3.Connection) -> Memory:
    """What was explained before; nothing where no secret was made yet."""
    secret = _secret(connection).fetchone()
    return Memory(secret[0], known(connection.execute(_ROWS).fetchall())) if secret else Memory()


def _secret(connection: sqlite3.Connection) -> sqlite3.Cursor:
    return connection.execute("SELECT value FROM secrets WHERE name = ?", (_KEY,))
