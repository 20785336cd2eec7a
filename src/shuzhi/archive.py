"""Workbooks that were used, kept unchanged: copied whole, recognised by their hash, readable by their owner only."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from shuzhi.files.digest import digest_of
from shuzhi.files.durable import make_folder, sync_below, sync_folder
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


def keep(wanted: Iterable[tuple[Path, Path, str]]) -> int:
    """Copy workbooks (source, target, sha256) unless they are there already; gives how many of them stand there now.

    A source that is gone or not the content meant any more is left out. OSError: the archive cannot be written; then
    what stands under the name of a target is whole, or nothing.
    """
    stand = 0
    parts: dict[Path, Path] = {}
    try:
        for source, target, sha256 in wanted:
            if is_whole(target, sha256):
                stand += 1
            elif part := _copied(source, target, sha256):
                parts[part] = target
        folders: dict[Path, list[Path]] = {}
        for part in parts:
            folders.setdefault(part.parent, []).append(part)
        for folder, files in folders.items():  # all at once: a disk takes many files in the time of a few
            sync_below(folder, files)
        for part, target in parts.items():
            part.replace(target)
        for folder in folders:
            sync_folder(folder)
    except BaseException:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise
    return stand + len(parts)


def _copied(source: Path, target: Path, sha256: str) -> Path | None:
    """Where a copy lies beside the target, not synced yet; None where the source is not the content meant."""
    if not is_whole(source, sha256):
        return None
    for folder in (target.parent.parent, target.parent):
        make_folder(folder)
    part, whole = target.with_suffix(".part"), False
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        with opened(source) as typed, part.open("wb") as copy:
            shutil.copyfileobj(typed, copy)
        whole = is_whole(part, sha256)
    finally:
        if not whole:
            part.unlink(missing_ok=True)
    return part if whole else None


def is_whole(path: Path, sha256: str) -> bool:
    """Whether a file is there, can be read and has this content."""
    try:
        with opened(path) as stream:
            return digest_of(stream) == sha256
    except OSError:
        return False
