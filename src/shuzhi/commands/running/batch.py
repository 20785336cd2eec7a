"""What both passes of a run share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shuzhi.cache import Cache
from shuzhi.model.explanation import Memory
from shuzhi.model.history import History
from shuzhi.model.indicator import Figure
from shuzhi.model.settings import Settings
from shuzhi.progress import Progress
from shuzhi.spread.workers import Workers

if TYPE_CHECKING:
    from shuzhi.render.template import Template


@dataclass(frozen=True)
class Known:
    """What the ledger and the archive know when a run begins.

    memory    what was explained before
    finals    report (报告/石井村/抓基层党建述职报告.docx) → its figures when it was final
    approved  branch code → sha256 of the workbook approved in this period
    history   the indicators of all periods
    last      branch code → its archived workbook of the last period that ended before this one begins, if it is whole
    """

    memory: Memory = field(default_factory=Memory)
    finals: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    approved: Mapping[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    last: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """One run: settings, the day of --as-of, workers, temporary folder, progress; what earlier runs knew and made.

    calls     of LibreOffice that may go on at once
    compiled  templates by file name, so that no worker has to: any that is missing is read from `templates`
    """

    settings: Settings
    as_of: date | None
    workers: Workers
    folder: Path
    templates: Path
    progress: Progress
    known: Known = field(default_factory=Known)
    cache: Cache = field(default_factory=Cache)
    calls: int = 1
    compiled: Mapping[str, "Template"] = field(default_factory=dict)

    @property
    def staging(self) -> Path:
        """Where the delivery is put together (folders both, upward, office)."""
        return self.folder / "staging"


def put(path: Path, content: bytes) -> None:
    """Write a file of the staging folder, with the folders above it."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def put_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same of a large one, a piece after the other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(pieces)
