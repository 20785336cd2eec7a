"""A zip whose bytes depend on nothing but its members; written beside its place, on the disk for good, read again."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from shuzhi.deliver.members import MANIFEST, Member
from shuzhi.zipped import entry

# Already compressed inside.
STORED = (".docx", ".xlsx", ".pdf", ".png")
DAMAGED = "写完再读时内容不对"


def write_zip(target: Path, members: Sequence[Member], manifest: bytes) -> None:
    """Write the members in order, manifest.json last. OSError where it can't be written or reads back differently."""
    with target.open("wb") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            for member in members:
                info = entry(member.name, zipfile.ZIP_STORED if member.name.endswith(STORED) else zipfile.ZIP_DEFLATED)
                info.file_size = member.size
                with member.path.open("rb") as source, archive.open(info, "w") as place:
                    shutil.copyfileobj(source, place)
            archive.writestr(entry(MANIFEST), manifest)
        stream.flush()
        os.fsync(stream.fileno())
    _read_again(target, [*(member.name for member in members), MANIFEST])


def _read_again(path: Path, names: list[str]) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            whole = archive.testzip() is None and archive.namelist() == names
    except (zipfile.BadZipFile, zlib.error) as fault:
        raise OSError(DAMAGED) from fault
    if not whole:
        raise OSError(DAMAGED)
