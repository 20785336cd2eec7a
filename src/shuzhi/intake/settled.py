"""Files of the inbox that are still being written: they wait for the next run."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from shuzhi.intake.find import Found, Version, version_of

WRITING = "正在写入，等下一次生成再读"


def at_rest(
    found: Sequence[Found], seconds: float, now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Found, ...]:
    """The files, with those ignored that changed in the last `seconds` and do so still.

    Waits once, at most `seconds`, until the youngest is that old. A time that lies in the future or long ago is no
    sign of writing.
    """
    moment = now()
    ages = {one.file: moment - one.version.modified / 1e9 for one in found if one.version and not one.ignored}
    young = {file: age for file, age in ages.items() if 0 <= age < seconds}
    if not young:
        return tuple(found)
    sleep(seconds - min(young.values()))
    return tuple(replace(one, ignored=WRITING) if one.file in young and _moves(one) else one for one in found)


def written_since(path: Path, version: Version | None) -> bool:
    """Whether size or time of a file are others than when it was found; one that is gone is for the reader to say so.

    Not its inode: shares may number a file anew when it is looked at after a while.
    """
    if version is None:
        return False
    try:
        now = version_of(os.lstat(path))
    except OSError:
        return False
    return (now.size, now.modified) != (version.size, version.modified)


def _moves(one: Found) -> bool:
    """Whether the file is another than a moment ago, or another took its place."""
    try:
        return version_of(os.lstat(one.path)) != one.version
    except OSError:
        return False
