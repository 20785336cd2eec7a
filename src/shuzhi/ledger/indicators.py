"""Indicators of the periods in which branches counted: what later periods are compared with and added up from."""

import sqlite3
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pandas as pd

from shuzhi.ledger.schema import DELIVERED
from shuzhi.ledger.transaction import transaction
from shuzhi.model.history import COUNTS, VALUES, History
from shuzhi.model.results import Results

_KEPT = ["branch_code", "scope", "name", "value", "numerator", "denominator", "rows"]


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
        lists = [_plain(values[name].tolist()) for name in _KEPT]
        with transaction(self.connection) as connection:
            connection.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?, ?)", counts)
            connection.executemany(
                "DELETE FROM indicators WHERE period = ? AND branch_code = ?",
                [(period, code) for code in values["branch_code"].unique().tolist()],
            )
            connection.executemany(
                "INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                zip(repeat(period), *lists),
            )

    def history(self, period: str) -> History:
        """What is known of the other periods of this one's year (2023Q3) and of the year before, once delivered."""
        years = int(period[:4]) - 1, int(period[:4])
        others = "period != ? AND CAST(substr(period, 1, 4) AS INTEGER) BETWEEN ? AND ?"
        counts = self.connection.execute(
            f"SELECT {', '.join(COUNTS)} FROM counts WHERE run_id IN (SELECT id FROM runs WHERE {DELIVERED})"  # noqa: S608 - constants
            f" AND {others} ORDER BY period, branch_code",
            (period, *years),
        ).fetchall()
        values = self.connection.execute(
            f"SELECT {', '.join(VALUES)} FROM indicators WHERE {others}"  # noqa: S608 - constants
            " ORDER BY period, branch_code, scope, name",
            (period, *years),
        ).fetchall()
        frame = pd.DataFrame(values, columns=VALUES)
        numbers = dict.fromkeys(["value", "numerator", "denominator"], "float64")
        texts = dict.fromkeys([name for name in VALUES if name not in numbers], "str")
        return History(pd.DataFrame(counts, columns=COUNTS, dtype="str"), frame.astype(numbers | texts))


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else value.date().isoformat()


def _plain(values: list[Any]) -> list[Any]:
    """The values of a column, None for NaN."""
    return [None if value != value else value for value in values]  # noqa: PLR0124 - so NaN is told
