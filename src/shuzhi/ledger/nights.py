"""Nights: what the nightly batch began for which business day, and how it ended."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from shuzhi.ledger.moment import moment
from shuzhi.ledger.transaction import transaction


@dataclass(frozen=True)
class Night:
    """One attempt of a business day; exit_code None = it never ended (a machine that went down, a kill)."""

    day: date
    began: str
    ended: str | None
    exit_code: int | None


@dataclass(frozen=True)
class Nights:
    """The nights of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def begin(self, day: date) -> int:
        """Note that the batch of a business day begins; gives the number of the attempt."""
        with transaction(self.connection) as connection:
            number = connection.execute(
                "INSERT INTO nights (day, began) VALUES (?, ?)", (day.isoformat(), moment())
            ).lastrowid
        assert number is not None
        return number

    def end(self, number: int, exit_code: int) -> None:
        """Note how an attempt ended."""
        with transaction(self.connection) as connection:
            connection.execute(
                "UPDATE nights SET ended = ?, exit_code = ? WHERE id = ?", (moment(), int(exit_code), number)
            )

    def drop(self, number: int) -> None:
        """Forget an attempt that did not come to begin: another run was going on."""
        with transaction(self.connection) as connection:
            connection.execute("DELETE FROM nights WHERE id = ?", (number,))

    def of(self, day: date) -> tuple[Night, ...]:
        """The attempts of a business day, oldest first."""
        rows = self.connection.execute(
            "SELECT day, began, ended, exit_code FROM nights WHERE day = ? ORDER BY id", (day.isoformat(),)
        )
        return tuple(Night(date.fromisoformat(text), *rest) for text, *rest in rows)
