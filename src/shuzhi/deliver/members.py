"""The files that make up a delivery: found, named, hashed and checked; the manifest that lists them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shuzhi.deliver.check import check_file
from shuzhi.deliver.leftovers import leftovers
from shuzhi.errors import CheckFailed
from shuzhi.model.place import legal_name, name_key

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Member:
    """One file: its name inside the zip (POSIX), where it lies now, size in bytes, sha256 in hex."""

    name: str
    path: Path
    size: int
    sha256: str


def collect(staging: Path, folders: Sequence[str]) -> list[Member]:
    """The files of these folders of `staging` by name, each opened again; CheckFailed lists every fault."""
    members: list[Member] = []
    faults: list[str] = []
    taken: set[str] = {name_key(MANIFEST)}
    for folder in folders:
        for path in sorted((staging / folder).rglob("*")):
            if path.is_dir():
                continue
            name = path.relative_to(staging / folder).as_posix()
            # A full name with its ending may be longer than the place of a branch, but not than what a disk takes.
            if any(legal_name(part, 255, 255) != part for part in name.split("/")):
                faults.append(f"{name}：文件名不合规")
            if name_key(name) in taken:
                faults.append(f"{name}：有两个同名文件")
            taken.add(name_key(name))
            faults += [f"{name}：{fault}" for fault in check_file(path)]
            members.append(Member(name, path, path.stat().st_size, digest(path)))
    if faults:
        raise CheckFailed(faults)
    return sorted(members, key=lambda member: member.name)


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


def digest(path: Path) -> str:
    """The sha256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
