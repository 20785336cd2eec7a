"""Results as bytes: a damaged one is recognised, and reading one runs nothing, whoever wrote it."""

import errno
import hashlib
import pickle
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any

from shuzhi.files.digest import digest_of

_DAMAGED = (  # what a pickle raises that is none, or asks for what no result is made of
    pickle.PickleError, ValueError, TypeError, AttributeError, LookupError, EOFError, ImportError, OverflowError,
    AssertionError, MemoryError,
)
# Beside our own plain values, what frames are pickled as by pandas 3 and numpy 2.
_FRAMES = {
    "builtins": ("slice",),
    "datetime": ("date", "datetime", "time"),
    "numpy": ("dtype", "ndarray"),
    "numpy._core.multiarray": ("_reconstruct", "scalar"),
    "numpy._core.numeric": ("_frombuffer",),
    "pandas": ("Categorical", "CategoricalDtype", "DataFrame", "Index", "RangeIndex", "StringDtype"),
    "pandas._libs.arrays": ("__pyx_unpickle_NDArrayBacked",),
    "pandas._libs.internals": ("_unpickle_block",),
    "pandas._libs.tslibs.nattype": ("_nat_unpickle",),
    "pandas._libs.tslibs.timestamps": ("_unpickle_timestamp",),
    "pandas.arrays": ("DatetimeArray", "StringArray"),
    "pandas.core.indexes.base": ("_new_Index",),
    "pandas.core.internals.managers": ("BlockManager",),
}
_HEAD = 65  # bytes: the hash in hex, a line break
_OWN = ("shuzhi.model.", "shuzhi.commands.running.", "shuzhi.intake.stage", "shuzhi.render.", "shuzhi.deliver.looked")


def pack(value: object, file: IO[bytes]) -> None:
    """Write a result into an empty file, under the hash of its bytes, a piece after the other: it may be large."""
    file.write(bytes(_HEAD))
    hashed = _Hashed(file)
    pickle.dump(value, hashed, pickle.HIGHEST_PROTOCOL)
    file.seek(0)
    file.write(_head(hashed.made.hexdigest()))


def is_whole(file: IO[bytes]) -> bool:
    """Whether `pack` wrote what stands in a file from its beginning on."""
    return file.read(_HEAD) == _head(digest_of(file))


def unpacked(file: IO[bytes]) -> Any:
    """The result that `pack` wrote; None where the file is damaged or holds anything but plain values."""
    if not is_whole(file):
        return None
    file.seek(_HEAD)
    try:
        return _Reader(file).load()
    except _DAMAGED:
        return None


def lay(value: object, path: Path) -> None:
    """Pack a result into a new file. Raises OSError."""
    with path.open("wb") as file:
        pack(value, file)


def laid(path: Path) -> Any:
    """The packed result that lies at `path`. OSError where it cannot be read or is not what was laid there."""
    with path.open("rb") as file:
        found = unpacked(file)
    if found is None:
        raise OSError(errno.EIO, "damaged", str(path))
    return found


class _Hashed:
    """A file that is written, and the hash of what is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.made = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.made.update(piece)
        return self._file.write(piece)


def _head(digest: str) -> bytes:
    return digest.encode() + b"\n"


class _Reader(pickle.Unpickler):
    """Reads results and nothing else: a hash shows that a file is whole, not who wrote it.

    So whoever else may write into the folder can have no function called, and no object made but plain values. (Bytes
    of a frame forged under a right hash may still end the process: the folder is its owner's alone.)
    """

    def find_class(self, module: str, name: str) -> Any:
        """A class or function that results are made of; UnpicklingError for any other."""
        if name in _FRAMES.get(module, ()):
            return super().find_class(module, name)
        if module.startswith(_OWN) and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and _is_plain(found):
                return found
        raise pickle.UnpicklingError(name)


def _is_plain(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, Enum | tuple)
