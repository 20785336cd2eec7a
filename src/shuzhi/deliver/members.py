"""The files that make up a delivery: found, named, hashed and checked; the manifest that lists them."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from shuzhi.deliver.looked import Known, looked_again
from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.errors import CheckFailed
from shuzhi.files.below import files_below
from shuzhi.model.place import legal_name, name_key

_RECORD = json.JSONEncoder(ensure_ascii=False, separators=(",\n   ", ": "))
_NESTED = (dict, list, tuple)


def collect(folder: Path, known: Known) -> list[Member]:
    """The files of a folder of the staging area, each opened again unless its content is known.

    CheckFailed lists every fault. Raises OSError.
    """
    members: list[Member] = []
    faults: list[str] = []
    above = len(folder.parts)
    for path in files_below(folder):
        parts = path.parts[above:]
        name, legal = "/".join(parts), all(map(_is_legal, parts))
        seen = looked_again(name, path, known)
        faults += [f"{name}：{fault}" for fault in [*([] if legal else ["文件名不合规"]), *seen.faults]]
        members.append(Member(name, path, path.stat().st_size, seen.sha256, seen.leftovers))
    if faults:
        raise CheckFailed(faults)
    return members


@lru_cache(maxsize=4096)  # the folder of a branch stands in the names of all its files
def _is_legal(part: str) -> bool:
    """Whether a disk takes it: with its ending, a name may be longer than the place of a branch."""
    return legal_name(part, 255, 255) == part


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
    lines = (f" {json.dumps(key, ensure_ascii=False)}: {_indented(value)}" for key, value in content.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _indented(value: object) -> str:
    """What json.dumps writes for a value one level deep with an indent of 1; for long lists in a tenth of the time."""
    if isinstance(value, list) and value and all(map(_is_flat, value)):
        lines = (f"  {{\n   {_RECORD.encode(record)[1:-1]}\n  }}" for record in value)
        return "[\n" + ",\n".join(lines) + "\n ]"
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ")


def _is_flat(value: object) -> bool:
    """Whether it is a record of plain values."""
    return isinstance(value, dict) and bool(value) and not any(isinstance(one, _NESTED) for one in value.values())


def remarks(members: Sequence[Member]) -> list[dict[str, object]]:
    """Reports with words that look like a template left unfilled, for the office to look at."""
    return [{"path": member.name, "text": list(member.leftovers)} for member in members if member.leftovers]


def identity(members: Sequence[Member], facts: Mapping[str, object]) -> str:
    """One digest over everything delivered: two zips that carry the same one belong together."""
    listed = [[member.name, member.sha256] for member in members]
    return hashlib.sha256(json.dumps([listed, facts], sort_keys=True).encode()).hexdigest()
