"""What lies below a folder: all of it or an error. A glob leaves out what may not be opened, without a word."""

import os
from pathlib import Path


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder, links to folders left out, sorted; none where there is no such folder.

    Raises OSError where a folder cannot be listed.
    """
    if not os.path.lexists(folder):
        return []
    found = (Path(above) / name for above, _, names in os.walk(folder, onerror=_refused) for name in names)
    return sorted(found, key=_parts)


def folders_below(folder: Path) -> list[Path]:
    """The folder and every folder below it, sorted. Raises OSError where one cannot be listed."""
    return sorted((Path(above) for above, _, _ in os.walk(folder, onerror=_refused)), key=_parts)


def _parts(path: Path) -> tuple[str, ...]:
    """What paths are ordered by: as they compare themselves, in a third of the time."""
    return path.parts


def _refused(fault: OSError) -> None:
    raise fault
