"""What `shuzhi check` asks of a process of its own, and what that answers, in plain values."""

from dataclasses import dataclass
from pathlib import Path

from shuzhi.model.settings import Settings
from shuzhi.model.words import Level
from shuzhi.workspace import Workspace


@dataclass(frozen=True)
class CheckTask:
    """One workbook to check, and the workspace whose ledger and archive it is checked with; None outside of any."""

    path: Path
    settings: Settings
    workspace: Workspace | None


@dataclass(frozen=True)
class Checked:
    """One checked workbook: its findings (columns of findings.csv) and its marked copy.

    No copy where nothing is to be marked, where the file cannot be read or its folder cannot be written. `remark`
    says why there is none though there should be, or why it has another name ("" = as usual).
    """

    file: Path
    records: list[dict[str, str | int]]
    copy: Path | None
    remark: str = ""

    @property
    def has_errors(self) -> bool:
        """True if something must be corrected."""
        return any(record["level"] == Level.ERROR for record in self.records)
