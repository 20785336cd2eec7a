"""Workbooks that were read before, and have not changed since: each is taken from the chunk it was read in."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shuzhi.cache import key
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.reading import Park, Read, beside, left
from shuzhi.files.regular import opened
from shuzhi.intake.stage import Received, Source
from shuzhi.model.explanation import KNOWN, Memory

_READ = "read"  # the kind of its results; the tables and raw books of each lie beside it
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Basis:
    """What workbooks are read under beside their content.

    common     the key of what is the same for all
    explained  branch code → what it explained before
    last       branch code → period and name of its archived workbook
    """

    common: str
    explained: Mapping[str, Rows]
    last: Mapping[str, tuple[str, ...]]

    def under(self, file: str, sha256: str, code: str) -> str:
        """The key of everything that what is read of a file of a branch depends on."""
        return key("workbook", self.common, file, sha256, code, self.explained.get(code, ()), self.last.get(code, ()))


def basis(batch: Batch) -> Basis:
    """What the workbooks of a run are read under."""
    known = batch.known
    common = key("basis", batch.settings, batch.as_of, known.memory.key, known.history)
    return Basis(common, _explained(known.memory), {code: path.parts[-2:] for code, path in known.last.items()})


def taken(sources: Sequence[Source], batch: Batch, basis: Basis) -> list[Read]:
    """What was read of the files that are as they were, with its park; each file is left in the run's folder again.

    A chunk of which more than half changed is read anew, so that chunks do not crumble.
    """
    found: list[Read] = []
    waiting = {source.file: source for source in sources}
    for name, read in batch.cache.every(_READ):
        park = batch.cache.place(_tables(name))
        if not isinstance(read, Read) or park is None or batch.cache.place(_books(name)) is None:
            continue
        known = batch, basis, read.under
        same = {one.file: one.submission for one in read.files if _is_same(one, waiting.get(one.file), known)}
        if same and 2 * len(same) >= len(read.files):
            numbers = {waiting.pop(file).submission: before for file, before in same.items()}
            found.append(replace(read.cut(numbers), park=Park(park, numbers, batch.folder)))
            for one in (name, _tables(name), _books(name)):
                batch.cache.use(one)
    return found


def keep(read: Read, batch: Batch, basis: Basis) -> Read:
    """Keep what was read of a chunk; gives it with what each file was read under."""
    read = replace(read, under={
        one.submission: basis.under(one.file, one.sha256, one.branch_code) for one in read.files if one.sha256
    })
    if read.park is not None:
        name = key(_READ, sorted(read.under.values()))
        batch.cache.put(name, replace(read, park=None))
        batch.cache.adopt(_tables(name), read.park.path)
        batch.cache.adopt(_books(name), beside(read.park.path))
    return read


def _is_same(entry: Received, source: Source | None, known: tuple[Batch, Basis, Mapping[int, str]]) -> bool:
    """Whether a file is read under what it was read under before; if so, it is left in the run's folder."""
    batch, basis, under = known
    if source is None or under.get(entry.submission) != basis.under(entry.file, entry.sha256, entry.branch_code):
        return False
    try:
        with opened(source.path) as stream:
            if os.fstat(stream.fileno()).st_size != entry.size:
                return False
            content = stream.read()
    except OSError:
        return False
    same = hashlib.sha256(content).hexdigest() == entry.sha256
    if same:
        left(batch.folder, source.submission).write_bytes(content)
    return same


def _explained(memory: Memory) -> dict[str, Rows]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in memory.known[KNOWN].itertuples(index=False, name=None):
        found.setdefault(row[KNOWN.index("branch_code")], []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def _tables(name: str) -> str:
    return f"park-{name}.tables"


def _books(name: str) -> str:
    return beside(Path(_tables(name))).name
