"""What workers do in a run, by name: they import it while the run itself does."""

import os
from collections.abc import Iterator
from pathlib import Path

from shuzhi.spread.processes import prepare

PASSES = ("shuzhi.commands.running.validating", "shuzhi.commands.running.town", "shuzhi.commands.running.summing")


def begin(root: Path) -> None:
    """Let workers begin with that before anything else is imported, where a workspace seems to have something to do.

    Only time depends on it: a run that finds out otherwise begins then, or needs no workers.
    """
    delivered = max(_changed(root / "output", ".zip"), default=0.0)
    if any(when > delivered for folder in _folders(root / "workbooks" / "inbox") for when in _changed(folder)):
        prepare(PASSES)


def _folders(inbox: Path) -> list[Path]:
    """The folders of all periods."""
    try:
        return [Path(entry.path) for entry in os.scandir(inbox) if entry.is_dir()]
    except OSError:
        return []


def _changed(folder: Path, ending: str = "") -> Iterator[float]:
    """When each file in a folder was changed or put there, in seconds; none where the folder cannot be read."""
    try:
        for entry in os.scandir(folder):
            if entry.name.endswith(ending):
                found = entry.stat(follow_symlinks=False)
                yield max(found.st_mtime, found.st_ctime)
    except OSError:
        return
