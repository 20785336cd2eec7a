"""Whether a delivery stands as it was published."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from shuzhi.deliver.member import MANIFEST, Member
from shuzhi.deliver.places import marker, places
from shuzhi.deliver.unpacked import is_copy
from shuzhi.files.digest import digest
from shuzhi.files.rights import give, rights_of
from shuzhi.model.period import Period


def standing(output: Path, period: Period, delivered: Iterable[tuple[str, str, int]]) -> tuple[Path, Path] | None:
    """The 内部 and the 上报 zip of a period, where both are the ones delivered (name, sha256, size) and so is the copy.

    None where anything of it is missing, changed or cannot be read. What stands takes the rights of `output`, as what
    is published does.
    """
    office, upward, folder = (change.final for change in places(output, period.code))
    try:
        if marker(output, period.code).path.exists() or {_seen(office), _seen(upward)} != set(delivered):
            return None
        with zipfile.ZipFile(office) as archive:
            listed = archive.read(MANIFEST)
        members = [
            Member(one["path"], folder / one["path"], one["size"], one["sha256"]) for one in json.loads(listed)["files"]
        ]
        if not is_copy(folder, members, listed):
            return None
        for path in (office, upward, folder):
            give(path, rights_of(output))
    except OSError:
        return None
    return office, upward


def _seen(path: Path) -> tuple[str, str, int]:
    return path.name, digest(path), path.stat().st_size
