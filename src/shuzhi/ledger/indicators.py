"""Indicators of the periods in which branches counted: what later periods are compared with and added up from."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from shuzhi.ledger.digest import digest
from shuzhi.ledger.schema import DELIVERED
from shuzhi.ledger.transaction import transaction
from shuzhi.model.history import COUNTS, VALUES, History, history
from shuzhi.model.results import Results

if TYPE_CHECKING:
    import pandas as pd

_KEPT = ["branch_code", "scope", "name", "value", "numerator", "denominator", "rows"]
_AT_ONCE = 10_000  # rows


@dataclass(frozen=True)
class Indicators:
    """The indicators of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def note(self, run: int, results: Results) -> None:
        """Note the indicators of every branch that counts in a run, and the township's; they replace those before.

        A branch that no longer counts (its new workbook is at fault) keeps what it had.
        """
        period = results.settings.period.code
        hashes = dict(zip(results.submissions["submission"], results.submissions["sha256"], strict=True))
        there = results.branches[results.branches["branch_code"].isin(results.indicators["branch_code"])]
        columns = ["branch_code", "submission", "coverage_start", "coverage_end"]
        counts = [
            (run, period, code, hashes.get(number, ""), _day(start), _day(end))
            for code, number, start, end in there[columns].itertuples(index=False, name=None)
        ]
        values = results.indicators
        with transaction(self.connection) as connection:
            connection.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?, ?)", counts)
            connection.executemany(
                "DELETE FROM indicators WHERE period = ? AND branch_code = ?",
                [(period, code) for code in values["branch_code"].unique().tolist()],
            )
            connection.executemany(
                "INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                _lines(period, values),
            )

    def history(self, period: str) -> History:
        """What is known of the other periods of this one's year (2023Q3) and of the year before, once delivered."""
        counts, values = self._others(period)
        return history(counts.fetchall(), values.fetchall())

    def digest(self, period: str) -> str:
        """Of all that `history` gives."""
        return digest(*self._others(period))

    def _others(self, period: str) -> tuple[sqlite3.Cursor, sqlite3.Cursor]:
        """The rows of COUNTS and of VALUES."""
        years = int(period[:4]) - 1, int(period[:4])
        others = "period != ? AND CAST(substr(period, 1, 4) AS INTEGER) BETWEEN ? AND ?"
        counts = self.connection.execute(
            f"SELECT {', '.join(COUNTS)} FROM counts WHERE run_id IN (SELECT id FROM runs WHERE {DELIVERED})"  # noqa: S608 - constants
            f" AND {others} ORDER BY period, branch_code",
            (period, *years),
        )
        values = self.connection.execute(
            f"SELECT {', '.join(VALUES)} FROM indicators WHERE {others}"  # noqa: S608 - constants
            " ORDER BY period, branch_code, scope, name",
            (period, *years),
        )
        return counts, values


def _day(value: "pd.Timestamp | None") -> str:
    return "" if value is None or value != value else value.date().isoformat()  # noqa: PLR0124 - NaT


def _lines(period: str, values: "pd.DataFrame") -> Iterator[tuple[Any, ...]]:
    """The period and the rows (_KEPT), some at a time: as plain values all together take much memory."""
    for start in range(0, len(values), _AT_ONCE):
        part = values.iloc[start : start + _AT_ONCE]
        yield from zip(repeat(period), *(_plain(part[name].tolist()) for name in _KEPT))


def _plain(values: list[Any]) -> list[Any]:
    """The values of a column, None for NaN."""
    return [None if value != value else value for value in values]  # noqa: PLR0124 - so NaN is told
