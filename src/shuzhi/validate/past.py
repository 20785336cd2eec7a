"""What the last workbook that counted says: the period before, for rules that look across periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from shuzhi.model.period import Period
from shuzhi.model.tables import Tables

AMOUNTS = ["submission", "name", "value"]


def _amounts() -> pd.DataFrame:
    return pd.DataFrame(columns=AMOUNTS).astype({"submission": "int64", "name": "str", "value": "float64"})


@dataclass(frozen=True)
class Past:
    """The last workbooks of a chunk's branches.

    tables   under the number of the branch's file in this run; None = nothing is known of any
    periods  submission → the period of its last workbook; a submission without one is missing
    amounts  AMOUNTS: the branch's indicators of that period
    """

    tables: Tables | None = None
    periods: Mapping[int, Period] = field(default_factory=dict)
    amounts: pd.DataFrame = field(default_factory=_amounts)

    def amount(self, name: str, submissions: pd.Series) -> "pd.Series[float]":
        """An indicator of the last period of each submission, aligned with `submissions`."""
        named = self.amounts[self.amounts["name"] == name].set_index("submission")["value"]
        return submissions.map(named).astype("float64")

    def labels(self, submissions: pd.Series) -> pd.Series:
        """2023年第三季度 for each submission; missing where there is no last workbook."""
        return submissions.map({number: one.label for number, one in self.periods.items()}).astype(object)

    def same(self, submissions: pd.Series, period: Period, *, kind: bool) -> pd.Series:
        """Whether the last workbook is of the same year as the period, or (`kind`) of the same kind."""
        alike = {
            number: one.kind == period.kind if kind else one.year == period.year
            for number, one in self.periods.items()
        }
        return submissions.map(alike).eq(other=True)
