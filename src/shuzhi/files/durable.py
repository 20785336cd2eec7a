"""What a power cut must not take back: a file lasts once it is synced, its name once its folder is."""

import errno
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from shuzhi.files.below import folders_below

# File systems of Linux that write all they hold back at once, and since when that tells of every error (syncfs(2)).
_AT_ONCE, _SINCE = ("ext4", "xfs"), (5, 8)
_OF_THE_DISK = (errno.EIO, errno.ENOSPC, errno.EDQUOT)  # whatever else is said: there is no such call here


def sync_file(path: Path) -> None:
    """Make the content of a written file last. Raises OSError."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_below(folder: Path, files: Iterable[Path]) -> None:
    """Make the content of these files below a folder last, and all names in it. Raises OSError."""
    if _sync_at_once(folder):
        return
    for path in files:
        sync_file(path)
    for path in folders_below(folder):
        sync_folder(path)


def _sync_at_once(folder: Path) -> bool:
    """Write back all that the file system of a folder holds: of many files in a fraction of the time.

    False where that is not known to be as good as one after the other. Raises OSError.
    """
    if not sys.platform.startswith("linux") or _kind(folder) not in _AT_ONCE or _release() < _SINCE:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        fault = _syncfs(handle)
    finally:
        os.close(handle)
    if fault in _OF_THE_DISK:
        raise OSError(fault, os.strerror(fault), str(folder))
    return not fault


def _syncfs(handle: int) -> int:
    """The call that Python does not have; gives the number of the error, 0 = none."""
    import ctypes  # noqa: PLC0415 - only here

    return ctypes.get_errno() if ctypes.CDLL(None, use_errno=True).syncfs(handle) else 0


def _kind(folder: Path) -> str:
    """Which file system a folder lies on; "" = not known."""
    device = folder.stat().st_dev
    named = f" {os.major(device)}:{os.minor(device)} "
    with suppress(OSError):
        for line in Path("/proc/self/mountinfo").read_text(errors="replace").splitlines():
            place, _, kind = line.partition(" - ")
            if named in place:
                return kind.split(" ", 1)[0]
    return ""


def _release() -> tuple[int, ...]:
    """Of the system: (6, 1)."""
    return tuple(map(int, re.findall("[0-9]+", os.uname().release)[:2]))


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
