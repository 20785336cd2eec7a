"""What is asked of a run, and what it came to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from shuzhi.commands.running.encrypting import Password, nobody
from shuzhi.commands.running.ended import Ended
from shuzhi.errors import ExitCode
from shuzhi.model.indicator import Figure
from shuzhi.model.period import Period
from shuzhi.model.results import Results
from shuzhi.model.words import State
from shuzhi.pdf.engine import Engine
from shuzhi.workspace import Workspace


@dataclass(frozen=True)
class RunRequest:
    """What was asked for; None = as 乡镇台账 and the workbooks say.

    engine  LibreOffice: tells on which page a report begins, makes PDFs; None = no page numbers in the contents
    now     the moment that 催报.txt names (aware); None = the clock
    pdf     put a PDF beside each Word document, also where 参数 does not ask for it
    everything  do again what did not change since an earlier run, too
    settle  files younger than so many seconds are looked at again before they are read (see intake.settled)
    cluster  the address of a Dask cluster that does the work in place of processes of this machine
    encrypt the 内部 zip with `password`, also where 参数 does not ask for it; it is asked for only then
    """

    workspace: Workspace
    period: Period | None = None
    as_of: date | None = None
    jobs: int | None = None
    engine: Engine | None = None
    everything: bool = False
    settle: float = 0.0
    now: datetime | None = None
    pdf: bool = False
    cluster: str = ""
    encrypt: bool = False
    password: Password = nobody


@dataclass(frozen=True)
class RunOutcome:
    """What a run delivered: the two zips, what it tells, the templates that could not be used, what is final.

    known   gives what it knows, as frames; of one that repeats another without indicators and rows
    finals  report (报告/石井村/述职报告.docx) of an approved branch, or with a 定稿 in its place → its figures
    encrypted  the 内部 zip opens only with a password
    repeats  the number of the run before that was made from the same and still stands; 0 = all was made and
             published now
    """

    office: Path
    upward: Path
    ended: Ended
    known: Callable[[], Results]
    faults: tuple[str, ...]
    finals: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    encrypted: bool = False
    repeats: int = 0

    @property
    def results(self) -> Results:
        """What it knows."""
        return self.known()

    @property
    def exit_code(self) -> ExitCode:
        """OK only if every branch counts and every template worked."""
        whole = all(State(one.state).counts for one in self.ended.branches)
        return ExitCode.OK if whole and not self.faults else ExitCode.WITH_FAULTS


def at_hand(results: Results) -> Results:
    """What a run knows that has just made it."""
    return results
