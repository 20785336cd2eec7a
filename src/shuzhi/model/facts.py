"""What one report is made from: everything it may print, already chosen for the branch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shuzhi.model.finding import Finding
from shuzhi.model.history import Earlier
from shuzhi.model.indicator import Figure, Indicator
from shuzhi.model.origin import NOWHERE, Amendment, Origins
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, ReportKind
from shuzhi.model.tables import Row, Scalar


@dataclass(frozen=True)
class Facts:
    """One branch in one period, for one kind of report.

    items      支部信息 by field name (None or missing = blank); item_rows: field name → Excel row there
    rows       sheet name → its rows in workbook order (会议, 表决事项, 其他工作: only those inside coverage)
    own, all   indicators by name; `all` (a 总支 with its 支部) equals `own` for a branch that has none
    children   the 支部 whose accepted workbooks are in `all`
    draft      True until the branch is approved
    columns    sheet name → field name → 1-based Excel column in the workbook; missing = the standard form's column
    notices    findings of the branch that are no more than notices, in the order of findings.csv
    switches   names of the switches of 参数 that are on
    before     the period before, its amounts to be compared with `all`; None unless both periods are complete
    year_ago   the same for the same period of the year before
    lacking    quarters of a half year or year of which the branch has no workbook that counted
    origins    where its rows come from, if its workbook was put together from those of the quarters
    amended    what changed in the quarters since their reports were made
    final      the figures of this report as it was final before (a 定稿, or approved); None = it never was
    """

    period: Period
    coverage: Coverage
    as_of: date
    township: str
    kind: ReportKind
    branch: Branch
    items: Mapping[str, Scalar]
    item_rows: Mapping[str, int]
    rows: Mapping[str, tuple[Row, ...]]
    own: Mapping[str, Indicator]
    all: Mapping[str, Indicator]
    limits: Mapping[str, float]
    children: tuple[Branch, ...] = ()
    draft: bool = True
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notices: tuple[Finding, ...] = ()
    switches: frozenset[str] = frozenset()
    before: Earlier | None = None
    year_ago: Earlier | None = None
    lacking: tuple[Period, ...] = ()
    origins: Origins = NOWHERE
    amended: tuple[Amendment, ...] = ()
    final: tuple[Figure, ...] | None = None
