"""The gate before the reader: a file is read once, and only a whole, plain, moderate workbook passes."""

import hashlib
import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shuzhi.files.regular import NotRegular, opened
from shuzhi.intake import container, directory, kinds
from shuzhi.intake.bounds import Bounds, sized
from shuzhi.intake.cells import Cells
from shuzhi.intake.emptied import Emptied, emptied
from shuzhi.intake.faults import FAULTS, Fault, Refused
from shuzhi.intake.find import version_of
from shuzhi.intake.package import Package

MOST_COLUMNS, MOST_MERGES = 2_000, 50_000  # of one sheet
MOST_CELLS = 4_000_000  # rows × columns of all sheets: readers make a full rectangle of each
YOUNG, SETTLE = 10.0, 0.5  # seconds: a broken file younger than YOUNG is looked at again after SETTLE
_UNFINISHED = ("empty", "zeros", "truncated", "zip")


@dataclass(frozen=True)
class Gate:
    """What the gate found: a fault (then the file is not read), its size and sha256 ("" if its bytes were not read).

    broken: sheet title → (row, column), 1-based → "error" (#REF! …) or "formula" (no stored result); sheets without
    such cells are left out. negative: the same of addresses of stored numbers below 0. from_1904: days are counted
    from 1904. titles: of the worksheets, in order. emptied: the file without the tables that patterns took.
    """

    fault: Fault | None
    sha256: str = ""
    size: int = 0
    broken: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    negative: Mapping[str, Collection[tuple[int, int]]] = field(default_factory=dict)
    from_1904: bool = False
    titles: Sequence[str] = ()
    emptied: Emptied | None = field(default=None, compare=False, repr=False)


def inspect(path: Path, bounds: Bounds) -> Gate:
    """Read a file once and examine it."""
    return load(path, bounds)[1]


def load(path: Path, bounds: Bounds) -> tuple[bytes, Gate]:
    """The bytes of a file and what the gate found; never raises for what the file is, nor waits for more of it."""
    try:
        data, before = _bytes(path, bounds)
    except Refused as refused:
        return b"", Gate(refused.fault, "", _size(path))
    gate = examine(data, bounds)
    if gate.fault in [FAULTS[kind] for kind in _UNFINISHED] and _grows(path, before):
        return data, Gate(FAULTS["writing"], gate.sha256, gate.size)
    return data, gate


def examine(data: bytes, bounds: Bounds) -> Gate:
    """What the gate finds in the bytes of a file."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        found, from_1904, rest = _examined(data, bounds)
    except Refused as refused:
        return Gate(refused.fault, sha256, len(data))
    broken = {title: cells.broken for title, cells in found.items() if cells.broken}
    negative = {title: cells.negative for title, cells in found.items() if cells.negative}
    return Gate(None, sha256, len(data), broken, negative, from_1904, tuple(found), rest)


def _bytes(path: Path, bounds: Bounds) -> tuple[bytes, os.stat_result]:
    try:
        with opened(path) as file:
            before = os.fstat(file.fileno())
            if before.st_size > bounds.bytes:
                raise Refused("large", size=sized(before.st_size), limit=sized(bounds.bytes))
            data = file.read(before.st_size + 1)
        after = path.stat()
    except NotRegular as fault:
        raise Refused("irregular") from fault
    except FileNotFoundError as fault:
        raise Refused("gone") from fault
    except PermissionError as fault:
        raise Refused("denied") from fault
    except OSError as fault:
        raise Refused("device") from fault
    if len(data) != before.st_size or version_of(after) != version_of(before):
        raise Refused("writing")
    return data, before


def _grows(path: Path, before: os.stat_result) -> bool:
    """True where a broken file is still being copied: written a moment ago, and different a moment later."""
    if not 0 <= time.time() - before.st_mtime < YOUNG:
        return False
    time.sleep(SETTLE)
    try:
        return version_of(path.stat()) != version_of(before)
    except OSError:
        return True


def _size(path: Path) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def _examined(data: bytes, bounds: Bounds) -> tuple[dict[str, Cells], bool, Emptied | None]:
    """The cells of each worksheet by its title, in order; whether days are counted from 1904; the rest."""
    fault = kinds.kind(data)
    if fault:
        raise Refused(fault)
    parts, is_plain = directory.parts(data, bounds)
    fault = container.kind(parts)
    if fault:
        raise Refused(fault)
    package = Package(data, parts)
    listed = package.outline()
    sheets = package.sheets(listed)
    found = {title: package.cells(name) for title, name in sheets.items()}
    _check_range(list(found.values()), bounds.rows)
    shared = package.texts()
    package.check_indices(found.values(), shared.count)
    package.check_rest(set(sheets.values()))
    return found, listed.from_1904, emptied(package, sheets, found, shared) if is_plain else None


def _check_range(sheets: Sequence[Cells], most_rows: int) -> None:
    """Titles are typed by hand and may say anything: a sheet is named by its place."""
    for number, cells in enumerate(sheets, 1):
        used = ((cells.rows, most_rows, "行"), (cells.columns, MOST_COLUMNS, "列"),
                (cells.merges, MOST_MERGES, "处合并单元格"))
        for found, most, unit in used:
            if found > most:
                raise Refused("range", where=f"第{number}张表", found=f"{found}{unit}", limit=f"{most}{unit}")
    area = sum(cells.rows * cells.columns for cells in sheets)
    if area > MOST_CELLS:
        raise Refused("range", where="各张表加起来", found=f"{area}格", limit=f"{MOST_CELLS}格")
