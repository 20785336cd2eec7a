"""`shuzhi history BRANCH`: what a branch handed in over a period, and what changed from one workbook to the next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from shuzhi import form
from shuzhi.archive import is_whole, place
from shuzhi.commands.changes import Change, changes
from shuzhi.commands.roster import branch_named
from shuzhi.intake.stage import Source, receive
from shuzhi.ledger import Approval, Ledger, Noted, Submission, open_ledger
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.tables import Tables
from shuzhi.model.words import Level, Outcome
from shuzhi.workspace import Workspace, load_settings


@dataclass(frozen=True)
class Step:
    """From one workbook to the next that was used.

    changes  None = one of them is no longer in the archive, or cannot be read any more
    gone     findings that the later one no longer has; new: those that only it has
    """

    before: int
    after: int
    changes: tuple[Change, ...] | None
    gone: tuple[Noted, ...]
    new: tuple[Noted, ...]


@dataclass(frozen=True)
class BranchHistory:
    """A branch in a period; levels: sha256 of every workbook used → how many findings of each level it had."""

    settings: Settings
    branch: Branch
    submissions: tuple[Submission, ...] = ()
    levels: Mapping[str, Counter[Level]] = field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()
    steps: tuple[Step, ...] = ()


def history(workspace: Workspace, period: Period | None, text: str) -> BranchHistory:
    """What is known of a branch in a period; raises NotFound."""
    settings = load_settings(workspace, period)
    branch = branch_named((*settings.branches, *settings.former), text)
    if not workspace.ledger.exists():
        return BranchHistory(settings, branch)
    with open_ledger(workspace.ledger) as ledger:
        return history_of(ledger, settings, branch, workspace.archive)


def history_of(ledger: Ledger, settings: Settings, branch: Branch, archive: Path) -> BranchHistory:
    """What an open ledger and the archive know of a branch in the period of `settings`."""
    code = settings.period.code
    submissions = ledger.submissions.of(code, branch.code)
    noted: dict[str, list[Noted]] = {}
    for one in ledger.submissions.findings(code, branch.code):
        noted.setdefault(one.sha256, []).append(one)
    used = [one for one in submissions if one.state]
    books = {one.number: place(archive, code, branch.code, one.sha256) for one in used}
    kept = {one.number: books[one.number] for one in used if is_whole(books[one.number], one.sha256)}
    tables, there = _read(kept, settings)
    steps = []
    for before, after in pairwise(used):
        old, new = noted.get(before.sha256, []), noted.get(after.sha256, [])
        both = {before.number, after.number} <= there
        steps.append(Step(
            before.number, after.number, tuple(changes(tables, before.number, after.number)) if both else None,
            _only(old, new), _only(new, old),
        ))
    levels = {one.sha256: Counter(note.level for note in noted.get(one.sha256, ())) for one in used}
    return BranchHistory(
        settings, branch, tuple(submissions), levels, tuple(ledger.approvals.history(code, branch.code)), tuple(steps)
    )


def _read(books: Mapping[int, Path], settings: Settings) -> tuple[Tables, set[int]]:
    """The tables of archived workbooks by their number, and which could be read."""
    sources = [Source(number, path.name, path) for number, path in books.items()]
    chunk = receive(sources, form.load(), replace(settings, branches=()))
    return chunk.tables, {one.submission for one in chunk.files if one.outcome is Outcome.USED}


def _only(notes: Sequence[Noted], others: Sequence[Noted]) -> tuple[Noted, ...]:
    """The findings that `others` lacks; a row that moved keeps its own, one more of a kind is the one in a new row."""
    left = Counter(map(_kind, others))
    rows = {(_kind(one), one.row) for one in others}
    found = []
    for one in sorted(notes, key=lambda note: (_kind(note), note.row) not in rows):
        kind = _kind(one)
        if left[kind]:
            left[kind] -= 1
        else:
            found.append(one)
    return tuple(one for one in notes if one in found)


def _kind(one: Noted) -> tuple[str, ...]:
    return one.code, one.level, one.sheet, one.field, one.message
