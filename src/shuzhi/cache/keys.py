"""What a result is kept under: the hash of everything that it was made from."""

import hashlib
import os
import sys
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_APART = ("sample", "guide", "__pycache__")  # folders
_PLAIN = frozenset({str, int, float, bool, type(None)})  # most of what is hashed


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
        with open(path, "rb") as file:  # noqa: PTH123 - hundreds of files, whenever the program starts
            made.update(file.read())
    pandas = find_spec("pandas")
    assert pandas is not None
    assert pandas.origin is not None
    for name in sorted(os.listdir(Path(pandas.origin).parent.parent)):  # noqa: PTH208 - names are all that is asked for
        if name.endswith(".dist-info"):  # name and version
            made.update(name.encode())
    return made.hexdigest()


def sources(root: Path) -> list[str]:
    """The files that decide what this program makes: code, data, what a page is made from; no workspace, no guide."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _APART]
        found += [f"{folder}{os.sep}{name}" for name in names]
    return sorted(found)


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
    pd: Any = sys.modules.get("pandas")  # where nothing has imported it, no value is a frame
    if pd is not None and isinstance(value, pd.DataFrame):
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
