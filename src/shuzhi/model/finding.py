"""A finding: rule code, level and address of one fault, never the value that stood there."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from shuzhi.model.words import Level

if TYPE_CHECKING:
    import pandas as pd


class Finding(NamedTuple):
    """One fault.

    submission  number of the file in this run
    sheet       standard name of the sheet ("" = the file), field the form's field ("" = the row or sheet)
    row         Excel row, column 1-based Excel column; 0 where there is none
    message     what is wrong; hint: what to do. Both Chinese, both without the cell's content.
    reads       the fields of the row that the rule read, joined by blanks ("" = no more than `field`)
    detail      what only the township may read beside it, such as the name of another branch
    """

    submission: int
    code: str
    level: Level
    sheet: str = ""
    row: int = 0
    field: str = ""
    column: int = 0
    message: str = ""
    hint: str = ""
    reads: str = ""
    detail: str = ""


def findings_frame(findings: Iterable[Finding]) -> "pd.DataFrame":
    """A frame with one row a finding and Finding's fields as columns (also when there is none)."""
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    rows = list(findings)  # numbers come out as int64, which pandas is not asked again
    return pd.DataFrame(rows, columns=list(Finding._fields)) if rows else _none().copy(deep=False)


@cache
def _none() -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - as above

    return pd.DataFrame(columns=list(Finding._fields)).astype(dict.fromkeys(("submission", "row", "column"), "int64"))
