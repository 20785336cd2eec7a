"""What is seen of one file of a delivery when it is opened again; the same content need not be opened twice."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from shuzhi.deliver.check import check, check_returned
from shuzhi.deliver.leftovers import leftovers
from shuzhi.files.digest import digest

_RETURNED = ("待修改/", "待说明/")  # the branches' own workbooks, marked
_OWN_WORKBOOK, _REPORT = "*.xlsx", ".docx"


@dataclass(frozen=True)
class Looked:
    """What was seen of a content.

    kind       the ending of its name; *.xlsx for a branch's own workbook
    sha256     in hex
    faults     each a Chinese phrase
    leftovers  words in a report that look like a template left unfilled
    """

    kind: str
    sha256: str
    faults: tuple[str, ...]
    leftovers: tuple[str, ...] = ()


Known = Mapping[tuple[str, str], Looked]  # (kind, sha256) → what was seen


def looked(name: str, content: bytes) -> Looked:
    """What is seen of a content that is to lie under a name (POSIX) in the delivery."""
    kind = kind_of(name)
    faults = tuple(check_returned(content) if kind == _OWN_WORKBOOK else check(kind, content))
    words = leftovers(content) if kind == _REPORT and not faults else []
    return Looked(kind, hashlib.sha256(content).hexdigest(), faults, tuple(words))


def kind_of(name: str) -> str:
    """What a file of that name is looked at as."""
    return _OWN_WORKBOOK if name.startswith(_RETURNED) else PurePosixPath(name).suffix.lower()


def looked_again(name: str, path: Path, known: Known) -> Looked:
    """The same of a file that lies somewhere, unless its content is known. OSError where it can't be read."""
    return known.get((kind_of(name), digest(path))) or looked(name, path.read_bytes())
