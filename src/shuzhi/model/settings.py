"""The township's settings as frozen values; workspace reads them from 乡镇台账.xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from shuzhi.model.period import Coverage, Period
from shuzhi.model.tables import Row
from shuzhi.model.words import Audience, Level, Numbering


@dataclass(frozen=True)
class Branch:
    """One line of 支部名册; `place` is the legal, unique name used for its folders and files."""

    code: str
    full_name: str
    short_name: str
    place: str
    org_type: str
    unit_type: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    secretary: str = ""
    contact: str = ""
    leader: str = ""
    founded: date | None = None
    closed: date | None = None
    merged_into: str = ""
    extended_until: date | None = None

    def stands(self, days: Coverage) -> bool:
        """Whether the branch existed on any of these days: neither closed before nor founded after."""
        return not (self.closed and self.closed < days.start) and not (self.founded and self.founded > days.end)

    def handed_over(self, until: date) -> date | None:
        """The day on which another branch took everything over, if that is no later than `until`."""
        return self.closed if self.closed and self.merged_into and self.closed <= until else None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the branch goes by."""
        return tuple(name for name in (self.full_name, self.short_name, *self.aliases) if name)


@dataclass(frozen=True)
class ReportKind:
    """One line of 报告: which template makes which report for whom; empty tuples mean all.

    branches   简称 of the only branches that get it
    needs      sheets that must be filled in for it
    numbering  how headings and items are numbered
    annex      whether the sources of its figures stand behind it
    of_township  the township's own report, made once, from its own rows and all branches' indicators; speaker and
               speaker_post say who gives it, document_date when
    """

    template: str
    name: str
    audience: Audience
    output: str
    org_types: tuple[str, ...] = ()
    unit_types: tuple[str, ...] = ()
    period_kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    numbering: Numbering = Numbering.ARABIC
    annex: bool = False
    of_township: bool = False
    speaker: str = ""
    speaker_post: str = ""
    document_date: date | None = None


@dataclass(frozen=True)
class RuleSetting:
    """One line of 规则: what the township changed of a rule; None = as the rulebook says."""

    code: str
    on: bool = True
    level: Level | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Word:
    """One line of 用语: a word to avoid (禁用, 过时 …), what to write instead, and the dates it is meant for."""

    kind: str
    word: str
    instead: str = ""
    since: date | None = None
    until: date | None = None


    def meant(self, days: Coverage) -> bool:
        """Whether the word is to be avoided in a report on these days."""
        return not (self.since and self.since > days.end) and not (self.until and self.until < days.start)


@dataclass(frozen=True)
class Settings:
    """Everything 乡镇台账.xlsx says.

    committee   the township's own party body, superior of every branch without one in the roster
    contact     whom branch staff ask
    limits      numbers of 参数 by name (days, thresholds)
    local_types 本地叫法: the local word → the standard choice
    switches    names of the switches of 参数 that are on
    own         the township's own rows: sheet name (own_meetings …) → its rows
    former      branches of the roster that stood on none of the days counted: closed before them, or founded after
    nightly     when the batch runs at night, in the township's time zone
    """

    township: str
    superior: str
    period: Period
    coverage: Coverage
    deadline: date | None
    branches: tuple[Branch, ...]
    reports: tuple[ReportKind, ...]
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    local_types: Mapping[str, str] = field(default_factory=dict)
    committee: str = ""
    contact: str = ""
    switches: frozenset[str] = frozenset()
    own: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    former: tuple[Branch, ...] = ()
    nightly: time = time(2)

    def branch(self, code: str) -> Branch | None:
        """The branch of a code."""
        return self._by_code.get(code)

    def children(self, code: str) -> tuple[Branch, ...]:
        """The 支部 below a 总支 or 党委."""
        return self._children.get(code, ())

    def below(self, code: str) -> tuple[Branch, ...]:
        """Every branch below another at any depth, each once, nearest first."""
        found = list(self.children(code))
        for branch in found:  # grows while it is walked: a ring in the roster ends too
            found.extend(child for child in self.children(branch.code) if child not in found and child.code != code)
        return tuple(found)

    def at(self, place: str) -> Branch | None:
        """The branch of a place."""
        return self._by_place.get(place)

    def family(self, code: str) -> tuple[Branch, ...]:
        """The branch, its 总支, the 支部 of either, those that went into any of them."""
        own = self.branch(code)
        heads = [head for head in (own, self.branch(own.parent) if own else None) if head]
        found = dict.fromkeys([*heads, *(child for head in heads for child in self.children(head.code))])
        codes = {branch.code for branch in found}
        return (*found, *(one for one in self._merged if one.merged_into in codes and one not in found))

    def reports_for(self, branch: Branch) -> tuple[ReportKind, ...]:
        """The kinds of report that a branch gets in this period, in the order of 报告."""
        return tuple(
            kind for kind in self.reports
            if not kind.of_township and all(not wanted or own in wanted for wanted, own in (
                (kind.org_types, branch.org_type), (kind.unit_types, branch.unit_type),
                (kind.period_kinds, self.period.kind), (kind.branches, branch.short_name),
            ))
        )

    @cached_property
    def _merged(self) -> tuple[Branch, ...]:
        return tuple(branch for branch in self.branches if branch.merged_into)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Every name of a branch → its code; of several with one name the last."""
        return {name: branch.code for branch in self.branches for name in branch.names}

    @cached_property
    def _by_code(self) -> Mapping[str, Branch]:
        return {branch.code: branch for branch in self.branches}

    @cached_property
    def _by_place(self) -> Mapping[str, Branch]:
        return {branch.place: branch for branch in self.branches}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Branch, ...]]:
        found: dict[str, tuple[Branch, ...]] = {}
        for branch in self.branches:
            if branch.parent:
                found[branch.parent] = (*found.get(branch.parent, ()), branch)
        return found
