"""汇编.docx: all reports of the period in one volume, in the order of the roster."""

from collections.abc import Callable
from pathlib import Path

from shuzhi.commands.running.batch import Batch
from shuzhi.model.results import Results

Engine = Callable[[Path, Path], Path | None]  # (a .docx, a folder) → its PDF there, None where it fails


def bind(batch: Batch, results: Results, engine: Engine | None) -> tuple[str, ...]:
    """Write both/汇编.docx from the reports of the staging folder; `engine` tells on which page each one begins.

    Gives what the office should know, one line each.
    """
    del batch, results, engine
    return ()
