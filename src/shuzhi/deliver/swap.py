"""Several finished files and folders take the place of the old ones: all of them or none.

No system renames several at once. So a marker is written when everything new lies beside its place, for good. From
then on the new content counts: who finds the marker puts what is missing in its place and removes it (`recover`).
Without a marker the old content stands everywhere, and what lies beside it is rubbish.
"""

import errno
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shuzhi.files.durable import sync_file, sync_folder
from shuzhi.files.rights import give, rights_of

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds between two tries where another program has a file open
_IN_USE = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)  # what Windows and shares say then


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

    @property
    def part(self) -> Path:
        """A copy of what stood there, not finished yet."""
        return self.final.with_name(f".{self.final.name}.part")


@dataclass(frozen=True)
class Marker:
    """A file of that name stands while places change; `text` tells whoever sees it what to do."""

    path: Path
    text: str


def swap(changes: Sequence[Change], marker: Marker) -> None:
    """Put every `new` (synced, as a file or with all that is in it) in its place, or leave the old everywhere.

    Raises OSError, which names the place; the marker stands then only if the old content could not be put back. What
    a killed process or a power cut leaves behind is put right by `recover`.
    """
    folder = marker.path.parent
    try:
        for change in changes:
            _keep(change)
        sync_folder(folder)
        _mark(marker)
        for change in changes:
            _place(change)
        sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            _undo(changes, marker.path)
        raise
    with suppress(OSError):  # the next run clears it
        _clear(changes, marker.path)


def recover(changes: Sequence[Change], marker: Path) -> None:
    """Finish a swap that was cut off, or remove what one that never came so far left behind. Raises OSError."""
    if marker.exists():
        for change in changes:
            if change.new.exists():
                _place(change)
        sync_folder(marker.parent)
    _clear(changes, marker)


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


def _keep(change: Change) -> None:
    """Keep the old file under a second name, so that its place is never empty."""
    if change.final.is_file():
        _second(change, change.old)


def _second(change: Change, name: Path) -> None:
    """Give the file in its place a second name, in one step."""
    try:
        os.link(change.final, name)
    except OSError:
        # A file system without hard links: a finished copy, never half of one.
        shutil.copyfile(change.final, change.part)
        sync_file(change.part)
        change.part.replace(name)


def _mark(marker: Marker) -> None:
    with marker.path.open("wb") as stream:
        stream.write(marker.text.replace("\n", "\r\n").encode("utf-8-sig"))
        stream.flush()
        os.fsync(stream.fileno())
    give(marker.path, rights_of(marker.path.parent))
    sync_folder(marker.path.parent)


def _place(change: Change) -> None:
    """Put what is new in its place; waits a little for a program that has it open. Raises OSError with the place."""
    for pause in (*PAUSES, None):
        try:
            if change.new.is_dir() and change.final.is_dir():
                remove(change.old)
                change.final.replace(change.old)
            change.new.replace(change.final)
        except OSError as fault:
            if pause is None or fault.errno not in _IN_USE:
                raise OSError(fault.errno, fault.strerror, str(change.final)) from fault
            time.sleep(pause)
        else:
            return


def _undo(changes: Sequence[Change], marker: Path) -> None:
    """Put the old content back; whatever step is the last, `recover` finds all of the new or all of the old.

    Raises OSError. What is new is taken out of its place and kept while the marker stands.
    """
    if marker.exists():
        placed = [change for change in changes if not change.new.exists()]
        for change in placed:
            if change.final.is_dir():
                change.final.replace(change.new)
            else:
                _second(change, change.new)
        sync_folder(marker.parent)
        for change in changes:
            if change not in placed and change.final.exists():
                continue  # perhaps the one that is open
            if change.old.exists():
                change.old.replace(change.final)
            else:
                remove(change.final)
        sync_folder(marker.parent)
    _clear(changes, marker)


def _clear(changes: Sequence[Change], marker: Path) -> None:
    """Remove what was kept, the marker, and then what was not put in its place."""
    for change in changes:
        remove(change.part)
        remove(change.old)
    if marker.exists():
        sync_folder(marker.parent)
        marker.unlink()
        sync_folder(marker.parent)
    for change in changes:
        remove(change.new)
