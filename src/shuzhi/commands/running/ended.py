"""What a run tells at its end, in plain values: one that repeats another makes no frames."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shuzhi.model.results import Results
from shuzhi.model.settings import Settings


class BranchEnd(NamedTuple):
    """A branch of the roster, as in Results.branches."""

    code: str
    short_name: str
    state: str
    through: str
    errors: int
    warnings: int
    notices: int


class FileEnd(NamedTuple):
    """A file of the inbox, as in Results.submissions."""

    file: str
    sha256: str
    outcome: str
    reason: str
    branch_code: str


@dataclass(frozen=True)
class Ended:
    """How branches and files stand after a run.

    findings  branch code ("" = of no known branch), in their order → rule → how many
    """

    settings: Settings
    branches: tuple[BranchEnd, ...]
    files: tuple[FileEnd, ...]
    findings: Mapping[str, Mapping[str, int]]
    remarks: tuple[str, ...]


def ended(results: Results) -> Ended:
    """What those results tell."""
    branches = results.branches[["branch_code", *BranchEnd._fields[1:]]]
    files = results.submissions[list(FileEnd._fields)]
    found = Counter(zip(results.findings["branch_code"].tolist(), results.findings["code"].tolist(), strict=True))
    findings: dict[str, dict[str, int]] = {}
    for (branch, rule), count in sorted(found.items()):
        findings.setdefault(branch, {})[rule] = count
    return Ended(
        results.settings, tuple(BranchEnd(*row) for row in branches.to_numpy().tolist()),
        tuple(FileEnd(*row) for row in files.to_numpy().tolist()), findings, results.remarks,
    )
