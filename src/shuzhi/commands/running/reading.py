"""First pass, a chunk at a time: files → small frames; tables and raw books are parked for the second pass."""

import pickle
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.author.marked import marked
from shuzhi.commands.running.batch import Known
from shuzhi.commands.running.earlier import past_of
from shuzhi.compute.indicators import indicators
from shuzhi.intake.normalise import normalise
from shuzhi.intake.stage import Chunk, Received, Source, receive
from shuzhi.model.finding import Finding
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import Binding, RawBook
from shuzhi.model.tables import Tables
from shuzhi.model.words import Level
from shuzhi.validate.across import keys
from shuzhi.validate.explain import explained
from shuzhi.validate.scene import Scene
from shuzhi.validate.stage import validate

_LARGE = 1_000_000  # bytes of all parts: that many make a workbook whose marking may take long or much memory
FACTS = ["submission", "coverage_start", "coverage_end", "as_of"]


@dataclass(frozen=True)
class ReadTask:
    """One chunk to read; `park` is where its tables (a pickle of Tables) are left, beside it raw books and files."""

    sources: tuple[Source, ...]
    settings: Settings
    as_of: date | None
    park: Path
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class ParkedBooks:
    """Raw books and bindings by submission: only marked workbooks need them."""

    books: Mapping[int, RawBook]
    bindings: Mapping[int, tuple[Binding, ...]]


@dataclass(frozen=True)
class Read:
    """The small frames of a chunk.

    files       what became of each file
    findings    Finding's columns, digest, text, explanation (see validate.explain); indicators: those of compute
    notes       submission, sheet, row, text: 说明 of rows; facts: submission, coverage_start, coverage_end, as_of
    keys        what may stand in another branch's workbook too (KEYS of validate.across)
    park        where the tables of the readable files lie; None if the chunk has none
    """

    files: tuple[Received, ...]
    findings: pd.DataFrame
    indicators: pd.DataFrame
    notes: pd.DataFrame
    facts: pd.DataFrame
    keys: pd.DataFrame
    park: Path | None


def read_chunk(task: ReadTask, report: Callable[[str], None]) -> Read:
    """Read, validate and compute one chunk (runs in a process of its own)."""
    standard = form.load()

    def keep(submission: int, data: bytes) -> None:
        original(task.park, submission).write_bytes(data)

    chunk = receive(task.sources, standard, task.settings, report, keep)
    codes = {entry.submission: entry.branch_code for entry in chunk.files}
    past = past_of(chunk.files, task.settings, task.known)
    scene = Scene(chunk.tables, standard, task.settings, codes, task.as_of, memory=task.known.memory, past=past)
    findings = explained(validate(scene, chunk.findings), scene)
    values = indicators(chunk.tables, task.settings.limits, task.as_of)
    _leave(task.park, chunk.tables)
    _leave(beside(task.park), ParkedBooks(chunk.books, chunk.bindings))
    _try_marking(task, chunk, findings, report)
    return Read(
        chunk.files, findings, values, chunk.tables.notes, chunk.tables.frames["branches"][FACTS], keys(scene),
        task.park,
    )


def _try_marking(task: ReadTask, chunk: Chunk, findings: pd.DataFrame, report: Callable[[str], None]) -> None:
    """Mark what is large here, where a death costs one file: in the second pass it would end the run.

    Other branches' workbooks may still show faults in it: a cell of each sheet is marked whatever its own are.
    """
    for source in task.sources:
        number = source.submission
        if number not in chunk.books or _unpacked(original(task.park, number)) <= _LARGE:
            continue
        report(source.file)
        own = findings.loc[findings["submission"] == number, list(Finding._fields)].to_numpy().tolist()
        data, bindings = original(task.park, number).read_bytes(), chunk.bindings[number]
        some = [Finding(number, "", Level.ERROR, one.sheet, one.header_row + 1, column=1) for one in bindings]
        marked(form.load(), data, chunk.books[number], bindings, [*(Finding(*row) for row in own), *some])


def _unpacked(path: Path) -> int:
    """The size of all parts of a workbook that the gate let pass, in bytes."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def parked_tables(park: Path) -> Tables:
    """The tables that read_chunk left there."""
    tables: Tables = _taken(park)
    return tables


def parked_books(park: Path) -> ParkedBooks:
    """The raw books and bindings that read_chunk left beside the tables."""
    books: ParkedBooks = _taken(beside(park))
    return books


def original(park: Path, submission: int) -> Path:
    """Where read_chunk leaves a file as it was when it was read: its inbox may change before it is sent back."""
    return park.with_suffix(f".{submission}.xlsx")


def beside(park: Path) -> Path:
    """Where read_chunk leaves the raw books and bindings."""
    return park.with_suffix(".books")


def _leave(path: Path, value: object) -> None:
    with path.open("wb") as stream:
        pickle.dump(value, stream, pickle.HIGHEST_PROTOCOL)


def _taken(path: Path) -> Any:
    with path.open("rb") as stream:
        return pickle.load(stream)  # noqa: S301 - written by this run into its private folder


@cache
def no_tables() -> Tables:
    """The tables of no workbook at all."""
    return normalise([], form.load(), {}, {})[0]
