"""Results kept from one run to the next, each under the hash of everything it was made from.

A result is never declared stale: whatever it depends on is part of its key, the program itself included.
"""

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

import pandas as pd

from shuzhi.files.regular import opened

Value = TypeVar("Value")
_DAMAGED = (  # what a pickle raises that is none, or asks for what no result is made of
    pickle.PickleError, ValueError, TypeError, AttributeError, LookupError, EOFError, ImportError, OverflowError,
    AssertionError, MemoryError,
)
# Beside our own plain values, what frames are pickled as by pandas 3 and numpy 2.
_FRAMES = {
    "builtins": ("slice",),
    "datetime": ("date", "datetime"),
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
_OWN = ("shuzhi.model.", "shuzhi.commands.running.", "shuzhi.intake.stage", "shuzhi.render.")
_BEGUN = "begun"
_PLAIN = frozenset({str, int, float, bool, type(None)})  # most of what is hashed
_YEAR = 4  # characters of a period's code


@dataclass(frozen=True)
class Cache:
    """The results of one period in a private folder; a damaged or missing one is simply made again.

    folder  None = nothing is kept
    fresh   True makes everything anew (and keeps it)
    """

    folder: Path | None = None
    fresh: bool = False

    def get(self, key: str) -> Any:
        """The result kept under a key; None if there is none."""
        if self.folder is None or self.fresh:
            return None
        try:
            with opened(self.folder / key) as file:
                digest, content = file.read().split(b"\n", 1)
            os.utime(self.folder / key)
            if hashlib.sha256(content).hexdigest().encode() == digest:
                return _Reader(BytesIO(content)).load()
        except (OSError, *_DAMAGED):
            return None
        return None

    def put(self, key: str, value: object) -> None:
        """Keep a result; a disk that is full or read-only only means that it is made again."""
        if self.folder is None:
            return
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as part:  # readable by its owner only
                try:
                    part.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
                    part.close()
                    Path(part.name).replace(self.folder / key)
                except OSError:
                    Path(part.name).unlink(missing_ok=True)

    def made(self, key: str, make: Callable[[], Value]) -> Value:
        """The result kept under a key, or made and kept now (a result of None is made every time)."""
        found: Value | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def begin(self) -> None:
        """What is neither found nor kept from here on is removed by `prune`."""
        if self.folder is not None:
            with suppress(OSError):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                (self.folder / _BEGUN).touch()

    def prune(self) -> None:
        """Remove what was not used since `begin`, and the folders of other years."""
        if self.folder is None:
            return
        with suppress(OSError):
            begun = (self.folder / _BEGUN).stat().st_mtime_ns
            for path in self.folder.iterdir():
                if path.stat().st_mtime_ns < begun:
                    path.unlink()
            for path in self.folder.parent.iterdir():
                if path.name[:_YEAR] != self.folder.name[:_YEAR]:
                    shutil.rmtree(path)


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


def key(kind: str, *parts: object) -> str:
    """The key of a result of `kind` made by this program from `parts` (plain values, dataclasses, frames, files)."""
    made = hashlib.sha256(program().encode())
    for part in (kind, *parts):
        _feed(made, part)
    return f"{kind}-{made.hexdigest()}"


@cache
def program() -> str:
    """The hash of this program's own files and of the versions of everything installed beside it."""
    made = hashlib.sha256()
    root = files("shuzhi")
    assert isinstance(root, Path)
    for path in sources(root):
        made.update(path.read_bytes())
    assert pd.__file__ is not None
    for path in sorted(Path(pd.__file__).parent.parent.glob("*.dist-info")):  # name and version
        made.update(path.name.encode())
    return made.hexdigest()


def sources(root: Path) -> list[Path]:
    """The files that decide what this program makes: code, data, what a page is made from; no workspace, no guide."""
    apart = {"sample", "guide", "__pycache__"}
    return [path for path in sorted(root.rglob("*")) if path.is_file() and not apart & {*path.parts[len(root.parts):]}]


@cache
def _fields(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass; None for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _feed(made: Any, value: object) -> None:
    """Add a value to a hash: equal values the same bytes, whatever shares what in memory."""
    if type(value) in _PLAIN:
        made.update(f"{type(value).__name__}{value!r}{os.sep}".encode("utf-8", "backslashreplace"))
    else:
        made.update(type(value).__name__.encode())
        _feed_parts(made, value)


def _feed_parts(made: Any, value: object) -> None:
    kind: Any = type(value)
    names = _fields(kind)
    if isinstance(value, pd.DataFrame):
        made.update(repr([*value.columns, *map(str, value.dtypes)]).encode())
        made.update(pd.util.hash_pandas_object(value, index=False).to_numpy().tobytes())
    elif names is not None:
        for name in names:
            _feed(made, getattr(value, name))
    elif isinstance(value, Mapping):
        made.update(str(len(value)).encode())
        for name in value:
            _feed(made, name)
            _feed(made, value[name])
    elif isinstance(value, AbstractSet):
        _feed(made, sorted(value, key=repr))
    elif isinstance(value, list | tuple):
        made.update(str(len(value)).encode())
        for one in value:
            _feed(made, one)
    elif isinstance(value, bytes):
        made.update(hashlib.sha256(value).digest())
    else:
        made.update(repr(value).encode("utf-8", "backslashreplace"))
        made.update(os.sep.encode())
