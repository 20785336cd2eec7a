"""Mutators of a file's bytes: what bad copies, cut downloads and hostile hands do to a zip. (chance, data) → data."""

import struct

_ENTRY, _RECORD = b"PK\x03\x04", b"PK\x01\x02"
# Offsets of fields: of the local header (APPNOTE 4.3.7) and of the directory's record (4.3.12), in bytes, with their sizes.
_LOCAL = {"version": (4, 2), "flags": (6, 2), "method": (8, 2), "crc": (14, 4), "packed": (18, 4), "size": (22, 4), "name": (26, 2), "extra": (28, 2)}
_CENTRAL = {"version": (6, 2), "flags": (8, 2), "method": (10, 2), "crc": (16, 4), "packed": (20, 4), "size": (24, 4), "name": (28, 2),
            "extra": (30, 2), "comment": (32, 2), "disk": (34, 2), "offset": (42, 4)}
_LAST = {"disk": (4, 2), "entries": (8, 2), "total": (10, 2), "size": (12, 4), "offset": (16, 4), "comment": (20, 2)}


def flip(chance, data):
    """One to eight bits."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(chance, data):
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def gap(chance, data):
    """A block is missing."""
    start, end = _block(chance, data)
    return data[:start] + data[end:]


def zeros(chance, data):
    """A block was never written."""
    start, end = _block(chance, data)
    return data[:start] + bytes(end - start) + data[end:]


def noise(chance, data):
    """A block of other bytes in between."""
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 600)) + data[place:]


def doubled(chance, data):
    """A block stands there twice."""
    start, end = _block(chance, data)
    return data[:end] + data[start:end] + data[end:]


def swapped(chance, data):
    """Two blocks of the same size changed places."""
    size = chance.randint(1, max(1, min(4096, len(data) // 3)))
    first = chance.randrange(len(data) - 2 * size)
    second = chance.randrange(first + size, len(data) - size + 1)
    return b"".join([data[:first], data[second : second + size], data[first + size : second], data[first : first + size], data[second + size :]])


def framed(chance, data):
    """Something stands before or behind the zip."""
    more = chance.randbytes(chance.randint(1, 300))
    return chance.choice([more + data, data + more, b"PK\x03\x04" + data, data + data])


def local_field(chance, data):
    """A field of an entry's own header."""
    return _field(chance, data, _ENTRY, _LOCAL)


def central_field(chance, data):
    """A field of a record of the directory."""
    return _field(chance, data, _RECORD, _CENTRAL)


def last_field(chance, data):
    """A field of the directory's end."""
    return _field(chance, data, b"PK\x05\x06", _LAST)


def _block(chance, data):
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice([1, 2, 16, 512, 4096, 30_000]))


def _field(chance, data, mark, fields):
    places = _places(data, mark)
    if not places:
        return data
    offset, size = chance.choice(list(fields.values()))
    place = chance.choice(places) + offset
    before = int.from_bytes(data[place : place + size], "little")
    most = (1 << 8 * size) - 1
    value = chance.choice([0, 1, most, most - 1, before + 1, before ^ 1 << chance.randrange(8 * size), chance.randint(0, most), len(data)])
    return data[:place] + struct.pack("<I", value & 0xFFFFFFFF)[:size] + data[place + size :]


def _places(data, mark):
    found, place = [], data.find(mark)
    while place >= 0:
        found.append(place)
        place = data.find(mark, place + 1)
    return found


MUTATORS = (flip, cut, gap, zeros, noise, doubled, swapped, framed, local_field, local_field, central_field, central_field, last_field)
