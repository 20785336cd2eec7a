"""A zip whose bytes depend on nothing but its members; written beside its place, on the disk for good, read again."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from shuzhi.deliver.members import MANIFEST, Member

# Already compressed inside.
STORED = (".docx", ".xlsx", ".pdf", ".png")
DAMAGED = "写完再读时内容不对"


def write_zip(target: Path, members: Sequence[Member], manifest: bytes) -> None:
    """Write the members in order, manifest.json last. OSError where it can't be written or reads back differently."""
    with target.open("wb") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            for member in members:
                info = _info(member.name)
                info.file_size = member.size
                with member.path.open("rb") as source, archive.open(info, "w") as place:
                    shutil.copyfileobj(source, place)
            archive.writestr(_info(MANIFEST), manifest)
        stream.flush()
        os.fsync(stream.fileno())
    _read_again(target, [*(member.name for member in members), MANIFEST])


def _info(name: str) -> zipfile.ZipInfo:
    """Fixed date, system and rights, so that the same files give the same zip everywhere."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    return info


def _read_again(path: Path, names: list[str]) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            whole = archive.testzip() is None and archive.namelist() == names
    except (zipfile.BadZipFile, zlib.error) as fault:
        raise OSError(DAMAGED) from fault
    if not whole:
        raise OSError(DAMAGED)
