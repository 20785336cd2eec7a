"""Results kept from one run to the next, each under the hash of everything it was made from.

A result is never declared stale: whatever it depends on is part of its key, the program itself included.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from shuzhi.cache.plain import is_whole, pack, unpacked
from shuzhi.files.regular import opened

Value = TypeVar("Value")
_BEGUN = "begun"
_YEAR = 4  # characters of a period's code
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


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
        found = self._read(key)
        if found is not None:
            self.use(key)
        return found

    def every(self, kind: str) -> Iterator[tuple[str, Any]]:
        """The keys and results of a kind, in no order that says anything; none of them counts as used by that."""
        names = [path.name for path in self.folder.glob(f"{kind}-*")] if self.folder else []
        for name in sorted(names):
            found = self._read(name)
            if found is not None:
                yield name, found

    def use(self, key: str) -> None:
        """Let a result outlast `prune`."""
        if self.folder is not None:
            with suppress(OSError):
                os.utime(self.folder / key)

    def put(self, key: str, value: object) -> None:
        """Keep a result; a disk that is full or read-only only means that it is made again."""
        if self.folder is not None:
            with suppress(OSError):
                self._write(key, partial(pack, value))

    def adopt(self, key: str, path: Path) -> None:
        """Keep a file that holds a packed result under a key, as `put` does."""
        if self.folder is not None:
            with suppress(OSError), path.open("rb") as source:
                self._write(key, partial(shutil.copyfileobj, source))

    def place(self, key: str) -> Path | None:
        """Where the packed result of a key lies; None where there is none, or a damaged one."""
        return self.folder / key if self.folder and self._read(key, is_whole) else None

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

    def _write(self, key: str, write: Callable[[IO[bytes]], object]) -> None:
        assert self.folder is not None
        part = self.folder / f".{key}.{os.getpid()}"
        try:
            number = os.open(part, _NEW, 0o600)  # readable by its owner only
        except FileExistsError:  # of a process that was killed and had the same number
            part.unlink()
            number = os.open(part, _NEW, 0o600)
        except FileNotFoundError:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(part, _NEW, 0o600)
        try:
            with os.fdopen(number, "wb") as file:
                write(file)
            part.replace(self.folder / key)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _read(self, key: str, look: Callable[[IO[bytes]], Any] = unpacked) -> Any:
        if self.folder is None or self.fresh:
            return None
        try:
            with opened(self.folder / key) as file:
                return look(file)
        except OSError:
            return None
