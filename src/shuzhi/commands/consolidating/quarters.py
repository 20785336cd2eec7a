"""The quarters that a half year or year is put together from."""

from collections.abc import Iterable

from shuzhi.ledger import Counted
from shuzhi.model.period import Period


def quarters(counted: Iterable[Counted], period: Period) -> dict[str, tuple[Counted, ...]]:
    """Branch code → its workbooks that counted in the quarters of a half year or year, in order; {} for a quarter."""
    inside = [one.code for one in period.quarters] if period.kind != "Q" else []
    found: dict[str, list[Counted]] = {}
    for one in sorted(counted, key=lambda one: one.period):
        if one.period in inside:
            found.setdefault(one.branch_code, []).append(one)
    return {code: tuple(those) for code, those in found.items()}
