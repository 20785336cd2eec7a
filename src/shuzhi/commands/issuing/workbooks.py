"""The workbooks of one chunk of branches: what is known of each is filled in."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from shuzhi import form
from shuzhi.author.blank import blank
from shuzhi.author.fill.compiled import Compiled, compiled
from shuzhi.author.fill.filled import filled
from shuzhi.author.guide import Notice
from shuzhi.commands.issuing.carrying import keys, known
from shuzhi.commands.issuing.sharing import Share, Taken
from shuzhi.files.durable import sync_file
from shuzhi.ledger import Counted
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.sheet import LACKING


@dataclass(frozen=True)
class Start:
    """What one branch starts with.

    last     the workbook it carries on from, None = it never had one that counted
    carried  whether that could be done; rows: sheet → how many of its rows; taken: what came from other branches
    sha256   of the workbook written
    """

    branch: Branch
    last: Counted | None
    carried: bool
    rows: dict[str, int]
    taken: Taken
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.branch.place}.xlsx"


@dataclass(frozen=True)
class Beginning:
    """A branch, the workbook to carry on from, whether that could be read, and all that it begins with.

    lacking  quarters (2023Q2) that a half year or year filled in from its quarters does not have
    """

    branch: Branch
    last: Counted | None
    carried: bool
    share: Share
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class IssueTask:
    """One chunk: what each branch begins with; the folder to write into."""

    settings: Settings
    branches: tuple[Beginning, ...]
    folder: Path


def issue_chunk(task: IssueTask) -> tuple[Start, ...]:
    """Write the workbooks of one chunk. OSError: the folder cannot be written."""
    return tuple(_issue(task, one) for one in task.branches)


def _issue(task: IssueTask, one: Beginning) -> Start:
    settings, own = task.settings, one.share.brought
    mould = _mould(settings.switches, settings.period.year, Notice(settings.deadline, settings.contact))
    stamp = keys(settings, one.branch, own.content, own.members, own.used)
    stamp += [(LACKING, code) for code in one.lacking]
    data = filled(mould, known(settings, one.branch, own.content), stamp, own.first)
    start = Start(
        one.branch, one.last, one.carried, dict(one.share.rows), one.share.taken, sha256(data).hexdigest()
    )
    path = task.folder / start.name
    path.touch(mode=0o600)
    path.write_bytes(data)
    sync_file(path)
    return start


@cache
def _mould(switches: frozenset[str], year: int, notice: Notice) -> Compiled:
    standard = form.load().printed(switches)
    return compiled(blank(standard, year, notice), standard, year)
