"""The figures of reports that are final: a 定稿 stands in their place, or their branch is approved."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuzhi.ledger.schema import DELIVERED
from shuzhi.ledger.transaction import transaction
from shuzhi.model.indicator import Figure


@dataclass(frozen=True)
class Finals:
    """The final reports of an open ledger; every method is one transaction."""

    connection: sqlite3.Connection

    def note(self, run: int, reports: Mapping[str, Sequence[Figure]]) -> None:
        """Note the figures of the reports that are final in a run; what was final before keeps its figures."""
        with transaction(self.connection) as connection:
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

    def of(self, period: str) -> dict[str, tuple[Figure, ...]]:
        """Report (报告/石井村/抓基层党建述职报告.docx) → its figures when it was first final in a delivered run."""
        rows = self.connection.execute(
            "SELECT report, number, text, source, rows FROM finals LEFT JOIN final_figures ON final_id = id"  # noqa: S608 - a constant
            f" WHERE period = ? AND run_id IN (SELECT id FROM runs WHERE {DELIVERED}) ORDER BY report, number",
            (period,),
        )
        found: dict[str, list[Figure]] = {}
        for report, number, text, source, places in rows:
            figures = found.setdefault(report, [])
            if number is not None:
                figures.append(Figure(number, text, source, tuple(filter(None, places.split(";")))))
        return {report: tuple(figures) for report, figures in found.items()}
