"""Tall tables: every sheet of every submission of a chunk as ONE frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Scalar = str | int | float | date | None


@dataclass(frozen=True)
class Tables:
    """What a chunk of submissions says, normalised.

    frames   sheet name → frame with columns submission (int64), row (Excel row, int64) and one column a field of the
             form: str (dtype str), date (datetime64[s]), integer and number (float64); missing is NaN/NaT. A row with
             nothing typed (or only its pre-printed number) is left out. `branches` (支部信息) has one row a submission,
             row 0: the rows of its items stand in `items`.
    items    submission, sheet, field, row: Excel row of each item of 支部信息 that the workbook has
    columns  submission, sheet, field, column: 1-based Excel column of each bound field (支部信息: "note" too, its 说明)
    faulty   submission, sheet, row, field: cells that were filled but not understood (missing in `frames`)
    notes    submission, sheet, row, text: rows whose 说明 is filled, and what it says
    earlier  submission, sheet, number: rows that stood in the branch's workbooks before this one and no longer do
    lacking  submission, period: quarters (2023Q2) that the workbook of a half year or year does not have
    """

    frames: "Mapping[str, pd.DataFrame]"
    items: "pd.DataFrame"
    columns: "pd.DataFrame"
    faulty: "pd.DataFrame"
    notes: "pd.DataFrame"
    earlier: "pd.DataFrame" = field(default_factory=lambda: numbers(()))
    lacking: "pd.DataFrame" = field(default_factory=lambda: quarters(()))

    @cached_property
    def facts(self) -> "pd.DataFrame":
        """支部信息 by submission."""
        return self.frames["branches"].drop_duplicates("submission").set_index("submission")


def numbers(rows: Iterable[tuple[int, str, str]]) -> "pd.DataFrame":
    """Rows by their number: submission, sheet, number."""
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    return pd.DataFrame(rows, columns=["submission", "sheet", "number"]).astype({"submission": "int64"})


def quarters(pairs: Iterable[tuple[int, str]]) -> "pd.DataFrame":
    """Quarters by submission: submission, period (2023Q2)."""
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    return pd.DataFrame(pairs, columns=["submission", "period"]).astype({"submission": "int64", "period": "str"})


class Row(NamedTuple):
    """One row of one sheet for the stages that write: `number` is the Excel row, values by field name, None = blank."""

    sheet: str
    number: int
    values: Mapping[str, Scalar]
