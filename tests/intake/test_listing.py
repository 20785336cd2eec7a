"""listing: a plain directory of a zip is read as zipfile reads it."""

import io
import struct
import zipfile

from hypothesis import strategies as st

import odd
from drawn import drawn
from shuzhi.intake import listing as module
from shuzhi.intake.faults import Refused
from shuzhi.intake.listing import listing

GOOD = odd.good()


def told(data, read=listing):
    """What is read of a directory, or the fault."""
    try:
        return read(data)[:2]
    except Refused as refused:
        return refused.fault.code, refused.fault.message


def test_what_programs_write_needs_no_zipfile(monkeypatch):
    """Every entry is as zipfile has it, and zipfile is not asked."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        known = [
            (one.orig_filename, one.flag_bits, one.compress_type, one.CRC, one.compress_size, one.file_size, one.header_offset, one.extra) for one in archive.infolist()
        ], archive.start_dir
    monkeypatch.setattr(module.zipfile, "ZipFile", None)
    assert listing(GOOD) == (*known, True)


def test_whatever_is_changed_is_told_as_zipfile_tells_it(many):
    """Bytes of the directory and of its end, each drawn or of the numbers that mean something else there."""
    start = listing(GOOD)[1]
    places = st.integers(start, len(GOOD) - 1) | st.integers(len(GOOD) - 22, len(GOOD) - 1) | st.integers(start, start + 46)

    @drawn(many * 5, st.lists(st.tuples(places, st.sampled_from([0, 1, 8, 0x3F, 0x40, 0x80, 0xFF]) | st.integers(0, 255)), min_size=1, max_size=4), st.sampled_from([b"", b"x", b"PK\x05\x06"]))
    def check(changes, after):
        data = bytearray(GOOD)
        for place, byte in changes:
            data[place] = byte
        data = bytes(data) + after
        assert told(data) == told(data, module._by_zipfile)


def test_odd_directories_are_told_as_zipfile_tells_them():
    """Something in front, between or behind; more or fewer entries than counted; a zip in a zip; large numbers."""
    start, end = listing(GOOD)[1], len(GOOD) - 22
    entries = GOOD[start:end]
    record = entries[: entries.index(b"PK\x01\x02", 4)]

    def closed(records, count, begin=start):
        return GOOD[:start] + records + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(records), begin, 0)

    count = len(listing(GOOD)[0])
    for data in (
        b"x" + GOOD, GOOD + b"x", GOOD[:start] + b"x" + GOOD[start:], GOOD[:end] + b"x" + GOOD[end:], GOOD + GOOD, GOOD[:-1], GOOD[-22:], GOOD[end - 20 :], b"",
        closed(entries, count), closed(entries, count + 1), closed(entries, 1), closed(record, 1), closed(entries + b"x" * 46, count), closed(entries + b"PK", count),
        closed(entries + entries, count), closed(entries, 0xFFFF), closed(entries, count, 0xFFFFFFFF), closed(entries, count, start + 1),
        GOOD[:end] + b"PK\x06\x07" + bytes(16) + GOOD[end:],
    ):
        assert told(data) == told(data, module._by_zipfile)
