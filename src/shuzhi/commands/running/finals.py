"""定稿: reports edited by hand and put back take the place of the generated ones."""

from dataclasses import dataclass
from pathlib import Path

from shuzhi.commands.running.batch import Batch


@dataclass(frozen=True)
class Settled:
    """What became of the 定稿: the reports they replaced, and what the office should know, one line each."""

    replaced: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def settle(batch: Batch, folder: Path) -> Settled:
    """Put every 定稿 of `folder` in the place of the report that it was made from."""
    del batch, folder
    return Settled()
