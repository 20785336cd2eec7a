"""Who may read what a command makes: its owner, and whoever may open the folder that it is published in.

Windows has no such bits: there a file takes the rights of its folder by itself.
"""

import os
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from stat import S_IMODE, S_ISDIR

PRIVATE = 0o700  # of a folder; a file in it has the same without the right to be run
_FILE, _OWNER_OF_FILE = 0o666, 0o600


def own_mask() -> None:
    """From here on every file and folder that this process and its children make is its owner's alone."""
    os.umask(0o077)


def rights_of(path: Path) -> int:
    """The rights of a file or folder. Raises OSError."""
    return S_IMODE(path.stat().st_mode)


def give(path: Path, rights: int) -> None:
    """Give a folder and everything in it, or a file, those rights; a file is never run, its owner always reads it.

    Where the file system knows no such rights, or the file is somebody else's, it stays as it is.
    """
    if os.name != "nt" and path.exists() and not path.is_symlink():
        _give(str(path), path.stat().st_mode, rights)


def _give(path: str, mode: int, rights: int) -> None:
    folder = S_ISDIR(mode)
    wanted = rights | PRIVATE if folder else rights & _FILE | _OWNER_OF_FILE
    with suppress(OSError):
        if S_IMODE(mode) != wanted:
            os.chmod(path, wanted)  # noqa: PTH101 - thousands of files: no object for each
    if not folder:
        return
    with os.scandir(path) as found:
        children = sorted(found, key=attrgetter("name"))
    for child in children:
        with suppress(FileNotFoundError):
            if not child.is_symlink():
                _give(child.path, child.stat().st_mode, rights)
