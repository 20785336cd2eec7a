"""What a power cut must not take back: a file lasts once it is synced, its name once its folder is."""

import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """Make the content of a written file last. Raises OSError."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder, its owner's alone, that lasts, unless it is there already. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make what was renamed, made and removed in a folder last; Windows has no such thing. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
