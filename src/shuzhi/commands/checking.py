"""One workbook checked, and its marked copy put beside it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.commands.checked import Checked, CheckTask
from shuzhi.commands.copies import first_name, put_beside
from shuzhi.commands.running.batch import Known
from shuzhi.commands.running.earlier import past_of
from shuzhi.intake.stage import Chunk, Source, died, receive
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.model.words import Level, Outcome
from shuzhi.spread.workers import Death, Report
from shuzhi.summarize.addresses import addressed
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate
from shuzhi.workspace import Workspace

_ANOTHER = "“{}”有人改过或正开着，没有动它；这次标好的另放了一份。"
_NO_COPY = "没能在旁边放标好的一份：“{}”如果开着，请先关掉；也可以把文件复制到自己的文件夹里，再核对一次。"


def check_one(task: CheckTask, report: Report) -> Checked:
    """Check one workbook (runs in a process of its own). Raises LedgerFault."""
    report(task.path.name)
    path, settings = task.path, task.settings
    known = _known(task.workspace, settings.period)
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
    suggested = () if any(one.level == Level.ERROR for one in rows) else _suggested(chunk, settings, code, rows)
    data = marked(form.load(), originals[1], chunk.books[1], chunk.bindings[1], rows, suggested=suggested)
    return Checked(path, records, *_put(path, data))


def _suggested(chunk: Chunk, settings: Settings, code: str, rows: Sequence[Finding]) -> tuple[str, ...]:
    from shuzhi.commands.suggesting import suggested_to  # noqa: PLC0415 - heavy: not where something must be corrected

    return suggested_to(chunk.tables, settings, code, rows)


@cache
def _known(workspace: Workspace | None, period: Period) -> Known:
    """What the ledger and the archive know."""
    if workspace is None:
        return Known()
    from shuzhi.commands.last import known_at  # noqa: PLC0415 - not outside of any workspace

    return known_at(workspace.ledger, period, workspace.archive)


def lost(task: CheckTask, death: Death) -> Checked:
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
