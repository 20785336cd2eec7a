"""What a run is made from, gathered when it begins."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shuzhi.cache import Cache
from shuzhi.commands.last import kept_before
from shuzhi.commands.running.batch import Known
from shuzhi.commands.running.before import Question, question
from shuzhi.commands.running.signed import signed
from shuzhi.intake.find import Found, find
from shuzhi.intake.settled import at_rest
from shuzhi.ledger import Ledger
from shuzhi.model.settings import Settings
from shuzhi.workspace import Workspace


@dataclass(frozen=True)
class Asked:
    """What was asked of a run.

    said    all that the delivery depends on, and the day
    settle  see intake.settled
    secret  the delivery is to be encrypted: it is another one every time
    """

    said: tuple[object, ...]
    settle: float = 0.0
    secret: bool = False


@dataclass(frozen=True)
class Inputs:
    """What a run is made from.

    found     the files: those of the inbox, and approved workbooks that lie there no more
    known     makes frames: only for a run that needs them
    lost      what the office should know of approved workbooks
    question  all of it, to know it again; `ask` asks it once more: what changes while a run goes on is no answer
    """

    settings: Settings
    known: Callable[[], Known]
    found: tuple[Found, ...]
    lost: tuple[str, ...]
    cache: Cache
    question: Question
    ask: Callable[[], Question]


def gathered(workspace: Workspace, settings: Settings, ledger: Ledger, asked: Asked, cache: Cache) -> Inputs:
    """Look at everything that a run is made from. InboxMissing where the inbox can't be listed (any more)."""
    period = settings.period
    finals, approved = ledger.finals.of(period.code), ledger.approvals.of(period.code)
    last = kept_before(ledger.runs.counted(), period, workspace.archive)
    past = (
        ledger.explanations.digest(), ledger.indicators.digest(period.code), finals, approved,
        {code: path.parts[-2:] for code, path in last.items()},
    )
    inbox = _inbox(workspace.inbox(period), asked.settle, optional=period.kind != "Q")
    kept, lost = signed(inbox, settings, approved, workspace.archive)
    found = (*inbox, *kept)
    folders = (workspace.templates, workspace.final(period))
    fixed = not asked.secret and "encrypt" not in settings.switches
    ask = partial(question, found, settings, folders, (*asked.said, lost, past)) if fixed else Question

    def known() -> Known:
        return Known(ledger.explanations.memory(), finals, approved, ledger.indicators.history(period.code), last)

    return Inputs(settings, known, found, lost, cache, ask(), ask)


def _inbox(folder: Path, settle_for: float, *, optional: bool) -> tuple[Found, ...]:
    """The files of the inbox; a half year or year may have none."""
    return at_rest(() if optional and not os.path.lexists(folder) else find(folder), settle_for)
