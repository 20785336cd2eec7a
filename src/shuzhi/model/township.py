"""The township as one that reports: its own reports, and what each is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.model.place import TAKEN
from shuzhi.model.settings import Branch, ReportKind, Settings

CODE = "TOWNSHIP"  # in the identity of its reports, in place of a branch's code


@dataclass(frozen=True, kw_only=True)
class TownshipFacts(Facts):
    """One report of the township. `branch` is the township itself, `children` the branches that count.

    rows      meetings, works, problems, texts: the township's own rows that belong in this report
    own       empty; `all`: the totals of the branches that count, without rows
    superior  to whom it reports, "" where 乡镇台账 does not say
    expected  the branches of the roster
    values    code of a branch that counts → its own indicators by name
    behind    code of a rule → codes of the counting branches that it reminds of something
    partial   codes of the counting branches that lack a quarter of the half year or year
    same_day  whether all of them give the state of things on `as_of`
    standing  code of every branch of the roster → its state in a word or two: 通过, 未报送, 由总支填报
    subtotals unit type (村 …) → the totals of the branches of that type that count, without rows
    """

    superior: str = ""
    expected: tuple[Branch, ...] = ()
    values: Mapping[str, Mapping[str, Indicator]] = field(default_factory=dict)
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partial: tuple[str, ...] = ()
    same_day: bool = True
    standing: Mapping[str, str] = field(default_factory=dict)
    subtotals: Mapping[str, Mapping[str, Indicator]] = field(default_factory=dict)

    @property
    def personal(self) -> bool:
        """Whether one person reports on their own work."""
        return bool(self.kind.speaker)


def office(settings: Settings) -> Branch:
    """The township in the place of a branch: code CODE, its folder 报告/乡镇."""
    name = settings.committee or settings.township
    return Branch(CODE, name, settings.township, TAKEN[0], "党委", "", aliases=(settings.township,))


def kinds(settings: Settings) -> tuple[ReportKind, ...]:
    """The township's own reports of this period, in the order of 报告."""
    return tuple(
        kind for kind in settings.reports
        if kind.of_township and (not kind.period_kinds or settings.period.kind in kind.period_kinds)
    )


def reports(settings: Settings) -> Iterator[tuple[Branch, ReportKind]]:
    """Every report that the period can have: the township's own, then those of the branches in the roster's order."""
    own = office(settings)
    yield from ((own, kind) for kind in kinds(settings))
    yield from ((branch, kind) for branch in settings.branches for kind in settings.reports_for(branch))
