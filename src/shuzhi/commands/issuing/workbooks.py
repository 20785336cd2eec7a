"""Pre-filled workbooks, a chunk of branches at a time: what was archived is read, what is known is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from shuzhi import archive, form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import Compiled, compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.guide import Notice
from shuzhi.commands.issuing.carrying import Content, carried, keys, known, members_before
from shuzhi.commands.issuing.months import months
from shuzhi.commands.issuing.numbering import first_numbers, used_numbers
from shuzhi.intake.identify import identify
from shuzhi.intake.stage import Chunk, Source, receive
from shuzhi.ledger import Counted
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.words import Outcome


@dataclass(frozen=True)
class Start:
    """What one branch starts with.

    last     the workbook it carries on from, None = it never had one that counted
    carried  whether that could be done; rows: sheet → how many of its rows
    sha256   of the workbook written
    """

    branch: Branch
    last: Counted | None
    carried: bool
    rows: dict[str, int]
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.branch.place}.xlsx"


@dataclass(frozen=True)
class IssueTask:
    """One chunk: each branch with the workbook to carry on from; the archive; the folder to write into."""

    settings: Settings
    branches: tuple[tuple[Branch, Counted | None], ...]
    archive: Path
    folder: Path


@dataclass(frozen=True)
class _Brought:
    """What a branch's archived workbook gives: content, number of members then, first free and used numbers."""

    content: Content
    members: int | None
    first: dict[str, int]
    used: list[tuple[str, str]]


def issue_chunk(task: IssueTask) -> tuple[Start, ...]:
    """Write the workbooks of one chunk. OSError: the folder cannot be written."""
    brought = _brought(task)
    return tuple(_issue(task, branch, last, brought.get(branch.code)) for branch, last in task.branches)


def _issue(task: IssueTask, branch: Branch, last: Counted | None, brought: _Brought | None) -> Start:
    settings = task.settings
    own = brought or _Brought({}, None, {}, [])
    mould = _mould(settings.switches, settings.period.year, Notice(settings.deadline, settings.contact))
    stamp = keys(settings, branch, own.content, own.members, own.used)
    data = filled(mould, known(settings, branch, own.content), stamp, own.first)
    rows = {name: len(records) for name, records in own.content.items() if name != "branches"}
    start = Start(branch, last, brought is not None, rows, sha256(data).hexdigest())
    path = task.folder / start.name
    path.touch(mode=0o600)
    path.write_bytes(data)
    return start


def _brought(task: IssueTask) -> dict[str, _Brought]:
    """Branch code → what its archived workbook carries on; left out where that is gone, changed or another branch's."""
    wanted = {number: last for number, (_, last) in enumerate(task.branches, 1) if last}
    sources = [
        Source(number, last.branch_code, archive.place(task.archive, last.period, last.branch_code, last.sha256))
        for number, last in wanted.items()
    ]
    standard = form.load()
    chunk = receive([source for source in sources if source.path.exists()], standard, task.settings)
    others = _others(chunk, task.settings.branches)
    whole = [
        file.submission for file in chunk.files
        if file.outcome is Outcome.USED and file.sha256 == wanted[file.submission].sha256
        and {file.branch_code, others.get(file.submission, file.branch_code)} == {wanted[file.submission].branch_code}
    ]
    members = members_before(chunk.tables, task.settings.limits)
    contents, year = carried(standard, chunk.tables, months(standard, chunk)), task.settings.period.year
    return {
        wanted[number].branch_code: _Brought(
            contents.get(number, {}), members.get(number), first_numbers(standard, chunk, number, year),
            used_numbers(standard, chunk, number),
        )
        for number in whole
    }


def _others(chunk: Chunk, roster: Sequence[Branch]) -> dict[int, str]:
    """Submission → the branch that has its names in the roster of today: codes may have been given out anew."""
    facts = chunk.tables.frames["branches"][["submission", "full_name", "short_name"]]
    found = {
        int(number): identify({"full_name": full, "short_name": short}, roster)
        for number, full, short in facts.fillna("").itertuples(index=False)
    }
    return {number: branch.code for number, branch in found.items() if branch}


@cache
def _mould(switches: frozenset[str], year: int, notice: Notice) -> Compiled:
    standard = form.load().printed(switches)
    return compiled(blank(standard, year, notice), standard, year)
