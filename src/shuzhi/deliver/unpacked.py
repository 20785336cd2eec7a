"""The unpacked copy of a delivery: a folder that is made whole beside its place, manifest.json last."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from shuzhi.deliver.members import MANIFEST, Member, digest
from shuzhi.files.below import files_below, folders_below
from shuzhi.files.durable import sync_file, sync_folder


def write_copy(folder: Path, members: Sequence[Member], manifest: bytes) -> None:
    """Copy every member into a new folder, then write the manifest; all of it lasts. Raises OSError."""
    folder.mkdir()
    for member in members:
        place = folder / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(member.path, place)
    (folder / MANIFEST).write_bytes(manifest)
    for path in files_below(folder):  # when all is written: a disk takes many files at once
        sync_file(path)
    for path in folders_below(folder):
        sync_folder(path)


def is_copy(folder: Path, members: Sequence[Member], manifest: bytes) -> bool:
    """True where the folder holds exactly these files with this manifest. Raises OSError."""
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != manifest:
        return False
    wanted = {member.name: member for member in members}
    files = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    files.pop(MANIFEST)
    return files.keys() == wanted.keys() and all(
        path.stat().st_size == wanted[name].size and digest(path) == wanted[name].sha256
        for name, path in files.items()
    )
