"""What workers do, by name: they import it while the command itself imports what it needs."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from shuzhi.spread.processes import prepare

READING = ("shuzhi.commands.running.validating",)
WRITING = ("shuzhi.commands.running.town", "shuzhi.commands.running.summing")
CHECKING = ("shuzhi.commands.checking",)


def begin(root: Path) -> None:
    """Let workers begin with that before anything else is imported, where a workspace seems to have something to do.

    Only time depends on it: a run that finds out otherwise begins then, or needs no workers.
    """
    delivered = max(_changed(root / "output", ".zip"), default=0.0)
    inbox = root / "workbooks" / "inbox"
    if any(when > delivered for name in _names(inbox) for when in _changed(inbox / name)):
        with suppress(OSError):
            prepare(READING)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is asked for
    except OSError:
        return []


def _changed(folder: Path, ending: str = "") -> Iterator[float]:
    """When each file in a folder was changed or put there, in seconds; none where the folder cannot be read."""
    for name in _names(folder):
        if name.endswith(ending):
            with suppress(OSError):
                found = os.lstat(folder / name)
                yield max(found.st_mtime, found.st_ctime)
