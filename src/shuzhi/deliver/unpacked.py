"""The unpacked copy of a delivery: a folder that is made whole beside its place, manifest.json last."""

import os
from collections.abc import Sequence
from pathlib import Path

from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.files.below import files_below
from shuzhi.files.digest import digest
from shuzhi.files.durable import sync_below


def write_copy(folder: Path, members: Sequence[Member], manifest: bytes, before: Path) -> None:
    """Put every member into a new folder, then the manifest; all of it lasts. Raises OSError.

    A file that lies in the folder `before` as it is now gets a second name there: its content lasts already.
    """
    folder.mkdir()
    new, linkable = [folder / MANIFEST], before.is_dir() and not before.is_symlink()
    for above in dict.fromkeys((folder / member.name).parent for member in members):
        above.mkdir(parents=True, exist_ok=True)
    for member in members:
        place = folder / member.name
        if not (linkable and _linked(before / member.name, member, place)):
            place.write_bytes(member.path.read_bytes())
            new.append(place)
    (folder / MANIFEST).write_bytes(manifest)
    sync_below(folder, new)


def _linked(before: Path, member: Member, place: Path) -> bool:
    """Give a file of the copy before a second name, if it has the member's content; False where it has none."""
    try:
        if before.is_symlink() or not _is(before, member):
            return False
        os.link(before, place)
    except OSError:
        return False
    return True


def _is(path: Path, member: Member) -> bool:
    return path.stat().st_size == member.size and digest(path) == member.sha256


def is_copy(folder: Path, members: Sequence[Member], manifest: bytes) -> bool:
    """True where the folder holds exactly these files with this manifest. Raises OSError."""
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != manifest:
        return False
    wanted = {member.name: member for member in members}
    files = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    files.pop(MANIFEST)
    return files.keys() == wanted.keys() and all(
        _is(path, wanted[name]) for name, path in files.items()
    )
