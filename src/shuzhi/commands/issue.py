"""`shuzhi issue`: a pre-filled workbook for every branch of the roster."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shuzhi.commands.consolidating.issuing import with_quarters
from shuzhi.commands.issuing.merging import Merged, last_workbooks, merged, roster
from shuzhi.commands.issuing.reading import Brought, ReadTask, read_chunk
from shuzhi.commands.issuing.sharing import shares
from shuzhi.commands.issuing.workbooks import Beginning, IssueTask, Start, issue_chunk
from shuzhi.deliver.check import check_file
from shuzhi.errors import CheckFailed, DeliveryFailed, ExitCode, reason_of
from shuzhi.files.digest import digest
from shuzhi.files.durable import sync_folder
from shuzhi.files.rights import PRIVATE, give, rights_of
from shuzhi.ledger import Counted, open_ledger
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.progress import Progress
from shuzhi.spread.chunks import chunks, spread
from shuzhi.spread.processes import processes
from shuzhi.workspace import Workspace, load_settings

IN_USE = "正被打开，没有换成新的。请关闭后再运行一次。"
CHANGED = "下发以后有人在上面改过，没有覆盖。要重新下发，请先把它移到别处再运行一次。"
GONE = "这个支部已不在名册里，文件正被打开，没有删掉。请关闭后再运行一次。"


@dataclass(frozen=True)
class Issued:
    """What was handed out: the folder, where it comes back to, what each branch starts with.

    left  file name → why it was left as it was
    lost  merged branches whose archived workbook could not be read: their rows went nowhere
    """

    settings: Settings
    folder: Path
    inbox: Path
    starts: tuple[Start, ...]
    left: Mapping[str, str]
    lost: tuple[Branch, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """OK only if every file is the new one and nothing archived was missing."""
        lost = any(start.last and not start.carried for start in self.starts)
        return ExitCode.WITH_FAULTS if self.left or self.lost or lost else ExitCode.OK


def issue(workspace: Workspace, period: Period | None, progress: Progress) -> Issued:
    """Make every workbook, then put each in its place; one that staff have open or have filled in stays as it is."""
    settings = load_settings(workspace, period)
    folder, inbox = workspace.issued(settings.period), workspace.inbox(settings.period)
    fresh = folder.with_name(f".{folder.name}.new")
    with workspace.locked(), open_ledger(workspace.ledger) as ledger:
        try:
            _remove(fresh)
            workspace.output.mkdir(mode=PRIVATE, exist_ok=True)
            fresh.mkdir(mode=PRIVATE, parents=True)
            ways = merged(settings)
            last = last_workbooks(ledger.runs.counted(), settings, ways)
            found = _read(settings, last, workspace.archive)
            begun = with_quarters(
                _beginnings(settings, found, last), ledger.runs.counted(), settings, workspace.archive
            )
            starts = _made(settings, begun, fresh, progress)
            known = ledger.issued.of(settings.period.code)
            ledger.issued.note(settings.period.code, {start.name: start.sha256 for start in starts})
            left = _placed(fresh, folder, starts, known)
            give(folder.parent, rights_of(workspace.output))
            if not inbox.exists():
                inbox.mkdir(parents=True)
                give(inbox, rights_of(inbox.parent))
        except OSError as fault:
            raise DeliveryFailed(str(folder), reason_of(fault)) from fault
        finally:
            with suppress(OSError):  # the next issue clears it
                _remove(fresh)
    return Issued(settings, folder, inbox, starts, left, _lost(ways, found, last))


def _read(settings: Settings, last: Mapping[str, Counted], archive: Path) -> dict[str, Brought]:
    """Code → what the archived workbook of a branch of the roster gives, former ones included."""
    wanted = [last[branch.code] for branch in roster(settings) if branch.code in last]
    workers = processes(len(wanted))
    tasks = [ReadTask(settings, those, archive) for those in chunks(wanted, workers.jobs)]
    return {code: one for found in spread(read_chunk, tasks, workers) for code, one in found.items()}


def _beginnings(
    settings: Settings, found: Mapping[str, Brought], last: Mapping[str, Counted]
) -> tuple[Beginning, ...]:
    """What every branch of the coverage begins with."""
    given = shares(settings, found, last)
    return tuple(
        Beginning(branch, last.get(branch.code), branch.code in found, given[branch.code])
        for branch in settings.branches
    )


def _made(
    settings: Settings, branches: Sequence[Beginning], fresh: Path, progress: Progress
) -> tuple[Start, ...]:
    """Write every workbook into `fresh`; the first is opened again, the others are of the same mould."""
    progress.stage("准备下发的工作簿", len(branches))
    workers = processes(len(branches))
    tasks = [IssueTask(settings, those, fresh) for those in chunks(branches, workers.jobs)]
    starts: list[Start] = []
    for made in spread(issue_chunk, tasks, workers):
        starts += made
        progress.step(len(made))
    faults = [f"{starts[0].name}：{fault}" for fault in check_file(fresh / starts[0].name)]
    if faults:
        raise CheckFailed(faults)
    return tuple(starts)


def _lost(
    ways: Mapping[str, Merged], found: Mapping[str, Brought], last: Mapping[str, Counted]
) -> tuple[Branch, ...]:
    """The branches whose rows could not be taken over."""
    return tuple(
        way.branch for code, way in ways.items() if code in last and code not in found and not way.is_reached(last)
    )


def _placed(
    fresh: Path, folder: Path, starts: tuple[Start, ...], known: set[tuple[str, str]]
) -> dict[str, str]:
    """Put the new workbooks in place of our own older ones and remove those of branches that are gone.

    known  (file name, sha256) of what was issued before: anything else there is somebody's work. Gives the files left
    as they were, with the reason.
    """
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    left: dict[str, str] = {}
    for start in starts:
        old = folder / start.name
        own = start.name, start.sha256
        if old.exists() and (found := (start.name, _digest(old))) != own and found not in known:
            left[start.name] = CHANGED if _digest(old) else IN_USE
            continue
        try:
            (fresh / start.name).replace(old)
        except PermissionError:  # Windows, for a file that is open
            left[start.name] = IN_USE
    names = {start.name for start in starts}
    for path in sorted(folder.iterdir()):
        if path.name not in names and (path.name, _digest(path)) in known:
            try:
                path.unlink()
            except PermissionError:
                left[path.name] = GONE
    sync_folder(folder)
    return left


def _digest(path: Path) -> str:
    """The sha256 of a file; "" where it is no file that can be read now."""
    try:
        return digest(path)
    except OSError:
        return ""


def _remove(folder: Path) -> None:
    """Remove a folder of ours, or what lies in its place."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
