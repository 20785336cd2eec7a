"""Results as bytes: a damaged one is recognised, and reading one runs nothing, whoever wrote it."""

import errno
import hashlib
import pickle
from dataclasses import is_dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

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
    "pandas": ("DataFrame", "Index", "RangeIndex", "StringDtype"),
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


def packed(value: object) -> bytes:
    """A result as bytes, under their own hash."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def is_whole(packed: bytes) -> bool:
    """Whether these bytes are what `packed` made."""
    digest = hashlib.sha256(memoryview(packed)[_HEAD:]).hexdigest().encode() + b"\n"  # a view: results may be large
    return packed[:_HEAD] == digest


def unpacked(packed: bytes) -> Any:
    """The result that `packed` made; None where the bytes are damaged or hold anything but plain values."""
    if not is_whole(packed):
        return None
    content = BytesIO(packed)
    content.seek(_HEAD)
    try:
        return _Reader(content).load()
    except _DAMAGED:
        return None


def laid(path: Path) -> Any:
    """The packed result that lies at `path`. OSError where it cannot be read or is not what was laid there."""
    found = unpacked(path.read_bytes())
    if found is None:
        raise OSError(errno.EIO, "damaged", str(path))
    return found


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
