"""A zip whose bytes depend on nothing but its members; written beside its place, on the disk for good, read again.

An encrypted one differs every time: its salt must.
"""

import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO

from shuzhi import zipped
from shuzhi.deliver.encrypted import member as told
from shuzhi.deliver.encrypted import open_zip, reads_back
from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.files.digest import digest

# Already compressed inside.
STORED = (".docx", ".xlsx", ".pdf", ".png")
DAMAGED = "写完再读时内容不对"
# Files and bytes of a zip that needs no ZIP64 for sure: zipfile makes the larger ones.
_MOST_FILES, _MOST_BYTES = 60_000, 1 << 30


def write_zip(target: Path, members: Sequence[Member], manifest: bytes, password: str | None = None) -> None:
    """Write the members in order, manifest.json last, AES-256 where there is a password (as `encrypted.sound` gave it).

    OSError where it can't be written or reads back differently.
    """
    plain = password is None and len(members) < _MOST_FILES and sum(one.size for one in members) < _MOST_BYTES
    with target.open("wb") as stream:
        written = _write(stream, members, manifest) if plain else ""
        if not plain:
            _write_by_library(stream, members, manifest, password)
        stream.flush()
        os.fsync(stream.fileno())
    names = [*(member.name for member in members), MANIFEST]
    if not (digest(target) == written if plain else reads_back(target, names, password)):
        raise OSError(DAMAGED)


def _write(stream: IO[bytes], members: Sequence[Member], manifest: bytes) -> str:
    """To the byte what zipfile writes; gives the sha256 in hex of all that was written."""
    directory, made = zipped.Directory(), sha256()
    for packed in _packed(members, manifest):
        for part in (directory.header(packed), packed.data):
            stream.write(part)
            made.update(part)
    end = directory.end()
    stream.write(end)
    made.update(end)
    return made.hexdigest()


def _packed(members: Sequence[Member], manifest: bytes) -> Iterator[zipped.Member]:
    for member in members:
        content = member.path.read_bytes()
        yield (zipped.stored if member.name.endswith(STORED) else zipped.member)(member.name, content)
    yield zipped.member(MANIFEST, manifest)


def _write_by_library(
    stream: IO[bytes], members: Sequence[Member], manifest: bytes, password: str | None
) -> None:
    with open_zip(stream, "w", password) as archive:
        for member in members:
            method = zipfile.ZIP_STORED if member.name.endswith(STORED) else zipfile.ZIP_DEFLATED
            info = zipped.entry(member.name, method)
            info.file_size = member.size
            with member.path.open("rb") as source, archive.open(told(archive, info), "w") as place:
                shutil.copyfileobj(source, place)
        archive.writestr(told(archive, zipped.entry(MANIFEST)), manifest)
