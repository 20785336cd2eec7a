"""The sha256 of files, read a piece after the other: most are small, and large buffers cost more than they save."""

import hashlib
from functools import partial
from pathlib import Path
from typing import IO, Any

_AT_ONCE = 1 << 16  # bytes


def digest(path: Path) -> str:
    """The sha256 of a file in hex. Raises OSError."""
    with path.open("rb", buffering=0) as stream:
        return digest_of(stream)


def digest_of(stream: IO[Any]) -> str:
    """The sha256 in hex of what is left of an open file. Raises OSError."""
    made = hashlib.sha256()
    for piece in iter(partial(stream.read, _AT_ONCE), b""):
        made.update(piece)
    return made.hexdigest()
