"""The entries that the directory of a zip lists: taken as they stand where it is plain, else by zipfile."""

import io
import zipfile
from typing import NamedTuple

from shuzhi.entries import END, Entry, plain_entries
from shuzhi.intake.faults import Refused
from shuzhi.zipped import BROKEN

_TAIL = 65557  # bytes at the end of a file where the end of its directory may stand


class Listing(NamedTuple):
    """The entries in order; where the directory begins; whether it is plain, so that no reader takes it otherwise."""

    entries: list[Entry]
    begin: int
    is_plain: bool


def listing(data: bytes) -> Listing:
    """What the directory of a zip says. Raises Refused: none that zipfile reads."""
    found = plain_entries(data)
    return Listing(*found, is_plain=True) if found else _by_zipfile(data)


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
