"""`shuzhi check FILE…`: the findings of single workbooks, and a marked copy beside each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.commands.aligned import table
from shuzhi.commands.checking import suggested_to
from shuzhi.commands.copies import first_name, put_beside
from shuzhi.commands.running.batch import Known
from shuzhi.commands.running.earlier import known_at, past_of
from shuzhi.errors import NotFound
from shuzhi.intake.bounds import bounds
from shuzhi.intake.stage import Source, died, receive
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.model.words import Level, Outcome
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Death, Limits, Report
from shuzhi.summarize.addresses import addressed
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate
from shuzhi.workspace import Workspace, load_settings, neutral_settings

_ANOTHER = "“{}”有人改过或正开着，没有动它；这次标好的另放了一份。"
_NO_COPY = "没能在旁边放标好的一份：“{}”如果开着，请先关掉；也可以把文件复制到自己的文件夹里，再核对一次。"


@dataclass(frozen=True)
class CheckTask:
    """One workbook to check, and what it is checked with."""

    path: Path
    settings: Settings
    known: Known


@dataclass(frozen=True)
class Checked:
    """One checked workbook: its findings (columns of findings.csv) and its marked copy.

    No copy where nothing is to be marked, where the file cannot be read or its folder cannot be written. `remark`
    says why there is none though there should be, or why it has another name ("" = as usual).
    """

    file: Path
    records: list[dict[str, str | int]]
    copy: Path | None
    remark: str = ""

    @property
    def has_errors(self) -> bool:
        """True if something must be corrected."""
        return any(record["level"] == Level.ERROR for record in self.records)


def check(workspace: Workspace, paths: Sequence[Path], period: Period | None) -> list[Checked]:
    """Check each file by itself, in a process of its own; outside a workspace without roster and township rules.

    Without `period` a file in an inbox is checked for the period of that inbox, any other for that of 参数.
    """
    for path in paths:
        if not path.exists():
            raise NotFound(f"没有找到文件：{path}。请核对文件名和所在文件夹。")
    tasks = _tasks(workspace, paths, period)
    most = bounds(tasks[0].settings.limits)
    found = dict(Processes(1).outcomes(check_one, tasks, Limits(most.seconds, most.memory)))
    outcomes = [found[place] for place in range(len(tasks))]
    return [
        _lost(task, outcome) if isinstance(outcome, Death) else outcome
        for task, outcome in zip(tasks, outcomes, strict=True)
    ]


def _tasks(workspace: Workspace, paths: Sequence[Path], period: Period | None) -> list[CheckTask]:
    if not workspace.settings_file.exists():
        return [CheckTask(path, neutral_settings(period), Known()) for path in paths]
    periods = [period or workspace.period_of(path) for path in paths]
    settings = {wanted: load_settings(workspace, wanted) for wanted in dict.fromkeys(periods)}
    known = {
        wanted: known_at(workspace.ledger, own.period, workspace.archive) for wanted, own in settings.items()
    }
    return [CheckTask(path, settings[wanted], known[wanted]) for path, wanted in zip(paths, periods, strict=True)]


def checked_text(checked: Checked, columns: int | None = None) -> str:
    """The findings of one workbook, in so many columns where a terminal has no more, and where the marked copy lies."""
    if not checked.records:
        return f"{checked.file.name}：没有发现问题。"
    rows = [
        (Level(str(one["level"])).label, str(one["sheet"]), str(one["cell"]), str(one["code"]),
         f"{one['message']}{one['hint']}")
        for one in checked.records
    ]
    end = f"\n已标好的一份：{checked.copy}" if checked.copy else ""
    end += f"\n{checked.remark}" if checked.remark else ""
    levels = Counter(level for level, *_ in rows)
    counts = "、".join(f"{level.label}{levels[level.label]}处" for level in Level if levels[level.label])
    listed = table(("级别", "表", "单元格", "规则", "问题和改法"), rows, columns)
    return f"{checked.file.name}：{len(rows)}处（{counts}）\n{listed}{end}"


def check_one(task: CheckTask, report: Report) -> Checked:
    """Check one workbook (runs in a process of its own)."""
    report(task.path.name)
    path, settings, known = task.path, task.settings, task.known
    standard = form.load()
    originals: dict[int, bytes] = {}
    chunk = receive([Source(1, path.name, path)], standard, settings, keep=originals.__setitem__)
    stranger = chunk.files[0].outcome is Outcome.FOREIGN
    if stranger:  # still say everything else that is wrong with it
        faults = chunk.findings
        neutral = replace(settings, branches=())
        chunk = receive([Source(1, path.name, path)], standard, neutral, keep=originals.__setitem__)
        chunk = replace(chunk, findings=faults + chunk.findings if chunk.files[0].outcome is Outcome.USED else faults)
    code = chunk.files[0].branch_code
    past = past_of(chunk.files, settings, known)
    scene = Scene(chunk.tables, standard, settings, {1: code}, memory=known.memory, past=past)
    findings = explained(validate(scene, chunk.findings), scene)
    findings = findings.loc[findings["explanation"] == "", list(Finding._fields)]
    records = _records(findings, code, path.name)
    if 1 not in chunk.books or findings.empty:
        return Checked(path, records, None)
    rows = tuple(Finding(*row) for row in findings.itertuples(index=False, name=None))
    suggested = suggested_to(chunk.tables, settings, code, rows)
    data = marked(form.load(), originals[1], chunk.books[1], chunk.bindings[1], rows, suggested=suggested)
    return Checked(path, records, *_put(path, data))


def _lost(task: CheckTask, death: Death) -> Checked:
    """A workbook that cost its process."""
    entry, finding = died(Source(1, task.path.name, task.path), task.settings, death.reason)
    return Checked(task.path, _records(findings_frame([finding]), entry.branch_code, task.path.name), None)


def _records(findings: pd.DataFrame, code: str, file: str) -> list[dict[str, str | int]]:
    """The findings as lines of findings.csv."""
    listed = addressed(findings.assign(branch_code=code, file=file), [code])
    records = [dict(zip(listed.columns, row, strict=True)) for row in listed.to_numpy().tolist()]
    for record in records:
        record["row"] = int(record["row"]) if record["row"] else ""
    return records


def _put(path: Path, data: bytes) -> tuple[Path | None, str]:
    """Where the marked copy lies, and what is to be said of it."""
    try:
        copy, is_another = put_beside(path, data)
    except OSError:  # a folder that cannot be written: the findings are still told
        return None, _NO_COPY.format(first_name(path).name)
    return copy, _ANOTHER.format(first_name(path).name) if is_another else ""
