"""Every file of the inbox, in natural order, with the reason where one is not read."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from shuzhi.errors import InboxMissing
from shuzhi.model.place import natural

# name patterns → reason; the first that matches wins
_IGNORED = (
    (re.compile(r"~\$.*|\.~.*"), "表格正在打开时的临时锁文件"),
    (re.compile(r"thumbs\.db|desktop\.ini|\.ds_store|\._.*|__macosx", re.IGNORECASE), "系统自动生成的文件"),
    (re.compile(r".*\.(crdownload|part|tmp|download|xltd|td)", re.IGNORECASE), "没有下载完的文件或临时文件"),
    (re.compile(r".*\.核对\.xlsx", re.IGNORECASE), "核对副本，不读；如果就在里面改的，请去掉文件名里的“.核对”再报"),
    (re.compile(r"\..*"), "隐藏文件"),
)
_KINDS = (
    (stat.S_ISLNK, "快捷方式（链接），请放入文件本身"),
    (stat.S_ISFIFO, "不是普通文件（管道）"),
    (stat.S_ISSOCK, "不是普通文件（套接字）"),
)
_BOOK = (".xlsx", ".xlsm", ".xls", ".et")


class Version(NamedTuple):
    """What changes when a file is written: its inode, size in bytes, time of the last change in ns since 1970."""

    inode: int
    size: int
    modified: int


@dataclass(frozen=True)
class Found:
    """One file: `file` is its POSIX path below the folder, `ignored` the reason not to read it, "" = read it.

    version  when it was found; None = not known
    """

    file: str
    path: Path
    ignored: str = ""
    version: Version | None = None


def version_of(status: os.stat_result) -> Version:
    """The version of a file."""
    return Version(status.st_ino, status.st_size, status.st_mtime_ns)


def find(folder: Path) -> tuple[Found, ...]:
    """Every file below `folder`, in natural order (2 before 10), links never followed.

    Candidates have an empty reason, whatever their extension. A sub-folder that cannot be opened is listed as ignored.

    Raises:
        InboxMissing: `folder` itself cannot be listed.
    """
    return tuple(sorted(_walk(folder), key=lambda found: (natural(found.file), found.file)))


def _walk(folder: Path) -> Iterator[Found]:
    stack = [(folder, "", "")]
    while stack:
        directory, below, reason = stack.pop()
        try:
            paths = list(directory.iterdir())
        except OSError as fault:
            if directory == folder:  # nothing found is never as if nothing had come
                raise InboxMissing(str(folder)) from fault
            yield Found(_printable(below), directory, "文件夹打不开，请检查权限")
            continue
        for path in paths:
            name = f"{below}/{path.name}" if below else path.name
            found, is_folder = _look(path, _printable(name), reason)
            if is_folder:
                stack.append((path, name, found.ignored))
            if not is_folder:
                yield found
            elif path.name.lower().endswith(_BOOK):
                yield Found(found.file, path, "文件夹，不是工作簿")


def _look(path: Path, file: str, inherited: str) -> tuple[Found, bool]:
    """One entry of a folder and whether it is a folder; `inherited` is the reason of the folder above."""
    try:
        status = os.lstat(path)
    except OSError:
        return Found(file, path, "读取时已不在，或没有权限"), False
    reason = inherited or _reason(path.name, status.st_mode)
    return Found(file, path, reason, version_of(status)), stat.S_ISDIR(status.st_mode)


def _reason(name: str, mode: int) -> str:
    named = next((reason for pattern, reason in _IGNORED if pattern.fullmatch(name)), "")
    if named or stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return named
    return next((reason for is_kind, reason in _KINDS if is_kind(mode)), "不是普通文件（设备）")


def _printable(name: str) -> str:
    """A name any text file can hold: bytes that are no UTF-8 are written out in hexadecimal."""
    return name.encode("utf-8", "backslashreplace").decode()
