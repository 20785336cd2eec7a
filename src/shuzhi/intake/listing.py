"""The entries that the directory of a zip lists: taken as they stand where it is plain, else by zipfile."""

import io
import struct
import zipfile
from typing import NamedTuple

from shuzhi.intake.faults import Refused
from shuzhi.zipped import BROKEN

END = b"PK\x05\x06"  # PKWARE APPNOTE 4.3.16
_TAIL = 65557  # bytes at the end of a file where the end of its directory may stand
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


class Listing(NamedTuple):
    """The entries in order; where the directory begins; whether it is plain, so that no reader takes it otherwise."""

    entries: list[Entry]
    begin: int
    is_plain: bool


def listing(data: bytes) -> Listing:
    """What the directory of a zip says. Raises Refused: none that zipfile reads."""
    begin = _begin(data)
    entries = _entries(data, begin) if begin >= 0 else None
    return Listing(entries, begin, is_plain=True) if entries is not None else _by_zipfile(data)


def _begin(data: bytes) -> int:
    """Where a directory begins that ends the file, without comment and large numbers; -1 for any other."""
    end = len(data) - _CLOSE.size
    if end < _LOCATOR_SIZE or data.startswith(_LOCATOR, end - _LOCATOR_SIZE):
        return -1
    mark, disk, first, here, count, size, begin, comment = _CLOSE.unpack_from(data, end)
    is_plain = mark == END and disk == first == comment == 0 and here == count and begin + size == end
    return begin if is_plain else -1


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


def _by_zipfile(data: bytes) -> Listing:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [
                Entry(
                    one.orig_filename, one.flag_bits, one.compress_type, one.CRC, one.compress_size, one.file_size,
                    one.header_offset, one.extra,
                ) for one in archive.infolist()
            ]
            return Listing(entries, archive.start_dir, is_plain=False)
    except BROKEN as fault:
        raise Refused("zip" if END in data[-_TAIL:] else "truncated") from fault
