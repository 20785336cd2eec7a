"""The first pass over all chunks: what is new is read, each chunk in a process of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from shuzhi import form
from shuzhi.commands.running import kept
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.reading import FACTS, Read, ReadTask, no_tables
from shuzhi.intake.bounds import bounds
from shuzhi.intake.find import Found
from shuzhi.intake.stage import Received, Source, died
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import Settings
from shuzhi.model.words import Outcome
from shuzhi.spread.chunks import chunks, survive
from shuzhi.spread.workers import Limits
from shuzhi.validate.across import keys
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.workspace import neutral_settings


def read_all(
    found: Sequence[Found], batch: Batch, first: int = 1, beside: Iterable[object] = ()
) -> list[Read]:
    """Every file found, in chunks; one entry for ignored files and those that cost their reader is appended.

    A file that is as it was in an earlier run is not read again. `first`: the number of the first file; `beside` is
    gone through while workers read.
    """
    numbered = list(enumerate(found, first))
    sources = [Source(number, one.file, one.path, one.version) for number, one in numbered if not one.ignored]
    batch.progress.stage("读取并核对", len(sources))
    basis = kept.basis(batch)
    before = kept.taken(sources, batch, basis)
    there = {entry.submission for read in before for entry in read.files}
    batch.progress.step(len(there))
    todo = [source for source in sources if source.submission not in there]
    tasks = [
        ReadTask(those, batch.settings, batch.as_of, _park(batch.folder, those), batch.known)
        for those in chunks(todo, batch.workers.jobs, batch.workers.least)
    ]
    most = bounds(batch.settings.limits)
    limits = Limits(most.seconds, most.memory)
    reads, deaths = survive(read_chunk, tasks, _without, batch.workers, limits, beside=beside)
    made = [kept.keep(read, batch, basis) for read in reads if read.files]
    batch.progress.step(len(todo))
    whole = [*before, *made]
    nothing = _without_rows(whole[0]) if whole else _nothing()
    return [*whole, _not_read(numbered, dict(deaths), sources, batch.settings, nothing)]


def read_chunk(task: ReadTask, report: Callable[[str], None]) -> Read:
    """Read, validate and compute one chunk (runs in a process of its own)."""
    from shuzhi.commands.running import validating  # noqa: PLC0415 - heavy: only for the process that does it

    return validating.read_chunk(task, report)


def _park(folder: Path, sources: Sequence[Source]) -> Path:
    """A place of its own for each chunk, also for one that is half of another."""
    return folder / f"{sources[0].submission}.tables"


def _without(task: ReadTask, file: str) -> ReadTask:
    left = tuple(source for source in task.sources if source.file != file)
    return replace(task, sources=left, park=_park(task.park.parent, left) if left else task.park)


def _not_read(
    numbered: Sequence[tuple[int, Found]], deaths: Mapping[str, str], sources: Sequence[Source], settings: Settings,
    nothing: Read,
) -> Read:
    files: list[Received] = []
    findings: list[Finding] = []
    for source in sources:
        if source.file in deaths:
            entry, finding = died(source, settings, deaths[source.file])
            files.append(entry)
            findings.append(finding)
    files += [
        Received(number, one.file, "", 0, "", None, Outcome.IGNORED, one.ignored)
        for number, one in numbered if one.ignored
    ]
    told = explained(findings_frame(findings), Scene(no_tables(), form.load(), settings, {})) if findings else None
    return replace(nothing, files=tuple(files), findings=nothing.findings if told is None else told)


def _without_rows(read: Read) -> Read:
    """What is read of no workbook at all, from what is read of some: in milliseconds."""
    frames = {name: getattr(read, name).iloc[:0] for name in ("findings", "indicators", "notes", "facts", "keys")}
    return replace(read, files=(), park=None, **frames)


@cache
def _nothing() -> Read:
    """The same, where nothing was read."""
    from shuzhi.compute.indicators import indicators  # noqa: PLC0415 - heavy: seldom

    tables = no_tables()
    scene = Scene(tables, form.load(), neutral_settings(), {})
    return Read(
        (), explained(findings_frame(()), scene), indicators(tables, scene.settings.limits, None), tables.notes,
        tables.frames["branches"][FACTS], keys(scene), None,
    )
