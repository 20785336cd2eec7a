"""The first pass over all chunks: what is new is read, each chunk in a process of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from shuzhi import form
from shuzhi.commands.running import kept
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.reading import FACTS, Read, ReadTask, no_tables, read_chunk
from shuzhi.compute.indicators import indicators
from shuzhi.intake.bounds import bounds
from shuzhi.intake.find import Found
from shuzhi.intake.stage import Received, Source, died
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import Settings
from shuzhi.model.words import Outcome
from shuzhi.spread.chunks import CHUNK, survive
from shuzhi.spread.workers import Limits
from shuzhi.validate.across import keys
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.workspace import neutral_settings


def read_all(found: Sequence[Found], batch: Batch, first: int = 1) -> list[Read]:
    """Every file found, in chunks; one entry for ignored files and those that cost their reader is appended.

    A chunk that is as it was in an earlier run is not read again. `first`: the number of the first file.
    """
    numbered = list(enumerate(found, first))
    sources = [Source(number, one.file, one.path, one.version) for number, one in numbered if not one.ignored]
    size = max(1, min(CHUNK, -(-len(sources) // batch.workers.jobs)))
    tasks = [
        ReadTask(those, batch.settings, batch.as_of, _park(batch.folder, those), batch.known)
        for those in (tuple(sources[start : start + size]) for start in range(0, len(sources), size))
    ]
    batch.progress.stage("读取并核对", len(sources))
    names = [kept.name(task) for task in tasks]
    before = [kept.taken(batch.cache, name, task) for name, task in zip(names, tasks, strict=True)]
    todo = [place for place, read in enumerate(before) if read is None]
    most = bounds(batch.settings.limits)
    limits = Limits(most.seconds, most.memory)
    reads, deaths = survive(read_chunk, [tasks[place] for place in todo], _without, batch.workers, limits)
    made = _by_place(reads, {source.submission: place for place in todo for source in tasks[place].sources})
    for place, those in made.items():
        kept.keep(batch.cache, names[place], tasks[place], those[0])
    batch.progress.step(len(sources))
    whole = [one for place, read in enumerate(before) for one in ([read] if read else made.get(place, []))]
    nothing = _without_rows(whole[0]) if whole else _nothing()
    return [*whole, _not_read(numbered, dict(deaths), sources, batch.settings, nothing)]


def _park(folder: Path, sources: Sequence[Source]) -> Path:
    """A place of its own for each chunk, also for one that is half of another."""
    return folder / f"{sources[0].submission}.pickle"


def _without(task: ReadTask, file: str) -> ReadTask:
    left = tuple(source for source in task.sources if source.file != file)
    return replace(task, sources=left, park=_park(task.park.parent, left) if left else task.park)


def _by_place(reads: Sequence[Read], places: Mapping[int, int]) -> dict[int, list[Read]]:
    """The chunks as they were given out → what was read of each: more than once where it was read in parts."""
    found: dict[int, list[Read]] = {}
    for read in reads:
        if read.files:
            found.setdefault(places[read.files[0].submission], []).append(read)
    return found


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
    tables = no_tables()
    scene = Scene(tables, form.load(), neutral_settings(), {})
    return Read(
        (), explained(findings_frame(()), scene), indicators(tables, scene.settings.limits, None), tables.notes,
        tables.frames["branches"][FACTS], keys(scene), None,
    )
