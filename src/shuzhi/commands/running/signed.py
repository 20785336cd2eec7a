"""Approved workbooks that no longer lie in the inbox are read from the archive: a signed report stays as it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from shuzhi.archive import is_whole, place
from shuzhi.intake.bounds import bounds
from shuzhi.intake.find import Found
from shuzhi.model.settings import Settings

FOLDER = "已审定的存档"  # stands before the branch in the lists of files
_GONE = (
    "{}：审定的工作簿在报送文件夹和存档里都找不到了，这次按没有审定处理。请把那一份放回报送文件夹再运行一次；找不到的，"
    "请用 shuzhi reopen 重新打开，再审定现在的这一份。"
)


def signed(
    found: Sequence[Found], settings: Settings, approved: Mapping[str, str], archive: Path
) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The archived workbooks to read beside the files of the inbox, and what the office should know, one line each.

    approved: branch code → sha256; a branch that is no longer in the roster is passed over
    """
    taken: list[Found] = []
    remarks: list[str] = []
    most = bounds(settings.limits).bytes
    for branch in settings.branches:
        sha256 = approved.get(branch.code, "")
        kept = place(archive, settings.period.code, branch.code, sha256)
        whole = bool(sha256) and is_whole(kept, sha256)
        sizes = range(kept.stat().st_size, kept.stat().st_size + 1) if whole else range(most + 1)
        if not sha256 or _lies_in(found, sha256, sizes):
            continue
        if whole:
            taken.append(Found(f"{FOLDER}/{branch.place}.xlsx", kept))
        else:
            remarks.append(_GONE.format(branch.short_name))
    return tuple(taken), tuple(remarks)


def _lies_in(found: Sequence[Found], sha256: str, sizes: range) -> bool:
    """Whether a content is in the inbox; files of other sizes (bytes) need not be opened."""
    return any(not one.ignored and _size(one.path) in sizes and is_whole(one.path, sha256) for one in found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
