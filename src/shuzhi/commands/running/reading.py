"""First pass, a chunk at a time: files → small frames; tables and raw books are parked for the second pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from shuzhi import form
from shuzhi.cache import laid
from shuzhi.commands.running.batch import Known
from shuzhi.intake.normalise import normalise
from shuzhi.intake.stage import Received, Source
from shuzhi.model.settings import Settings
from shuzhi.model.sheet import Binding, RawBook
from shuzhi.model.tables import Tables

FACTS = ["submission", "coverage_start", "coverage_end", "as_of"]
_BESIDE = ("items", "columns", "faulty", "notes", "earlier", "lacking")  # those of Tables beside `frames`


@dataclass(frozen=True)
class ReadTask:
    """One chunk to read; `park` is where its tables are left, beside it raw books and files."""

    sources: tuple[Source, ...]
    settings: Settings
    as_of: date | None
    park: Path
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class Park:
    """Where the second pass finds what was read of a chunk.

    path     its tables; beside it the raw books
    numbers  submission → its number when the chunk was read: more may stand there than still holds
    folder   where the files lie as they were when they were read
    """

    path: Path
    numbers: Mapping[int, int]
    folder: Path


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
    under       submission → the key of everything that what was read of it depends on; none where it may not be kept
    """

    files: tuple[Received, ...]
    findings: pd.DataFrame
    indicators: pd.DataFrame
    notes: pd.DataFrame
    facts: pd.DataFrame
    keys: pd.DataFrame
    park: Park | None
    under: Mapping[int, str] = field(default_factory=dict)

    def joined(self) -> "Read":
        """The same without what is part of the results by now."""
        large = ("findings", "indicators", "notes", "keys")
        return replace(self, files=(), **{name: getattr(self, name).iloc[:0].copy() for name in large})

    def cut(self, numbers: Mapping[int, int]) -> "Read":
        """What was read of some of its files, under new numbers: now → before."""
        now = {before: number for number, before in numbers.items()}
        files = [replace(one, submission=now[one.submission]) for one in self.files if one.submission in now]
        under = {now[number]: key for number, key in self.under.items() if number in now}
        return replace(
            self, files=tuple(files), under=under, findings=renumbered(self.findings, now),
            indicators=renumbered(self.indicators, now), notes=renumbered(self.notes, now),
            facts=renumbered(self.facts, now), keys=renumbered(self.keys, now),
        )


def renumbered(frame: pd.DataFrame, now: Mapping[int, int]) -> pd.DataFrame:
    """The rows of some submissions under new numbers: before → now."""
    numbers = frame["submission"].to_numpy(dtype="int64")
    places = np.full(max(numbers.max(initial=0), *now, 0) + 1, -1)
    places[[*now]] = [*now.values()]
    found = places[numbers]
    kept = found >= 0
    if bool(kept.all()) and bool((found == numbers).all()):
        return frame
    rows: pd.DataFrame = frame if kept.all() else frame[kept]
    return rows.assign(submission=found[kept]).reset_index(drop=True)


def parked_tables(park: Park) -> Tables:
    """The tables that read_chunk left there, of the submissions that the park still stands for. Raises OSError."""
    tables: Tables = laid(park.path)
    now = {before: number for number, before in park.numbers.items()}
    frames = {name: renumbered(frame, now) for name, frame in tables.frames.items()}
    rest = {name: renumbered(getattr(tables, name), now) for name in _BESIDE}
    return replace(tables, frames=frames, **rest)


def parked_frames(park: Park, names: Iterable[str]) -> Mapping[str, pd.DataFrame]:
    """The frames of some sheets, of the submissions that the park still stands for. Raises OSError."""
    tables: Tables = laid(park.path)
    now = {before: number for number, before in park.numbers.items()}
    return {name: renumbered(tables.frames[name], now) for name in names}


def parked_books(park: Park) -> ParkedBooks:
    """The raw books and bindings that read_chunk left beside the tables. Raises OSError."""
    books: ParkedBooks = laid(beside(park.path))
    there = {number: before for number, before in park.numbers.items() if before in books.books}
    return ParkedBooks(
        {number: books.books[before] for number, before in there.items()},
        {number: books.bindings[before] for number, before in there.items()},
    )


def left(folder: Path, submission: int) -> Path:
    """Where read_chunk leaves a file as it was when it was read: its inbox may change before it is sent back."""
    return folder / f"{submission}.received"


def beside(path: Path) -> Path:
    """Where read_chunk leaves the raw books and bindings."""
    return path.with_suffix(".books")


@cache
def no_tables() -> Tables:
    """The tables of no workbook at all."""
    return normalise([], form.load(), {}, {})[0]
