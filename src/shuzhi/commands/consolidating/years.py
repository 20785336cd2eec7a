"""A run of a half year or year: the branches that handed in nothing for it are read from their quarters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.commands.consolidating.making import Made, MakingTask, make_chunk
from shuzhi.commands.consolidating.quarters import quarters
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.chunks import read_all
from shuzhi.commands.running.reading import Read
from shuzhi.commands.running.signed import FOLDER as SIGNED
from shuzhi.intake.find import Found
from shuzhi.ledger import Counted
from shuzhi.model.origin import Origins
from shuzhi.model.period import Period
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.units import FIELD
from shuzhi.model.words import Outcome
from shuzhi.spread.chunks import spread
from shuzhi.spread.processes import processes

FOLDER = "各季度合并"  # stands before the branch in the lists of files
CHUNK = 25  # branches, of up to four workbooks each
_LOST = "{}：{}通过的工作簿在存档里找不到了，这次没有算进去。请把那个季度再运行一次。"


@dataclass(frozen=True)
class Years:
    """What the quarters gave: more chunks that were read, their files, where their rows come from, remarks."""

    reads: tuple[Read, ...] = ()
    found: tuple[Found, ...] = ()
    origins: Mapping[int, Origins] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def add_quarters(reads: Sequence[Read], counted: Iterable[Counted], batch: Batch, archive: Path) -> Years:
    """Make and read the consolidated workbook of every branch of which no file came.

    One that is approved as it was made before is read from the archive already: it only learns where its rows come
    from. OSError: the run's folder cannot be written.
    """
    known = quarters(counted, batch.settings.period)
    there, signed = _handed_in(reads)
    wanted = [
        (branch, known[branch.code]) for branch in batch.settings.branches
        if branch.code in known and branch.code not in there
    ]
    if not wanted:
        return Years()
    folder = batch.folder / "quarters"
    folder.mkdir(mode=0o700)
    tasks = [
        MakingTask(batch.settings, tuple(wanted[start : start + CHUNK]), archive, folder)
        for start in range(0, len(wanted), CHUNK)
    ]
    batch.progress.stage("合并各季度的工作簿", len(wanted))
    alone = processes(len(wanted))
    workers = alone if alone.jobs == 1 else batch.workers
    made = [one for those in spread(make_chunk, tasks, workers) for one in those]
    batch.progress.step(len(wanted))
    new = [one for one in made if one.branch.code not in signed]
    again = {signed[one.branch.code][0]: one for one in made if (one.branch.code, one.sha256) in {
        (code, digest) for code, (_, digest) in signed.items()}}
    first = 1 + max((entry.submission for read in reads for entry in read.files), default=0)
    found = tuple(Found(f"{FOLDER}/{one.path.name}", one.path) for one in new)
    more = read_all(found, replace(batch, folder=folder), first)
    by_number = {first + place: one for place, one in enumerate(new)}
    origins = {number: one.origins for number, one in (by_number | again).items()}
    return Years(
        tuple(_told(read, by_number) for read in more), found, origins, tuple(_lost(made, wanted, batch.settings)),
    )


def with_origins(reads: Sequence[Read], origins: Mapping[int, Origins]) -> list[Read]:
    """The chunks with the rows of their indicators where they come from, and findings that name them to the office."""
    return [_placed(read, origins) if any(entry.submission in origins for entry in read.files) else read
            for read in reads]


def _handed_in(reads: Sequence[Read]) -> tuple[set[str], dict[str, tuple[int, str]]]:
    """The branches of which a file or rows in another's workbook came; code → (submission, sha256) of approved ones."""
    came = [entry for read in reads for entry in read.files if entry.branch_code]
    signed = {
        entry.branch_code: (entry.submission, entry.sha256)
        for entry in came if entry.file.startswith(f"{SIGNED}/")
    }
    there = {entry.branch_code for entry in came if not entry.file.startswith(f"{SIGNED}/")}
    for read in reads:
        there |= set(read.keys.loc[(read.keys["field"] == FIELD) & (read.keys["row"] > 0), "key"])
    return there, signed


def _told(read: Read, made: Mapping[int, Made]) -> Read:
    """The files of a chunk with what they were made from."""
    files = tuple(
        replace(entry, reason=_reason(made[entry.submission]))
        if entry.outcome is Outcome.USED and entry.submission in made else entry for entry in read.files
    )
    return replace(read, files=files)


def _reason(made: Made) -> str:
    return f"由{_named(made.quarters)}通过的工作簿合并"


def _named(periods: Sequence[Period]) -> str:
    """2023年第一季度、第二季度."""
    first, *rest = [one.label for one in periods]
    return "、".join([first, *(label.partition("年")[2] for label in rest)])


def _lost(
    made: Sequence[Made], wanted: Sequence[tuple[Branch, tuple[Counted, ...]]], settings: Settings
) -> list[str]:
    """The quarters that counted, but whose workbook is no longer in the archive."""
    there = {one.branch.code: {period.code for period in one.quarters} for one in made}
    found = []
    for branch, those in wanted:
        gone = [one.period for one in those if one.period not in there.get(branch.code, ())]
        periods = [one for one in settings.period.quarters if one.code in gone]
        found += [_LOST.format(branch.short_name, _named(periods))] if periods else []
    return found


def _placed(read: Read, origins: Mapping[int, Origins]) -> Read:
    numbers = read.indicators["submission"]
    rows = [
        origins[number].of(text) if number in origins else text
        for number, text in zip(numbers, read.indicators["rows"], strict=True)
    ]
    findings = read.findings
    titles = {sheet.name: sheet.title for sheet in form.load().sheets if sheet.kind == "rows"}
    details = [
        _detail(detail, origins.get(number), f"{titles[sheet]}!{row}") if sheet in titles else detail
        for number, sheet, row, detail in findings[["submission", "sheet", "row", "detail"]].itertuples(index=False)
    ]
    return replace(
        read, indicators=read.indicators.assign(rows=pd.Series(rows, read.indicators.index, dtype="str")),
        findings=findings.assign(detail=pd.Series(details, findings.index, dtype=findings["detail"].dtype)),
    )


def _detail(detail: str, own: Origins | None, address: str) -> str:
    """What only the township reads, with where the row of a consolidated workbook stands in the quarters'."""
    known = own.rows.get(address, "") if own else ""
    return "；".join(filter(None, (detail, known and f"原表：{known.replace(';', '、')}")))
