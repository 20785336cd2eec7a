"""Where the branches of the roster stand in a period, and how many stand where."""

from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.model.words import State


@dataclass(frozen=True)
class Standing:
    """One branch after a run.

    through  code of the 总支 in whose workbook its rows stand, "" = it hands in by itself
    sha256   of the workbook used, "" = none
    """

    branch_code: str
    state: State
    late: bool
    through: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Tally:
    """How many branches stand where; `expected` is all of them, and the states add up to it."""

    expected: int
    states: dict[State, int]
    late: int

    @property
    def received(self) -> int:
        """Branches of which something was handed in, whatever became of it."""
        return self.expected - self.states[State.MISSING]


def tally(standings: Iterable[Standing]) -> Tally:
    """Count the branches of a roster by state."""
    found = list(standings)
    states = {state: sum(one.state is state for one in found) for state in State}
    return Tally(len(found), states, sum(one.late for one in found))
