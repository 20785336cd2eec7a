"""The workbooks that a run used go into the archive."""

from collections.abc import Mapping
from pathlib import Path

from shuzhi.archive import keep, place
from shuzhi.model.results import Results
from shuzhi.model.words import Outcome


def keep_used(results: Results, paths: Mapping[str, Path], archive: Path) -> None:
    """Archive the workbooks used, those sent back too: a later one is compared with them (`shuzhi history`).

    One replaced in the inbox since it was read will be the next run's.
    """
    used = results.submissions[results.submissions["outcome"] == Outcome.USED]
    period = results.settings.period.code
    for code, digest, file in used[["branch_code", "sha256", "file"]].to_numpy().tolist():
        keep(paths[file], place(archive, period, code, digest), digest)
