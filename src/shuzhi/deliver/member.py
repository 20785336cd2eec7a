"""One file of a delivery, and the file that lists them."""

from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"


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
