"""The workbooks that a run used go into the archive."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from shuzhi.archive import keep, place
from shuzhi.commands.running.ended import FileEnd
from shuzhi.model.words import Outcome


def keep_used(files: Iterable[FileEnd], period: str, paths: Mapping[str, Path], archive: Path) -> None:
    """Archive the workbooks used, those sent back too: a later one is compared with them (`shuzhi history`).

    One replaced in the inbox since it was read will be the next run's.
    """
    keep(
        (paths[one.file], place(archive, period, one.branch_code, one.sha256), one.sha256)
        for one in files if one.outcome == Outcome.USED
    )
