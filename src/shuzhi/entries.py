"""The entries that the directory of a zip lists, where it is plain, so that no reader takes it otherwise."""

import struct
from typing import NamedTuple

END = b"PK\x05\x06"  # PKWARE APPNOTE 4.3.16
_CLOSE, _CENTRAL = struct.Struct("<4s4H2IH"), struct.Struct("<4s6H3I5H2I")  # 4.3.16, 4.3.12
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20  # 4.3.15: stands before END where numbers are large
_NEWEST = 63  # version that zipfile reads


class Entry(NamedTuple):
    """What a directory says of one part: its name as it is written, sizes in bytes, where its own header begins."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    header: int
    extra: bytes = b""


def plain_entries(data: bytes) -> tuple[list[Entry], int] | None:
    """The entries in order and where their directory begins; None where it, or one of them, is not plain."""
    start = _start(data)
    found = _entries(data, start) if start >= 0 else None
    return None if found is None else (found, start)


def _start(data: bytes) -> int:
    """Where a directory begins that ends the file, without comment and large numbers; -1 for any other."""
    end = len(data) - _CLOSE.size
    if end < _LOCATOR_SIZE or data.startswith(_LOCATOR, end - _LOCATOR_SIZE):
        return -1
    mark, disk, first, here, count, size, start, comment = _CLOSE.unpack_from(data, end)
    is_plain = mark == END and disk == first == comment == 0 and here == count and start + size == end
    return start if is_plain else -1


def _entries(data: bytes, begin: int) -> list[Entry] | None:
    """The entries of a directory; None where one is not plain or they do not fill it."""
    found: list[Entry] = []
    place, end = begin, len(data) - _CLOSE.size
    while place + _CENTRAL.size <= end:
        mark, _, version, flags, method, _, _, checksum, packed, size, length, extra, comment, _, _, _, header = (
            _CENTRAL.unpack_from(data, place)
        )
        start, place = place + _CENTRAL.size, place + _CENTRAL.size + length
        name = data[start:place]
        if mark != b"PK\x01\x02" or version > _NEWEST or extra or comment or not name.isascii():
            return None
        found.append(Entry(name.decode("ascii"), flags, method, checksum, packed, size, header))
    return found if place == end else None
