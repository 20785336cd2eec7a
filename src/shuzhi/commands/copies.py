"""Files of ours beside those of others: never over one that somebody made or began to correct."""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from shuzhi.errors import UsageFault, reason_of
from shuzhi.files.durable import sync_file
from shuzhi.files.rights import give, rights_of
from shuzhi.zipped import is_untouched

MARKED = ".核对.xlsx"  # what intake does not read
_ORDINARY = ".xlsx"
_COPY = re.compile(r"(.*?)(（[0-9]+）)?\.核对", re.DOTALL)
_LOCKS = ("~${}", ".~lock.{}#", ".~{}")  # of Excel, LibreOffice, WPS, beside a workbook that is open


def put_beside(path: Path, data: bytes) -> tuple[Path, bool]:
    """Write the marked copy of the workbook at `path`; where it lies, and whether it had to take a further name.

    Whoever may read the workbook may read its copy, nobody else. OSError: nothing could be written there.
    """
    return _put(_names(path), data, rights_of(path))


def put_current(path: Path, data: bytes) -> tuple[Path, bool]:
    """Write a document of ours; where somebody saved or opened the one at `path`, that stays and ours is 甲（2）.docx.

    Gives where it lies, and whether it had to take a further name. OSError: nothing could be written there.
    """
    names = (path.with_stem(f"{path.stem}{_numbered(number)}") for number in count(1))
    return _put(names, data, rights_of(path.parent))


def _put(names: Iterator[Path], data: bytes, rights: int) -> tuple[Path, bool]:
    first = next(names)
    target = first if _is_free(first) else next(filter(_is_free, names))
    part = target.with_name(f".{target.name}.part")
    try:
        part.touch(mode=0o600)
        part.write_bytes(data)
        sync_file(part)
        give(part, rights)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target, target != first


def put_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises UsageFault."""
    try:
        with path.open("xb") as file:
            file.write(data)
        give(path, rights_of(path.parent))
    except FileExistsError:
        raise UsageFault(f"{path} 已经有了，没有动它。请换一个名字，或者先把它移走。") from None
    except OSError as fault:
        raise UsageFault(f"写不进 {path}（{reason_of(fault)}）。请换一个能写入的位置。") from fault


def first_name(path: Path) -> Path:
    """What the copy of a workbook is called: 甲.核对.xlsx; of a copy that is checked again, 甲（2）.核对.xlsx."""
    return next(_names(path))


def _names(path: Path) -> Iterator[Path]:
    """甲.核对.xlsx, 甲（2）.核对.xlsx … without the workbook itself."""
    copy = _COPY.fullmatch(path.stem)
    stem = copy[1] if copy else path.stem if path.suffix.lower() == _ORDINARY else path.name
    names = (path.with_name(f"{stem}{_numbered(number)}{MARKED}") for number in count(1))
    return (name for name in names if name.name != path.name)


def _numbered(number: int) -> str:
    return f"（{number}）" if number > 1 else ""


def _is_free(path: Path) -> bool:
    """Whether nothing lies there but a copy of ours that nobody has saved or opened since."""
    if any(os.path.lexists(path.with_name(lock.format(path.name))) for lock in _LOCKS):
        return False
    if not os.path.lexists(path):
        return True
    return path.is_file() and not path.is_symlink() and is_untouched(path.read_bytes())
