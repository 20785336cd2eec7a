"""A zip whose bytes depend on nothing but its members; written beside its place, on the disk for good, read again.

An encrypted one differs every time: its salt must.
"""

import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from shuzhi.deliver.encrypted import member as told
from shuzhi.deliver.encrypted import open_zip, reads_back
from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.zipped import entry

# Already compressed inside.
STORED = (".docx", ".xlsx", ".pdf", ".png")
DAMAGED = "写完再读时内容不对"


def write_zip(target: Path, members: Sequence[Member], manifest: bytes, password: str | None = None) -> None:
    """Write the members in order, manifest.json last, AES-256 where there is a password (as `encrypted.sound` gave it).

    OSError where it can't be written or reads back differently.
    """
    with target.open("wb") as stream:
        with open_zip(stream, "w", password) as archive:
            for member in members:
                info = entry(member.name, zipfile.ZIP_STORED if member.name.endswith(STORED) else zipfile.ZIP_DEFLATED)
                info.file_size = member.size
                with member.path.open("rb") as source, archive.open(told(archive, info), "w") as place:
                    shutil.copyfileobj(source, place)
            archive.writestr(told(archive, entry(MANIFEST)), manifest)
        stream.flush()
        os.fsync(stream.fileno())
    if not reads_back(target, [*(member.name for member in members), MANIFEST], password):
        raise OSError(DAMAGED)
