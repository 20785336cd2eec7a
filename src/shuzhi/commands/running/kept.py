"""Chunks that were read before, and have not changed since."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shuzhi.cache import Cache, key
from shuzhi.commands.running.reading import Read, ReadTask, beside, original
from shuzhi.files.regular import opened
from shuzhi.intake.bounds import bounds


@dataclass(frozen=True)
class Kept:
    """What was read of a chunk, and the files it left: suffix behind the park's name → content."""

    read: Read
    files: Mapping[str, bytes]


def name(task: ReadTask) -> str:
    """The key of a chunk as its files are now; "" where one of them cannot be read or is too big to look at."""
    most = bounds(task.settings.limits).bytes
    hashes = [(source.submission, _sha256(source.path, most)) for source in task.sources]
    return _name(task, hashes) if all(digest for _, digest in hashes) else ""


def taken(cache: Cache, name: str, task: ReadTask) -> Read | None:
    """The chunk as it was read before, with its files where read_chunk would have left them; None if it is not kept."""
    kept = cache.get(name) if name else None
    if not isinstance(kept, Kept):
        return None
    for suffix, content in kept.files.items():
        task.park.with_suffix(suffix).write_bytes(content)
    return replace(kept.read, park=task.park)


def keep(cache: Cache, name: str, task: ReadTask, read: Read) -> None:
    """Keep a chunk, unless a file changed since its key was made or cost its reader."""
    if not name or name != _name(task, [(entry.submission, entry.sha256) for entry in read.files]):
        return
    paths = [task.park, beside(task.park), *(original(task.park, source.submission) for source in task.sources)]
    files = {path.name.removeprefix(task.park.stem): path.read_bytes() for path in paths if path.is_file()}
    cache.put(name, Kept(replace(read, park=None), files))


def _name(task: ReadTask, hashes: Sequence[tuple[int, str]]) -> str:
    known, files = task.known, [source.file for source in task.sources]
    past = (known.memory, known.history, {code: path.parts[-2:] for code, path in known.last.items()})
    return key("chunk", files, hashes, task.settings, task.as_of, *past)


def _sha256(path: Path, most: int) -> str:
    try:
        with opened(path) as stream:
            whole = os.fstat(stream.fileno()).st_size <= most
            return hashlib.file_digest(stream, "sha256").hexdigest() if whole else ""
    except OSError:
        return ""
