"""The files that make up a delivery: found, named, hashed and checked; the manifest that lists them."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shuzhi.deliver.check import check_file, check_returned
from shuzhi.deliver.leftovers import leftovers
from shuzhi.errors import CheckFailed
from shuzhi.files.below import files_below
from shuzhi.model.place import legal_name, name_key

MANIFEST = "manifest.json"
_RETURNED = ("待修改/", "待说明/")  # the branches' own workbooks, marked


@dataclass(frozen=True)
class Member:
    """One file: its name inside the zip (POSIX), where it lies now, size in bytes, sha256 in hex."""

    name: str
    path: Path
    size: int
    sha256: str


def collect(folder: Path) -> list[Member]:
    """The files of a folder of the staging area, each opened again; CheckFailed lists every fault. Raises OSError."""
    paths = files_below(folder)
    names = [path.relative_to(folder).as_posix() for path in paths]
    faults = [f"{name}：{fault}" for name, path in zip(names, paths, strict=True) for fault in _faults(name, path)]
    if faults:
        raise CheckFailed(faults)
    return [Member(name, path, path.stat().st_size, digest(path)) for name, path in zip(names, paths, strict=True)]


def together(*parts: Sequence[Member]) -> list[Member]:
    """The members of one zip by name; CheckFailed where two names are one to a file system."""
    members = sorted((member for part in parts for member in part), key=lambda member: member.name)
    counts = Counter([name_key(MANIFEST), *(name_key(member.name) for member in members)])
    faults = [f"{member.name}：有两个同名文件" for member in members if counts[name_key(member.name)] > 1]
    if faults:
        raise CheckFailed(faults)
    return members


def manifest(title: str, members: Sequence[Member], facts: Mapping[str, object]) -> bytes:
    """The bytes of manifest.json: what the delivery is, then each file with size and sha256."""
    files = [{"path": member.name, "size": member.size, "sha256": member.sha256} for member in members]
    content = {"delivery": title, **facts, "files": files}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def remarks(members: Sequence[Member]) -> list[dict[str, object]]:
    """Reports with words that look like a template left unfilled, for the office to look at."""
    reports = [member for member in members if member.name.endswith(".docx")]
    found = [(member.name, leftovers(member.path)) for member in reports]
    return [{"path": name, "text": words} for name, words in found if words]


def identity(members: Sequence[Member], facts: Mapping[str, object]) -> str:
    """One digest over everything delivered: two zips that carry the same one belong together."""
    listed = [[member.name, member.sha256] for member in members]
    return hashlib.sha256(json.dumps([listed, facts], sort_keys=True).encode()).hexdigest()


def _faults(name: str, path: Path) -> list[str]:
    # A full name with its ending may be longer than the place of a branch, but not than what a disk takes.
    legal = all(legal_name(part, 255, 255) == part for part in name.split("/"))
    check = check_returned if name.startswith(_RETURNED) else check_file
    return check(path) if legal else ["文件名不合规", *check(path)]


def digest(path: Path) -> str:
    """The sha256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
