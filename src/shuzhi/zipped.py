"""Zips whose bytes depend on their members only; put together from ready pieces, what never changes compressed once."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from shuzhi.entries import Entry, plain_entries

_BEST, _QUICK = 6, 3  # zlib's levels: a fifth more bytes in half the time
_END = b"\x03\x00"  # an empty last block: what a deflate stream of pieces ends with (RFC 1951)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip knows
_DAY = 33  # the same as MS-DOS counts
LOCAL, _CENTRAL, _CLOSE = struct.Struct("<4s5H3I2H"), struct.Struct("<4s4B4H3I5H2I"), struct.Struct("<4s4H2IH")
BEGIN = b"PK\x03\x04"
_UNIX, _VERSION, _UTF8 = 3, 20, 0x800
_RIGHTS = 0o644 << 16
# What zipfile raises for zips that are damaged, locked, or packed in a way it does not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    OverflowError,
)


class Piece(NamedTuple):
    """Some bytes and the same compressed, so that pieces behind each other are one deflate stream."""

    raw: bytes
    deflated: bytes


class Member(NamedTuple):
    """One file of a zip as it lies there: `data` is compressed by `method` (8 deflate, 0 stored)."""

    name: str
    crc: int
    size: int
    data: bytes | memoryview
    method: int = zipfile.ZIP_DEFLATED

    @property
    def content(self) -> bytes:
        """The file itself."""
        return zlib.decompress(self.data, -zlib.MAX_WBITS) if self.method else bytes(self.data)


def member(name: str, raw: bytes) -> Member:
    """A file compressed as a whole, to the byte as zipfile does it by `entry`."""
    worker = zlib.compressobj(_BEST, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, zlib.crc32(raw), len(raw), worker.compress(raw) + worker.flush())


def stored(name: str, raw: bytes) -> Member:
    """A file as it is, to the byte as zipfile stores it by `entry`."""
    return Member(name, zlib.crc32(raw), len(raw), raw, zipfile.ZIP_STORED)


def piece(raw: bytes, *, once: bool = False) -> Piece:
    """Compress some bytes by themselves: the piece may stand anywhere in any member; quickly if it is used once."""
    worker = zlib.compressobj(_QUICK if once else _BEST, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(raw, worker.compress(raw) + worker.flush(zlib.Z_FULL_FLUSH))


def joined(name: str, pieces: Sequence[Piece]) -> Member:
    """The member that consists of the pieces in order."""
    raw = b"".join(one.raw for one in pieces)
    return Member(name, zlib.crc32(raw), len(raw), b"".join(one.deflated for one in pieces) + _END)


def taken_apart(data: bytes) -> tuple[Member, ...]:
    """The members of a zip in its order, still compressed. Raises zipfile.BadZipFile."""
    found = plain_entries(data)
    if found and all(one.name.isprintable() and "\\" not in one.name for one in found[0]):
        return tuple([_member(data, one) for one in found[0]])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return tuple([
            _member(data, Entry(
                one.filename, 0, one.compress_type, one.CRC, one.compress_size, one.file_size, one.header_offset
            )) for one in archive.infolist()
        ])


def _member(data: bytes, entry: Entry) -> Member:
    *_, name, extra = LOCAL.unpack_from(data, entry.header)
    start = entry.header + LOCAL.size + name + extra
    return Member(entry.name, entry.checksum, entry.size, data[start : start + entry.packed], entry.method)


class Directory:
    """What stands in a zip around the data of its members, each dated 1980-01-01, in the order they are written."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._entries: list[bytes] = []
        self._place = 0

    def header(self, member: Member) -> bytes:
        """What stands before the data of the member that follows now. struct.error: more than 4 GB."""
        name = member.name.encode()
        flags = 0 if member.name.isascii() else _UTF8
        facts = (flags, member.method, 0, _DAY, member.crc, len(member.data), member.size, len(name))
        local = LOCAL.pack(BEGIN, _VERSION, *facts, 0) + name
        self._entries.append(
            _CENTRAL.pack(b"PK\x01\x02", _VERSION, _UNIX, _VERSION, 0, *facts, 0, 0, 0, 0, _RIGHTS, self._place) + name
        )
        self._place += len(local) + len(member.data)
        return local

    def end(self) -> bytes:
        """What stands behind the last member. struct.error: more than 4 GB or 65,535 members."""
        listed, count = b"".join(self._entries), len(self._entries)
        return listed + _CLOSE.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), self._place, 0)


def zipped(members: Iterable[Member]) -> bytes:
    """A zip of the members in order, each dated 1980-01-01. struct.error: more than 4 GB or 65,535 members."""
    directory, made = Directory(), BytesIO()
    for member in members:
        made.write(directory.header(member))
        made.write(member.data)
    made.write(directory.end())
    return made.getvalue()


def replaced(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The zip with other content in members by name, all others with the bytes they have; itself where there is none.

    Raises zipfile.BadZipFile.
    """
    if not contents:
        return data
    return zipped(
        joined(one.name, [piece(contents[one.name], once=True)]) if one.name in contents else one
        for one in taken_apart(data)
    )


def is_untouched(data: bytes) -> bool:
    """Whether `zipped` made these bytes: whatever saves the zip again leaves its own dates or rights."""
    facts = (_FIRST_DAY, _UNIX, _RIGHTS)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return all((one.date_time, one.create_system, one.external_attr) == facts for one in archive.infolist())
    except zipfile.BadZipFile:
        return False


def entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """How a member is to be written into a zip by zipfile: with fixed date, system and rights, the same everywhere."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system, info.external_attr, info.compress_type = _UNIX, _RIGHTS, method
    return info
