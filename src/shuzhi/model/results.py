"""What a run knows after the join: small frames that summary, data, page and ledger are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from shuzhi.model.finding import findings_frame
from shuzhi.model.origin import Amendment, Origins
from shuzhi.model.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


def _none_explained() -> "pd.DataFrame":
    frame = findings_frame(())
    return frame.assign(**dict.fromkeys(("branch_code", "file", "digest", "explanation"), frame["message"]))


EARLIER = ["period", "branch_code", "name", "value", "numerator", "denominator"]


def _none_earlier() -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    return pd.DataFrame(columns=EARLIER, dtype="str").astype(dict.fromkeys(EARLIER[3:], "float64"))


@dataclass(frozen=True)
class Results:
    """The joined run.

    submissions  submission, file, sha256, size, branch_code, fill_date (datetime64[s]), outcome (Outcome's value),
                 reason: one row a file of the inbox
    branches     branch_code, place, full_name, short_name, org_type, unit_type, state (State's value), late (bool),
                 submission (-1 = none), file, coverage_start, coverage_end, as_of (datetime64[s]), errors, warnings,
                 notices (int64), through (code of the 总支 in whose workbook the rows of a branch without one stand,
                 else ""): one row a branch of the roster, in its order
    findings     Finding's columns plus branch_code and file ("" where unknown), in the order of findings.csv
    indicators   branch_code, scope (own|all), name, title, value, unit, numerator, denominator, rows (texts as
                 categories); totals carry branch_code TOTAL; only branches whose state counts
    frames       sheet name → tall frame (see Tables) plus branch_code, of branches whose state counts; never `members`
    as_of        the day of --as-of, None where each workbook's own 办理情况截至日期 counts
    origins      submission → where the rows of a workbook put together from those of the quarters come from
    amended      submission → what changed in its quarters since their reports were made
    suggestions  (branch_code, text) of every problem that the data suggests
    remarks      what the office should know of this run's approvals, 定稿 and volume, one line each
    explained    warnings that are silent since the branch explained them: as findings, plus digest and explanation
                 (the text)
    earlier      EARLIER: the indicators (scope own, without 本年累计) of earlier periods of the same kind (2023Q2),
                 oldest first, of each branch that may be compared with now, and of the township (TOTAL)
    """

    settings: Settings
    submissions: "pd.DataFrame"
    branches: "pd.DataFrame"
    findings: "pd.DataFrame"
    indicators: "pd.DataFrame"
    frames: "Mapping[str, pd.DataFrame]"
    as_of: date | None
    explained: "pd.DataFrame" = field(default_factory=_none_explained)
    origins: Mapping[int, Origins] = field(default_factory=dict)
    amended: Mapping[int, tuple[Amendment, ...]] = field(default_factory=dict)
    suggestions: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    earlier: "pd.DataFrame" = field(default_factory=_none_earlier)
