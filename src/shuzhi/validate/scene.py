"""What a rule sees: the tall tables of a chunk, and small ways to look across them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from shuzhi.form import Form
from shuzhi.model.explanation import Memory
from shuzhi.model.settings import Settings
from shuzhi.model.tables import Tables
from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.past import Past
from shuzhi.validate.sheets import Sheet

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Scene:
    """The chunk a rule is applied to.

    branch_codes  submission → branch code of the roster; as_of: the day of --as-of, or None
    threshold     the township's threshold of the rule at hand, or the rule's own
    memory        what was explained before
    doubted       a field of 支部信息 → the submissions in which it is suspect: their rows do not see it
    past          what the branches' last workbooks say
    sheets        the sheets as rules see them; known: what was once looked up for a rule (see `once`). Both fill
                  themselves as rules ask, and stay while no more cells are found suspect.
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
    sheets: dict[str, Sheet] = field(default_factory=dict, init=False, repr=False, compare=False)
    known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, sheet: str) -> Sheet:
        """The rows of a sheet."""
        if sheet not in self.sheets:
            self.sheets[sheet] = Sheet(self.tables.frames[sheet])
        return self.sheets[sheet]

    def doubting(self, doubted: Mapping[str, frozenset[int]]) -> "Scene":
        """The same chunk with these cells of 支部信息 suspect."""
        return self._sharing(replace(self, doubted=doubted), known=doubted == self.doubted)

    def at(self, threshold: float) -> "Scene":
        """The same chunk for a rule with this threshold."""
        same = threshold == self.threshold
        return self if same else self._sharing(replace(self, threshold=threshold), known=True)

    def _sharing(self, other: "Scene", *, known: bool) -> "Scene":
        object.__setattr__(other, "sheets", self.sheets)
        if known:
            object.__setattr__(other, "known", self.known)
        return other

    def last(self, sheet: str) -> pd.DataFrame:
        """The frame of a sheet in the last workbooks; without rows where nothing is known of them."""
        return self.past.tables.frames[sheet] if self.past.tables else self.tables.frames[sheet].iloc[:0]

    @cached_property
    def handed_over(self) -> frozenset[int]:
        """The submissions of branches that went into another before the coverage was over."""
        until = self.settings.coverage.end
        gone = {branch.code for branch in self.settings.branches if branch.handed_over(until)}
        return frozenset(number for number, code in self.branch_codes.items() if code in gone)

    def having(self, sheet: str, field: str = "") -> NDArray[np.int64]:
        """The submissions whose workbook has the column or item (the sheet at all, if no field is named)."""
        return _having(self, sheet, field)

    def branch(self, field: str, frame: Rows) -> Cells:
        """A 支部信息 field of each row's submission, aligned with `frame`; missing where it is suspect."""
        if isinstance(frame, Sheet):
            return _beside(self, field, frame)
        facts = _facts(self, field)
        return facts.at(facts.index.get_indexer(frame["submission"]), frame.index).series

    def as_of_days(self, frame: Rows) -> Cells:
        """办理情况截至日期 (or --as-of) of each row's submission."""
        if self.as_of is None:
            return self.own_as_of(frame)
        days = pd.Series(pd.Timestamp(self.as_of), index=frame.index)
        return Column.of(days.astype("datetime64[s]"), frame.index) if isinstance(frame, Sheet) else days

    def own_as_of(self, frame: Rows) -> Cells:
        """办理情况截至日期 of each row's submission; missing where it lies before the coverage (a slip of the year)."""
        days = self.branch("as_of", frame)
        return days.mask(days < self.branch("coverage_start", frame))


def once(view: Callable[Concatenate[Scene, Asked], Found]) -> Callable[Concatenate[Scene, Asked], Found]:
    """The view looked up once for all rules that ask the same of a scene; it must not heed the threshold."""
    @wraps(view)
    def looked_up(scene: Scene, /, *args: Asked.args, **named: Asked.kwargs) -> Found:
        key = (view, args, tuple(named.items()))
        if key not in scene.known:
            scene.known[key] = view(scene, *args, **named)
        found: Found = scene.known[key]
        return found

    return looked_up


@once
def _having(scene: Scene, sheet: str, field: str) -> NDArray[np.int64]:
    columns = _columns(scene)
    here = columns["sheet"] == sheet
    picked: NDArray[np.bool_] = (here & (columns["field"] == field) if field else here).values
    return np.unique(columns["submission"].values[picked])


@once
def _columns(scene: Scene) -> Sheet:
    return Sheet(scene.tables.columns)


@once
def _facts(scene: Scene, field: str) -> Column:
    """A field of 支部信息 by submission; missing where it is suspect."""
    facts = scene.tables.facts[field]
    if field in scene.doubted:
        facts = facts.mask(facts.index.isin(scene.doubted[field]))
    return Column.of(facts)


@once
def _beside(scene: Scene, field: str, sheet: Sheet) -> Column:
    facts = _facts(scene, field)
    return facts.at(_places(scene, sheet), sheet.index)


@once
def _places(scene: Scene, sheet: Sheet) -> NDArray[np.intp]:
    """The place of each row's submission in 支部信息; -1 = it has none."""
    return scene.tables.facts.index.get_indexer(sheet["submission"].values)


def is_branch_kind(org_type: Cells) -> Cells:
    """True for the kinds of 支部 (not 党总支, 党委, nor unknown)."""
    return org_type.isin(["党支部", "联合党支部", "流动党员党支部", "临时党支部"])
