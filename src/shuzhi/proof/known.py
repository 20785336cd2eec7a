"""What the output linter knows of a branch, the same for all its reports."""

from dataclasses import dataclass

from shuzhi.model.facts import Facts
from shuzhi.model.tables import Scalar
from shuzhi.proof.masking import typed_texts
from shuzhi.proof.times import Days, days_of


@dataclass(frozen=True)
class Known:
    """What a branch typed as it may be printed, longest first, and the days that its reports may name."""

    typed: tuple[str, ...]
    days: Days


def known_of(facts: Facts) -> Known:
    """From the facts of any of its reports, or of none yet."""
    cells: dict[str, set[tuple[str, Scalar]]] = {"branches": {*facts.items.items()}}
    for rows in facts.rows.values():
        for row in rows:
            cells.setdefault(row.sheet, set()).update(row.values.items())
    return Known(typed_texts(cells, facts), days_of(cells, facts))
