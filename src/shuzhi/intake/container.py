"""The parts in the zip around a workbook: true sizes, right checksums; bytes are counted, headers never believed."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shuzhi.intake.faults import Refused
from shuzhi.intake.listing import Entry

PIECE = 1 << 16
_LOCAL = struct.Struct("<4s5H3I2H")  # PKWARE APPNOTE 4.3.7: local file header
_UTF8 = 0x800  # general purpose flag


def pieces(data: bytes, entry: Entry) -> Iterator[bytes]:
    """The content of one part in pieces of at most PIECE bytes.

    Raises:
        Refused: damaged, or not exactly as long as the directory of the zip says.
    """
    packed = _packed(data, entry)
    checksum = count = 0
    for piece in packed if entry.method == zipfile.ZIP_STORED else _inflated(packed):
        count += len(piece)
        if count > entry.size:
            raise Refused("zip")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if count != entry.size or checksum != entry.checksum:
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


def packed(data: bytes, entry: Entry) -> Packed:
    """One part as it is stored. Raises Refused: see span."""
    begin, end = span(data, entry)
    return Packed(data[begin:end], entry.method, entry.size, entry.checksum)


def kind(found: Mapping[str, Entry]) -> str:
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


def _packed(data: bytes, entry: Entry) -> Iterator[bytes]:
    """The stored bytes of one part."""
    if entry.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("zip")
    start, end = span(data, entry)
    return (data[place : min(place + PIECE, end)] for place in range(start, end, PIECE))


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
