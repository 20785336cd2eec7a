"""The parts in the zip around a workbook: true sizes, right checksums; bytes are counted, headers never believed."""

import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import NamedTuple

from shuzhi.entries import Entry
from shuzhi.intake.faults import Refused

PIECE = 1 << 16
_LOCAL = struct.Struct("<4s5H3I2H")  # PKWARE APPNOTE 4.3.7: local file header
_UTF8 = 0x800  # general purpose flag


class Part(NamedTuple):
    """One part of a zip: its name as it is written, how it is packed, its size and checksum, where its bytes lie."""

    name: str
    method: int
    size: int
    checksum: int
    begin: int
    end: int


def pieces(data: bytes, part: Part) -> Iterator[bytes]:
    """The content of one part in pieces of at most PIECE bytes.

    Raises:
        Refused: damaged, or not exactly as long as the directory of the zip says.
    """
    packed = _packed(data, part)
    checksum = count = 0
    for piece in packed if part.method == zipfile.ZIP_STORED else _inflated(packed):
        count += len(piece)
        if count > part.size:
            raise Refused("zip")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if count != part.size or checksum != part.checksum:
        raise Refused("zip")


class Packed(NamedTuple):
    """One part as it is stored: its bytes there, how they are packed, its size and checksum."""

    stored: bytes
    method: int
    size: int
    checksum: int

    def content(self) -> bytes | None:
        """The part itself; None where it is damaged, or not exactly as long as the directory of the zip says."""
        if self.method != zipfile.ZIP_DEFLATED:
            return None
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            found = stream.decompress(self.stored, self.size + 1)
        except zlib.error:
            return None
        is_whole = stream.eof and len(found) == self.size and zlib.crc32(found) == self.checksum
        return found if is_whole else None


def packed(data: bytes, part: Part) -> Packed:
    """One part as it is stored."""
    return Packed(data[part.begin : part.end], part.method, part.size, part.checksum)


def kind(found: Collection[str]) -> str:
    """What a zip is by its parts: "" for a workbook, else a key of FAULTS."""
    if "xl/workbook.xml" in found:
        return ""
    if "xl/workbook.bin" in found:
        return "binary"
    if any(name.startswith(("word/", "ppt/")) for name in found):
        return "document"
    if "content.xml" in found and "mimetype" in found:
        return "ods"
    return "missing" if "[content_types].xml" in found or any(name.startswith("xl/") for name in found) else "archive"


def span(data: bytes, entry: Entry) -> tuple[int, int]:
    """Where the stored bytes of one part begin and end.

    Raises:
        Refused: not where the directory says, or under another name there.
    """
    start = entry.header
    if start < 0 or start + _LOCAL.size > len(data):
        raise Refused("zip")
    mark, *_, name_length, extra_length = _LOCAL.unpack_from(data, start)
    start += _LOCAL.size
    name = data[start : start + name_length]
    encoding = "utf-8" if entry.flags & _UTF8 or entry.name.isascii() else "cp437"
    if mark != b"PK\x03\x04" or name != entry.name.encode(encoding):
        raise Refused("zip")
    start += name_length + extra_length
    end = start + entry.packed
    if end > len(data):
        raise Refused("zip")
    return start, end


def _packed(data: bytes, part: Part) -> Iterator[bytes]:
    """The stored bytes of one part."""
    if part.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("zip")
    return (data[place : min(place + PIECE, part.end)] for place in range(part.begin, part.end, PIECE))


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            rest = piece
            while rest and not stream.eof:
                yield stream.decompress(rest, PIECE)
                rest = stream.unconsumed_tail
        while not stream.eof and (piece := stream.decompress(b"", PIECE)):
            yield piece
    except zlib.error as fault:
        raise Refused("zip") from fault
    if not stream.eof:
        raise Refused("zip")
