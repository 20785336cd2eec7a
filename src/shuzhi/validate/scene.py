"""What a rule sees: the tall tables of a chunk, and small ways to look across them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from shuzhi.form import Form
from shuzhi.model.explanation import Memory
from shuzhi.model.settings import Settings
from shuzhi.model.tables import Tables
from shuzhi.validate.past import Past


@dataclass(frozen=True)
class Scene:
    """The chunk a rule is applied to.

    branch_codes  submission → branch code of the roster; as_of: the day of --as-of, or None
    threshold     the township's threshold of the rule at hand, or the rule's own
    memory        what was explained before
    doubted       a field of 支部信息 → the submissions in which it is suspect: their rows do not see it
    past          what the branches' last workbooks say
    """

    tables: Tables
    form: Form
    settings: Settings
    branch_codes: Mapping[int, str]
    as_of: date | None = None
    threshold: float = 0.0
    memory: Memory = field(default_factory=Memory)
    doubted: Mapping[str, frozenset[int]] = field(default_factory=dict)
    past: Past = field(default_factory=Past)

    def __getitem__(self, sheet: str) -> pd.DataFrame:
        """The tall frame of a sheet."""
        return self.tables.frames[sheet]

    def last(self, sheet: str) -> pd.DataFrame:
        """The frame of a sheet in the last workbooks; without rows where nothing is known of them."""
        return self.past.tables.frames[sheet] if self.past.tables else self[sheet].iloc[:0]

    @cached_property
    def handed_over(self) -> frozenset[int]:
        """The submissions of branches that went into another before the coverage was over."""
        until = self.settings.coverage.end
        gone = {branch.code for branch in self.settings.branches if branch.handed_over(until)}
        return frozenset(number for number, code in self.branch_codes.items() if code in gone)

    def having(self, sheet: str, field: str = "") -> pd.Series:
        """The submissions whose workbook has the column or item (the sheet at all, if no field is named)."""
        columns = self.tables.columns
        here = columns["sheet"] == sheet
        return columns.loc[here & (columns["field"] == field) if field else here, "submission"]

    def branch(self, field: str, frame: pd.DataFrame) -> pd.Series:
        """A 支部信息 field of each row's submission, aligned with `frame`; missing where it is suspect."""
        facts = self.tables.facts[field]
        if field in self.doubted:
            facts = facts[~facts.index.isin(self.doubted[field])]
        return facts.reindex(frame["submission"]).set_axis(frame.index)

    def as_of_days(self, frame: pd.DataFrame) -> pd.Series:
        """办理情况截至日期 (or --as-of) of each row's submission."""
        if self.as_of is None:
            return self.own_as_of(frame)
        return pd.Series(pd.Timestamp(self.as_of), index=frame.index)

    def own_as_of(self, frame: pd.DataFrame) -> pd.Series:
        """办理情况截至日期 of each row's submission; missing where it lies before the coverage (a slip of the year)."""
        days = self.branch("as_of", frame)
        return days.mask(days < self.branch("coverage_start", frame))


def is_branch_kind(org_type: pd.Series) -> pd.Series:
    """True for the kinds of 支部 (not 党总支, 党委, nor unknown)."""
    return org_type.isin(["党支部", "联合党支部", "流动党员党支部", "临时党支部"])
