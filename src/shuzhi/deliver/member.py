"""One file of a delivery, and the file that lists them."""

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

MANIFEST = "manifest.json"
_AT_ONCE = 1 << 16  # bytes: nearly every file is smaller


@dataclass(frozen=True)
class Member:
    """One file: its name inside the zip (POSIX), where it lies now, size in bytes, sha256 in hex.

    leftovers  words in a report that look like a template left unfilled
    """

    name: str
    path: Path
    size: int
    sha256: str
    leftovers: tuple[str, ...] = ()


def digest(path: Path) -> str:
    """The sha256 of a file in hex."""
    made = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        for piece in iter(partial(stream.read, _AT_ONCE), b""):
            made.update(piece)
    return made.hexdigest()
