"""Zips that open only with a password: AES-256 as WinZip defined it (AE-2), which 7-Zip, WinRAR and 360压缩 read.

Names, sizes and dates of the members stay readable, as in every zip. Windows Explorer cannot open such a zip.
pyzipper is an extra: it is imported only where a password is given.
"""

import zipfile
import zlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Literal

from shuzhi.errors import NotEncrypted

SHORTEST = 12  # characters: the zip's own key stretching is weak (PBKDF2, 1,000 rounds), so that length must do
_ENCRYPTED = 1  # bit of a member's flags
_NONE = (
    "没有密码。请装机的技术人员把密码放进环境变量 SHUZHI_ZIP_PASSWORD（怎么放，运行 shuzhi service 会说），"
    "或者打开命令行窗口运行 shuzhi run，照提示输入"
)
_SHORT = f"密码太短。请换一个至少{SHORTEST}个字的"
_ODD = "密码里只能有英文字母、数字和键盘上的英文符号，开头和末尾不能是空格，不然别的解压软件打不开。请换一个"
_MISSING = (
    "加密要用的组件没有安装。请装机的技术人员在程序文件夹里运行 "
    "pip install --require-hashes -r constraints-extras.txt"
)


def sound(password: str | None) -> str:
    """The password, if a zip can be encrypted with it. Raises NotEncrypted."""
    if find_spec("pyzipper") is None:
        raise NotEncrypted(_MISSING)
    if not password:
        raise NotEncrypted(_NONE)
    if not (password.isascii() and password.isprintable() and password == password.strip()):
        raise NotEncrypted(_ODD)
    if len(password) < SHORTEST:
        raise NotEncrypted(_SHORT)
    return password


def open_zip(stream: IO[bytes], mode: Literal["r", "w"], password: str | None) -> Any:
    """A ZipFile, encrypted where there is a password: pyzipper's, which is used like the standard one."""
    if password is None:
        return zipfile.ZipFile(stream, mode)
    import pyzipper  # noqa: PLC0415 - an extra

    archive = pyzipper.AESZipFile(stream, mode, encryption=pyzipper.WZ_AES)
    archive.setpassword(password.encode())
    return archive


def member(archive: Any, plain: zipfile.ZipInfo) -> Any:
    """A member as this archive wants to be told of it."""
    if isinstance(archive, zipfile.ZipFile):
        return plain
    own = archive.zipinfo_cls(plain.filename, plain.date_time)
    for name in ("create_system", "external_attr", "compress_type", "file_size"):
        setattr(own, name, getattr(plain, name))
    return own


def reads_back(path: Path, names: Sequence[str], password: str | None) -> bool:
    """Whether a zip holds whole members of these names in this order, every one encrypted where there is a password."""
    try:
        with path.open("rb") as stream, open_zip(stream, "r", password) as archive:
            listed = archive.infolist()
            whole = archive.testzip() is None and [info.filename for info in listed] == list(names)
    except (zipfile.BadZipFile, zlib.error, *_faults(password)):
        return False
    return whole and (password is None or all(info.flag_bits & _ENCRYPTED for info in listed))


def _faults(password: str | None) -> Any:
    """What pyzipper raises where a zip is damaged: a class of its own, RuntimeError for a wrong password."""
    if password is None:
        return ()
    import pyzipper  # noqa: PLC0415 - an extra

    return pyzipper.BadZipFile, RuntimeError
