"""What is new in a delivery is made by workers of this machine, while the run is noted and its folder cleared."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress

from shuzhi.commands.running.batch import Batch
from shuzhi.deliver.delivery import Part, in_turn
from shuzhi.spread.chunks import spread


def make_parts(batch: Batch, beside: Iterable[object], parts: Sequence[Part], *, apart: bool) -> None:
    """Make the parts of a delivery, where it is worth it `apart` from this process, which goes through `beside`."""
    if apart:
        list(spread(make_part, parts, batch.workers, beside))
        return
    for _ in beside:
        pass
    in_turn(parts)


def make_part(part: Part) -> None:
    """Make one part of a delivery in a process of its own."""
    part()


def clear(batch: Batch) -> None:
    """Remove what only the making of files needed; the rest of the run's folder goes with it."""
    for path in batch.folder.iterdir():
        if path != batch.staging:
            with suppress(OSError):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
