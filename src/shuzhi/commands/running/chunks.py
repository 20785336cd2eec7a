"""The first pass over all chunks: what is new is read, each chunk in a process of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

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
from shuzhi.spread import CHUNK, Limits, survive
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
    size = max(1, min(CHUNK, -(-len(sources) // batch.jobs)))
    tasks = [
        ReadTask(
            tuple(sources[start : start + size]), batch.settings, batch.as_of, batch.folder / f"{start}.pickle",
            batch.known,
        )
        for start in range(0, len(sources), size)
    ]
    batch.progress.stage("读取并核对", len(sources))
    names = [kept.name(task) for task in tasks]
    before = [kept.taken(batch.cache, name, task) for name, task in zip(names, tasks, strict=True)]
    todo = [place for place, read in enumerate(before) if read is None]
    most = bounds(batch.settings.limits)
    limits = Limits(most.seconds, most.memory)
    reads, deaths = survive(read_chunk, [tasks[place] for place in todo], _without, batch.jobs, limits)
    made = dict(zip(todo, reads, strict=True))
    for place, read in made.items():
        kept.keep(batch.cache, names[place], tasks[place], read)
    batch.progress.step(len(sources))
    whole = [read or made[place] for place, read in enumerate(before)]
    return [*whole, _not_read(numbered, dict(deaths), sources, batch.settings)]


def _without(task: ReadTask, file: str) -> ReadTask:
    return replace(task, sources=tuple(source for source in task.sources if source.file != file))


def _not_read(
    numbered: Sequence[tuple[int, Found]], deaths: Mapping[str, str], sources: Sequence[Source], settings: Settings
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
    nothing = _nothing()
    told = explained(findings_frame(findings), Scene(no_tables(), form.load(), settings, {})) if findings else None
    return replace(nothing, files=tuple(files), findings=nothing.findings if told is None else told)


@cache
def _nothing() -> Read:
    """What is read of no workbook at all."""
    tables = no_tables()
    scene = Scene(tables, form.load(), neutral_settings(), {})
    return Read(
        (), explained(findings_frame(()), scene), indicators(tables, scene.settings.limits, None), tables.notes,
        tables.frames["branches"][FACTS], keys(scene), None,
    )
