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
    told = [program()]
    for part in (kind, *parts):
        _tell(told, part)
    made = hashlib.sha256("".join(told).encode("utf-8", "backslashreplace"))
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


def _tell(told: list[str], value: object) -> None:
    """Add what a value says: equal values the same words, whatever shares what in memory."""
    kind = type(value)
    if kind in _PLAIN:
        told.append(f"{kind.__name__}{value!r}{os.sep}")
        return
    told.append(kind.__name__)
    if isinstance(value, list | tuple):
        if _PLAIN.issuperset(map(type, value)):
            told.append(repr(tuple(value)))
            return
        told.append(f"{len(value)}")
        for one in value:
            _tell(told, one)
    else:
        _tell_parts(told, value)


def _tell_parts(told: list[str], value: object) -> None:
    kind: Any = type(value)
    names = _fields(kind)
    pd: Any = sys.modules.get("pandas")  # where nothing has imported it, no value is a frame
    if pd is not None and isinstance(value, pd.DataFrame):
        told.append(repr([*value.columns, *map(str, value.dtypes)]))
        told.append(_digest(pd.util.hash_pandas_object(value, index=False).to_numpy().tobytes()))
    elif names is not None:
        for name in names:
            _tell(told, getattr(value, name))
    elif isinstance(value, Mapping):
        told.append(f"{len(value)}")
        for name in value:
            _tell(told, name)
            _tell(told, value[name])
    elif isinstance(value, AbstractSet):
        _tell(told, sorted(value, key=repr))
    elif isinstance(value, bytes):
        told.append(_digest(value))
    else:
        told.append(f"{value!r}{os.sep}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
