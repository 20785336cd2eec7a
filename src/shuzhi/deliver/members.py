"""The files that make up a delivery: found, named, hashed and checked; the manifest that lists them."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from shuzhi.deliver.looked import Known, looked_again
from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.errors import CheckFailed
from shuzhi.files.below import files_below
from shuzhi.model.place import legal_name, name_key


def collect(folder: Path, known: Known) -> list[Member]:
    """The files of a folder of the staging area, each opened again unless its content is known.

    CheckFailed lists every fault. Raises OSError.
    """
    members: list[Member] = []
    faults: list[str] = []
    for path in files_below(folder):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        seen = looked_again(name, content, known)
        # A full name with its ending may be longer than the place of a branch, but not than what a disk takes.
        legal = all(legal_name(part, 255, 255) == part for part in name.split("/"))
        faults += [f"{name}：{fault}" for fault in [*([] if legal else ["文件名不合规"]), *seen.faults]]
        members.append(Member(name, path, len(content), seen.sha256, seen.leftovers))
    if faults:
        raise CheckFailed(faults)
    return members


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
    return [{"path": member.name, "text": list(member.leftovers)} for member in members if member.leftovers]


def identity(members: Sequence[Member], facts: Mapping[str, object]) -> str:
    """One digest over everything delivered: two zips that carry the same one belong together."""
    listed = [[member.name, member.sha256] for member in members]
    return hashlib.sha256(json.dumps([listed, facts], sort_keys=True).encode()).hexdigest()
