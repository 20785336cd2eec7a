"""Zips that `zipped` made, read again: without zipfile, large files a piece at a time."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

from shuzhi.zipped import BEGIN, LOCAL, Directory, Member

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 1 << 17  # bytes of a file that may be kept
_LARGE = 1 << 20  # bytes that are not there twice
_AT_ONCE = 1 << 16  # bytes inflated together


class Made:
    """A zip that `zipped` made, read as zipfile.ZipFile reads it; what stands in many such zips is inflated once."""

    def __init__(self, members: Sequence[Member]) -> None:
        """The members, no two of one name."""
        self._members = {one.name: one for one in members}
        self._contents: dict[str, bytes] = {}

    def namelist(self) -> list[str]:
        """The names in order."""
        return list(self._members)

    def packed(self, name: str) -> Member:
        """The file of that name as it lies in the zip."""
        return self._members[name]

    def read(self, name: str) -> bytes:
        """The file of that name. Raises zipfile.BadZipFile or zlib.error."""
        if name not in self._contents:
            one = self._members[name]
            self._contents[name] = (_again if one.size <= _SMALL else inflated)(one)
        return self._contents[name]

    def testzip(self) -> str | None:
        """The name of the first file that is damaged; None if there is none."""
        return next((name for name, one in self._members.items() if not _is_whole(one)), None)


def opened(data: bytes) -> Made | zipfile.ZipFile:
    """A zip to be read: by zipfile, unless it is to the byte what `zipped` makes. Raises zipfile.BadZipFile."""
    return _opened(data) if len(data) <= _LARGE else _opened.__wrapped__(data)


@lru_cache(maxsize=1)  # what was just made is looked at from several sides
def _opened(data: bytes) -> Made | zipfile.ZipFile:
    members = _walked(data)
    plain = all(one.name.isprintable() and "\\" not in one.name and one.method in _METHODS for one in members)
    if plain and len({one.name for one in members}) == len(members) and _are_all(members, data):
        return Made(members)
    return zipfile.ZipFile(BytesIO(data))


def _walked(data: bytes) -> list[Member]:
    """The members as they follow each other from the beginning; none where something else stands there."""
    found, place, view = [], 0, memoryview(data)
    try:
        while data.startswith(BEGIN, place):
            *_, method, _, _, crc, packed, size, length, _ = LOCAL.unpack_from(data, place)
            begin = place + LOCAL.size
            start, place = begin + length, begin + length + packed
            part = data[start:place] if packed <= _LARGE else view[start:place]
            found.append(Member(data[begin:start].decode(), crc, size, part, method))
    except (struct.error, UnicodeDecodeError):
        return []
    return found


def _are_all(members: Sequence[Member], data: bytes) -> bool:
    """Whether a zip consists of the members found in it, with nothing around them but what `zipped` writes."""
    directory, place = Directory(), 0
    try:
        for one in members:
            header = directory.header(one)
            if not data.startswith(header, place):
                return False
            place += len(header) + len(one.data)
        return data[place:] == directory.end()
    except struct.error:
        return False


def inflated(one: Member) -> bytes:
    """The file, as long and with the CRC-32 as the zip says. Raises zipfile.BadZipFile or zlib.error."""
    worker = zlib.decompressobj(-zlib.MAX_WBITS)
    content = worker.decompress(one.data, one.size + 1) if one.method else bytes(one.data)
    if (len(content), zlib.crc32(content)) != (one.size, one.crc):
        raise zipfile.BadZipFile(one.name)
    return content


def inflated_pieces(one: Member) -> Iterator[bytes]:
    """The same of a large file, a piece after the other; what is wrong with it may only show behind the last."""
    size = crc = 0
    for piece in _inflated(one.data) if one.method else [bytes(one.data)]:
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if size > one.size:
            break
        yield piece
    if (size, crc) != (one.size, one.crc):
        raise zipfile.BadZipFile(one.name)


def _inflated(data: bytes | memoryview) -> Iterator[bytes]:
    worker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(data), _AT_ONCE):
        left: bytes | memoryview = data[start : start + _AT_ONCE]
        while left and not worker.eof:  # what stands behind the end stays a tail for ever
            yield worker.decompress(left, _LARGE)
            left = worker.unconsumed_tail
    yield worker.flush()


_again = lru_cache(maxsize=64)(inflated)


def _is_whole(one: Member) -> bool:
    try:
        inflated(one)
    except (zipfile.BadZipFile, zlib.error):
        return False
    return True
