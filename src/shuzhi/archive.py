"""Workbooks that were used, kept unchanged: copied whole, recognised by their hash, readable by their owner only."""

import hashlib
import os
import shutil
from pathlib import Path

from shuzhi.files.durable import make_folder, sync_folder
from shuzhi.files.regular import opened
from shuzhi.model.period import Period
from shuzhi.model.place import legal_name

_DIGITS = 12  # of a hash in a name: enough to tell the workbooks of one branch and period apart


def place(archive: Path, period: str, branch_code: str, sha256: str) -> Path:
    """Where a branch's workbook of a period (2023Q3) lies."""
    return archive / period / f"{legal_name(branch_code)}_{sha256[:_DIGITS]}.xlsx"


def period_of(path: Path) -> Period | None:
    """The period of an archived workbook."""
    return Period.parse(path.parent.name)


def is_named_for(path: Path, sha256: str) -> bool:
    """Whether an archived workbook bears the hash of this content."""
    return path.stem.endswith(f"_{sha256[:_DIGITS]}")


def keep(source: Path, target: Path, sha256: str) -> bool:
    """Copy a workbook unless it is there already; False where the source is gone or not the content meant any more.

    OSError: the archive cannot be written; then nothing stands under the target's name.
    """
    if is_whole(target, sha256):
        return True
    if not is_whole(source, sha256):
        return False
    for folder in (target.parent.parent, target.parent):
        make_folder(folder)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with opened(source) as typed, part.open("wb") as copy:
        shutil.copyfileobj(typed, copy)
        copy.flush()
        os.fsync(copy.fileno())
    whole = is_whole(part, sha256)
    if whole:
        part.replace(target)
        sync_folder(target.parent)
    else:
        part.unlink()
    return whole


def is_whole(path: Path, sha256: str) -> bool:
    """Whether a file is there, can be read and has this content."""
    try:
        with opened(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except OSError:
        return False
