"""Several finished files and folders take the place of the old ones: all of them or none."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """A place in the delivery: what is made for it and what is kept of it lie beside it under hidden names."""

    final: Path

    @property
    def new(self) -> Path:
        """Where the new content is made."""
        return self.final.with_name(f".{self.final.name}.new")

    @property
    def old(self) -> Path:
        """What stood there, until every change is done."""
        return self.final.with_name(f".{self.final.name}.old")


def swap(changes: Sequence[Change]) -> None:
    """Put every `new` in its place; on any failure or interruption every place has its old content again.

    Raises OSError. What a killed process leaves behind is put right by `recover`.
    """
    try:
        for change in changes:
            _keep(change)
        for change in changes:
            _place(change)
        sync_folder(changes[0].final.parent)
    except BaseException:
        undone = [_undone(change) for change in reversed(changes)]
        if all(undone):
            discard(changes)
        raise
    for change in changes:
        with suppress(OSError):
            remove(change.old)


def recover(changes: Sequence[Change]) -> None:
    """Undo a swap that was cut off, and remove what it left behind. Raises OSError.

    A swap that is through has no `new` left: then what it kept is only removed.
    """
    if any(change.new.exists() for change in changes):
        for change in changes:
            if change.old.exists() and (change.old.is_file() or not change.final.exists()):
                change.old.replace(change.final)
    for change in changes:
        remove(change.old)
    for change in changes:
        remove(change.new)


def discard(changes: Sequence[Change]) -> None:
    """Remove what was made and not put in its place."""
    for change in changes:
        with suppress(OSError):
            remove(change.new)


def remove(path: Path) -> None:
    """Remove a file or folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(change: Change) -> None:
    """Keep the old file under a second name, in one step, so that its place is never empty."""
    if not change.final.is_file():
        return
    try:
        os.link(change.final, change.old)
    except OSError:
        # A file system without hard links: a finished copy, never half of one.
        part = change.old.with_suffix(".part")
        shutil.copyfile(change.final, part)
        part.replace(change.old)


def _place(change: Change) -> None:
    if change.new.is_dir() and change.final.is_dir():
        change.final.replace(change.old)
    change.new.replace(change.final)


def _undone(change: Change) -> bool:
    """True where the place has its old content again."""
    try:
        placed = not change.new.exists()
        if placed and change.final.is_dir():
            change.final.replace(change.new)
        if change.old.exists():
            change.old.replace(change.final)
            remove(change.old)
        elif placed:
            change.final.unlink(missing_ok=True)
    except OSError:
        return False
    return True
