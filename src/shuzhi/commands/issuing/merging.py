"""Branches that went into another: who takes over their members and open rows, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shuzhi.commands.last import earlier
from shuzhi.ledger import Counted
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings


@dataclass(frozen=True)
class Merged:
    """A closed branch, the branch of today that has taken its place, and the day since when it has."""

    branch: Branch
    into: Branch
    since: date
    steps: tuple[tuple[str, date], ...]

    def is_reached(self, last: Mapping[str, Counted]) -> bool:
        """Whether a branch on the way counted in a period that reached the day: it may have taken the rows over.

        last  branch code → its last workbook that counted
        """
        return any(
            code in last and (period := Period.parse(last[code].period)) is not None and period.days.end >= day
            for code, day in self.steps
        )


def roster(settings: Settings) -> tuple[Branch, ...]:
    """Every branch of 支部名册."""
    return (*settings.branches, *settings.former)


def merged(settings: Settings) -> dict[str, Merged]:
    """Code → each branch merged into another before the period is over, over any number of steps.

    A ring, and a branch whose successor does not stand, lead nowhere and are left out.
    """
    known = {branch.code: branch for branch in roster(settings)}
    until = max(settings.coverage.end, settings.period.days.end)
    found = {}
    for branch in known.values():
        steps: list[tuple[str, date]] = []
        own, since = branch, date.min
        while own.closed and own.closed <= until and own.merged_into in known and len(steps) < len(known):
            since, own = max(since, own.closed), known[own.merged_into]
            steps.append((own.code, since))
        ends = settings.branch(own.code) and not (own.closed and own.closed <= until and own.merged_into)
        if steps and ends:
            found[branch.code] = Merged(branch, own, since, tuple(steps))
    return found


def last_workbooks(counted: Iterable[Counted], settings: Settings, ways: Mapping[str, Merged]) -> dict[str, Counted]:
    """Code → the workbook that a branch, or the one that took its place, carries on from (see `earlier`).

    Of a closed branch the last of a period that ended before it was closed, as long as its successor has not reported
    since: in its workbook of the period of closing everything may have gone into its successor's.
    """
    known = list(counted)
    found = earlier(known, settings.period)
    for code, way in ways.items():
        if way.is_reached(found):
            continue
        day = way.branch.closed
        own = [
            one for one in known
            if one.branch_code == code and day and (period := Period.parse(one.period)) and period.days.end < day
        ]
        found |= earlier(own, settings.period)
    return found
