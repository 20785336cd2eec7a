"""The directory of the zip around a workbook: safe names, moderate sizes, every part in a place of its own."""

import struct
from collections.abc import Sequence
from functools import lru_cache

from shuzhi.entries import END, Entry
from shuzhi.intake.bounds import Bounds, sized
from shuzhi.intake.container import Part, span
from shuzhi.intake.faults import Refused
from shuzhi.intake.listing import listing
from shuzhi.untrusted import ENCRYPTED, FAR_TOO_MANY, MOST_PARTS, is_safe, listed

MOST_RATIO, GRACE = 200, 5_000_000  # XML of more bytes than GRACE is never packed that tightly by an office program
_MARKUP = (".xml", ".rels")
_PATCHED, _STRONG = 0x20, 0x40  # general purpose flags, APPNOTE 4.4.4
_UNICODE_PATH = 0x7075  # extra field with another name, APPNOTE 4.6.9
_is_safe = lru_cache(maxsize=256)(is_safe)  # parts have the same names in workbook after workbook


def parts(data: bytes, bounds: Bounds) -> tuple[dict[str, Part], bool]:
    """The parts of a zip by lower-case name (readers of workbooks ignore case), folders left out; whether it is plain.

    Raises:
        Refused: no whole zip, names that clash or lead outside, parts in each other's place, too many parts, too many
            bytes, a password.
    """
    if listed(data) > FAR_TOO_MANY:
        raise Refused("parts", count=listed(data), limit=MOST_PARTS)
    entries, start, is_plain = listing(data)
    if len(entries) > MOST_PARTS:
        raise Refused("parts", count=len(entries), limit=MOST_PARTS)
    found = _named(entries)
    if any(entry.flags & ENCRYPTED for entry in entries):
        raise Refused("password")
    if any(entry.flags & (_PATCHED | _STRONG) for entry in entries):
        raise Refused("zip")
    _check_sizes(entries, bounds)
    spans = _spans(data, entries, start)
    return {
        name: Part(one.name, one.method, one.size, one.checksum, *spans[one.header])
        for name, one in found.items() if not name.endswith("/")
    }, is_plain


def _named(entries: Sequence[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        name = entry.name.lower()
        if name in found or not _is_safe(name) or _has_alias(entry, name):
            raise Refused("names")
        found[name] = entry
    return found


def _has_alias(entry: Entry, name: str) -> bool:
    """Whether an entry bears another name that some readers go by; what is not ASCII may be written in two ways."""
    place, extra = 0, entry.extra
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        other = extra[place + 9 : place + 4 + length].decode("utf-8", "replace").lower()
        if kind == _UNICODE_PATH and other != name and (other.isascii() or name.isascii()):
            return True
        place += 4 + length
    return False


def _check_sizes(entries: Sequence[Entry], bounds: Bounds) -> None:
    """By the sizes the directory gives; that they are true is seen when the parts are read."""
    whole = sum(entry.size for entry in entries)
    if whole > bounds.unpacked_bytes:
        raise Refused("unpacked", size=sized(whole), limit=sized(bounds.unpacked_bytes))
    for entry in entries:
        if entry.size > GRACE and entry.name.lower().endswith(_MARKUP):
            times = entry.size // max(entry.packed, 1)
            if times > MOST_RATIO:
                raise Refused("ratio", times=times, limit=MOST_RATIO)


def _spans(data: bytes, entries: Sequence[Entry], start: int) -> dict[int, tuple[int, int]]:
    """Where the stored bytes of each part begin and end, by where its header begins.

    One directory, the first part at the first byte, none reaching into another or into the directory at `start`.
    """
    if data.count(END, start) != 1:
        raise Refused("zip")
    found: dict[int, tuple[int, int]] = {}
    free = 0
    for entry in sorted(entries, key=lambda entry: entry.header):
        if entry.header < free or (free == 0 and entry.header > 0):
            raise Refused("zip")
        found[entry.header] = span(data, entry)
        free = found[entry.header][1]
    if free > start:
        raise Refused("zip")
    return found
