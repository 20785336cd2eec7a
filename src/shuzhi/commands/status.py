"""`shuzhi status`: where every branch of the roster stands in a period, as the last delivered run left it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from shuzhi.ledger import Arrived, Attempt, Ledger, open_ledger
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.standing import Standing, Tally, tally
from shuzhi.model.words import State
from shuzhi.workspace import Workspace, load_settings

_NOTHING = Arrived(0, 0, "")


@dataclass(frozen=True)
class BranchStatus:
    """One branch of the roster; standing None = it came into the roster since the last run, or there was none."""

    branch: Branch
    standing: Standing | None
    arrived: Arrived = _NOTHING


@dataclass(frozen=True)
class Status:
    """A period: its branches in the order of the roster, the last run that delivered, the one that failed since."""

    settings: Settings
    branches: tuple[BranchStatus, ...] = ()
    delivered: Attempt | None = None
    failed: Attempt | None = None

    @property
    def tally(self) -> Tally:
        """The branches by state; those not in the last run are left out."""
        return tally(one.standing for one in self.branches if one.standing)

    @property
    def received_rate(self) -> float | None:
        """报送率: branches of which something came, of all expected; None where none is, or none was looked at yet."""
        return self._rate(self.tally.received)

    @property
    def accepted_rate(self) -> float | None:
        """通过率: branches accepted or approved, of all expected."""
        return self._rate(self.tally.states[State.ACCEPTED] + self.tally.states[State.APPROVED])

    def _rate(self, number: int) -> float | None:
        return number / len(self.branches) if self.tally.expected else None


def status(workspace: Workspace, period: Period | None) -> Status:
    """Where the branches stand; nothing is written, and before the first run every branch waits for it."""
    settings = load_settings(workspace, period)
    if not workspace.ledger.exists():
        return Status(settings, tuple(BranchStatus(branch, None) for branch in settings.branches))
    with open_ledger(workspace.ledger) as ledger:
        return status_of(ledger, settings)


def status_of(ledger: Ledger, settings: Settings) -> Status:
    """Where the branches of `settings` stand, by an open ledger."""
    code = settings.period.code
    standings = _now(ledger.runs.standings(code), ledger.approvals.of(code))
    arrived = ledger.submissions.arrived(code)
    last, delivered = (ledger.runs.last(code, delivered=only) for only in (False, True))
    dated = {code: _dated(one, arrived, settings) for code, one in standings.items()}
    branches = tuple(
        BranchStatus(one, dated.get(one.code), arrived.get(one.code, _NOTHING)) for one in settings.branches
    )
    return Status(settings, branches, delivered, None if last == delivered else last)


def _now(standings: list[Standing], approved: Mapping[str, str]) -> dict[str, Standing]:
    """Branch code → where it stands, with what was approved or reopened since the run."""

    def state(one: Standing) -> State:
        if one.state not in (State.ACCEPTED, State.APPROVED):
            return one.state
        return State.APPROVED if approved.get(one.branch_code) == one.sha256 else State.ACCEPTED

    own = {one.branch_code: replace(one, state=state(one)) for one in standings}
    return {
        code: replace(one, state=own[one.through].state) if one.through in own else one for code, one in own.items()
    }


def _dated(one: Standing, arrived: Mapping[str, Arrived], settings: Settings) -> Standing:
    """With 逾期 by the deadline and extension of today's settings; as the run had it where they have no deadline."""
    branch = settings.branch(one.branch_code)
    if branch is None or settings.deadline is None:
        return one
    filled = arrived.get(one.through or one.branch_code, _NOTHING).fill_date
    used = one.state not in (State.MISSING, State.UNREADABLE) and filled
    return replace(one, late=bool(used) and date.fromisoformat(filled) > (branch.extended_until or settings.deadline))
