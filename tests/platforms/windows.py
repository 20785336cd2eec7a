# ruff: noqa: PTH100, PTH110, PTH112, PTH115, PTH119, PTH208
"""The program as on Windows, SIMULATED on Linux where it cannot be run: what the system calls refuse and answer there.

Run as a program with the words of `shuzhi`; worker processes import it and are changed in the same way. A file that is
open cannot be replaced or removed, nor its folder moved; a rename never replaces; folders cannot be opened; no link,
fork or umask; text without an encoding is GBK, its lines end in CRLF; workers are spawned.
HELD=name:times: another program has the file of that name open for so many tries.
"""

import builtins
import errno
import inspect
import io
import os
import pathlib
import shutil
import sys
from contextlib import suppress
from importlib import import_module
from types import SimpleNamespace

for _name in (
    "click", "docxtpl", "filelock", "multiprocessing.connection", "multiprocessing.popen_spawn_posix", "openpyxl",
    "multiprocessing.resource_tracker", "pandas", "pypdf", "python_calamine", "schedule", "sqlite3", "ssl", "xlsxwriter",
):
    import_module(_name)

_open, _os_open, _replace, _rename, _unlink = io.open, os.open, os.replace, os.rename, os.unlink
_HELD = dict([os.environ["HELD"].split(":")]) if "HELD" in os.environ else {}


def _in_use(path):
    """Refuse as Windows does (ERROR_SHARING_VIOLATION) where the file, or one in the folder, is open."""
    path = os.path.abspath(os.fsdecode(path))
    times = int(_HELD.get(os.path.basename(path), 0))
    if times and os.path.exists(path):
        _HELD[os.path.basename(path)] = str(times - 1)
        raise PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。", path)
    for number in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            shown = os.readlink(f"/proc/self/fd/{number}")
            if shown == path or shown.startswith(path + os.sep):
                raise PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。", path) from None


def _refusing(call):
    def refusing(*paths, **words):
        for path in paths:
            _in_use(path)
        return call(*paths, **words)
    return refusing


def _renamed(source, target, **words):
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "当文件已存在时，无法创建该文件。", str(target))
    return _refusing(_rename)(source, target, **words)


def _replaced(source, target, **words):
    if os.path.isdir(target):
        raise PermissionError(errno.EACCES, "拒绝访问。", str(target))
    return _refusing(_replace)(source, target, **words)


def _opened(*arguments, **words):
    given = inspect.signature(_open).bind(*arguments, **words)
    given.apply_defaults()
    asked = given.arguments
    if "b" not in asked["mode"]:
        asked["encoding"] = "gbk" if asked["encoding"] in (None, "locale") else asked["encoding"]
        asked["newline"] = "\r\n" if asked["newline"] is None and "r" not in asked["mode"] else asked["newline"]
    return _open(*given.args, **given.kwargs)


def _os_opened(path, flags, *rest, **words):
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "拒绝访问。", str(path))
    return _os_open(path, flags, *rest, **words)


def _no_links(source, *_, **__):
    raise OSError(errno.EINVAL, "函数不正确。", str(source))


def _become_windows():
    io.open = builtins.open = _opened
    os.open, os.replace, os.rename, os.link = _os_opened, _replaced, _renamed, _no_links
    os.unlink = os.remove = _refusing(_unlink)
    shutil._use_fd_functions = False
    import_module("filelock._unix").os = SimpleNamespace(**vars(os))  # on Windows it has another lock
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "fork", "fchmod", "getuid", "geteuid"):
        delattr(os, name)
    os.umask = lambda _mask: 0
    pathlib.WindowsPath = pathlib.PosixPath
    os.name, sys.platform = "nt", "win32"


_become_windows()

if __name__ == "__main__":
    import_module("shuzhi.__main__").main()
