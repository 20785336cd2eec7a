"""First pass, a chunk at a time: files → small frames; tables and raw books are parked for the second pass."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from shuzhi import form
from shuzhi.commands.batch import Batch
from shuzhi.compute.indicators import indicators
from shuzhi.intake.find import Found
from shuzhi.intake.stage import Received, Source, died, receive
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import Binding, RawBook
from shuzhi.model.tables import Tables
from shuzhi.model.words import Outcome
from shuzhi.spread import Limits, survive
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

CHUNK = 100


@dataclass(frozen=True)
class ReadTask:
    """One chunk to read; `park` is where its tables and raw books are left (a pickle of Parked)."""

    sources: tuple[Source, ...]
    settings: Settings
    as_of: date | None
    park: Path


@dataclass(frozen=True)
class Parked:
    """What waits for the second pass: tall tables, raw books and bindings by submission."""

    tables: Tables
    books: Mapping[int, RawBook]
    bindings: Mapping[int, tuple[Binding, ...]]


@dataclass(frozen=True)
class Read:
    """The small frames of a chunk: what became of each file, findings, indicators by submission, explained rows."""

    files: tuple[Received, ...]
    findings: pd.DataFrame
    indicators: pd.DataFrame
    notes: pd.DataFrame
    park: Path


def read_chunk(task: ReadTask, report: Callable[[str], None]) -> Read:
    """Read, validate and compute one chunk (runs in a process of its own)."""
    standard = form.load()
    chunk = receive(task.sources, standard, task.settings, report)
    codes = {entry.submission: entry.branch_code for entry in chunk.files}
    findings = validate(Scene(chunk.tables, standard, task.settings, codes, task.as_of), chunk.findings)
    values = indicators(chunk.tables, task.settings.limits, task.as_of)
    with task.park.open("wb") as stream:
        pickle.dump(Parked(chunk.tables, chunk.books, chunk.bindings), stream, pickle.HIGHEST_PROTOCOL)
    return Read(chunk.files, findings, values, chunk.tables.notes, task.park)


def unpark(park: Path) -> Parked:
    """What read_chunk left there (our own file, in the run's private folder)."""
    with park.open("rb") as stream:
        parked: Parked = pickle.load(stream)  # noqa: S301 - written by this run into its private folder
    return parked


def read_all(found: Sequence[Found], batch: Batch) -> list[Read]:
    """Every file found, in chunks; one entry for ignored files and those that cost their reader is appended."""
    numbered = list(enumerate(found, 1))
    sources = [Source(number, one.file, one.path) for number, one in numbered if not one.ignored]
    size = max(1, min(CHUNK, -(-len(sources) // batch.jobs)))
    tasks = [
        ReadTask(tuple(sources[start : start + size]), batch.settings, batch.as_of, batch.folder / f"{start}.pickle")
        for start in range(0, len(sources), size)
    ]
    batch.progress.stage("读取并核对", len(sources))
    reads, deaths = survive(read_chunk, tasks, _without, batch.jobs, Limits())
    batch.progress.step(len(sources))
    return [*reads, _not_read(numbered, dict(deaths), sources, batch.settings)]


def _without(task: ReadTask, file: str) -> ReadTask:
    return replace(task, sources=tuple(source for source in task.sources if source.file != file))


def _not_read(
    numbered: Sequence[tuple[int, Found]], deaths: Mapping[str, str], sources: Sequence[Source], settings: Settings
) -> Read:
    files: list[Received] = []
    findings: list[Finding] = []
    for source in sources:
        if source.file in deaths:
            entry, finding = died(source, settings.branches, deaths[source.file])
            files.append(entry)
            findings.append(finding)
    files += [
        Received(number, one.file, "", 0, "", None, Outcome.IGNORED, one.ignored)
        for number, one in numbered if one.ignored
    ]
    return Read(tuple(files), findings_frame(findings), pd.DataFrame(), pd.DataFrame(), Path())
