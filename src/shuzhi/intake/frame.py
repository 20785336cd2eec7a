"""What stands around the table of a sheet, which is the same in workbook after workbook."""

import re
from functools import lru_cache

from shuzhi.intake.cells import scan

# What differs from workbook to workbook above a table, and nobody hears.
_USED = re.compile(rb'<dimension ref="[A-Z]{1,2}[1-9][0-9]{0,5}(?::[A-Z]{1,2}[1-9][0-9]{0,5})?"')
_CHOSEN = re.compile(rb' (activeCell|sqref|topLeftCell|min|max|width|style)="[A-Z0-9:.]{1,21}"')
_ALIKE = re.compile(rb'(<col(?: [A-Za-z]{1,20}="[^<>"]{0,40}")++ ?/>)\1+')
_SMALL = 20_000  # bytes


def alike(head: bytes) -> bytes:
    """What stands above a table, without its size and what staff chose: a cell, the width of a column."""
    head = _USED.sub(b'<dimension ref="A1"', head, 1)
    place = head.find(b"<cols>")
    if place >= 0:
        look = _columns_alike if len(head) - place <= _SMALL else _columns_alike.__wrapped__
        return _CHOSEN.sub(_unsaid, head[:place]) + look(head[place:])
    return _CHOSEN.sub(_unsaid, head) if b"activeCell" in head else head


def merges(frame: bytes) -> int:
    """How many ranges are merged, by what stands above a table, a sample of it, and what stands below.

    Raises:
        Refused: see cells.scan.
    """
    return (_merges if len(frame) <= _SMALL else _merges.__wrapped__)(frame)


@lru_cache(maxsize=256)
def _merges(frame: bytes) -> int:
    return scan([frame]).merges


@lru_cache(maxsize=256)
def _columns_alike(columns: bytes) -> bytes:
    return _ALIKE.sub(rb"\1", _CHOSEN.sub(_unsaid, columns))


def _unsaid(match: re.Match[bytes]) -> bytes:
    return b' %b="A1"' % match[1]
