"""What is known of earlier periods: the indicators of the branches that counted in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from shuzhi.model.period import Coverage, Period

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ["period", "branch_code", "sha256", "coverage_start", "coverage_end"]
VALUES = ["period", "branch_code", "scope", "name", "value", "numerator", "denominator", "rows"]


class Amount(NamedTuple):
    """One value of one branch in one period; the parts of a rate; NaN = empty; `rows` as in indicators.csv."""

    value: float
    numerator: float
    denominator: float
    rows: str = ""


class Earlier(NamedTuple):
    """An earlier period that another may be compared with: the days counted then, indicator name → amount."""

    period: Period
    days: Coverage
    amounts: Mapping[str, Amount]


def _counts(rows: Sequence[Sequence[object]] = ()) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    return pd.DataFrame(rows, columns=COUNTS, dtype="str")


def _values(rows: Sequence[Sequence[object]] = ()) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    numbers = VALUES[4:7]
    return pd.DataFrame(rows, columns=VALUES).astype(
        {name: "float64" if name in numbers else "str" for name in VALUES}
    )


@dataclass(frozen=True)
class History:
    """What the ledger knows of all periods.

    counts  COUNTS: one row a period (2023Q3) and branch that counted in it; days as ISO text
    values  VALUES: its indicators, and the township's (branch_code TOTAL)
    """

    counts: "pd.DataFrame" = field(default_factory=_counts)
    values: "pd.DataFrame" = field(default_factory=_values)

    def coverage(self, period: Period, branch_code: str) -> Coverage | None:
        """The days that a branch counted in a period; None where it did not count."""
        return self._coverages.get((period.code, branch_code))

    def amounts(self, period: Period, branch_code: str, scope: str) -> Mapping[str, Amount]:
        """Indicator name → amount of a branch in a period; empty where it did not count."""
        return self._amounts.get((period.code, branch_code, scope), {})

    @cached_property
    def _coverages(self) -> Mapping[tuple[str, str], Coverage]:
        return {
            (period, code): Coverage(date.fromisoformat(start), date.fromisoformat(end))
            for period, code, start, end in self.counts[["period", "branch_code", *COUNTS[3:]]].itertuples(index=False)
            if start and end
        }

    @cached_property
    def _amounts(self) -> Mapping[tuple[str, str, str], Mapping[str, Amount]]:
        found: dict[tuple[str, str, str], dict[str, Amount]] = {}
        for period, code, scope, name, *amounts in self.values[VALUES].itertuples(index=False, name=None):
            found.setdefault((period, code, scope), {})[name] = Amount(*amounts)
        return found


def history(counts: Sequence[Sequence[object]], values: Sequence[Sequence[object]]) -> History:
    """What these rows of COUNTS and of VALUES say."""
    return History(_counts(counts), _values(values))
