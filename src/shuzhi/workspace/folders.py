"""Where things lie in a workspace, and its lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from shuzhi.errors import AlreadyRunning, DeliveryFailed
from shuzhi.model.period import Period

SETTINGS_FILE = "乡镇台账.xlsx"


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace; nothing is created by asking for one."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The township's workbook."""
        return self.root / "workbooks" / SETTINGS_FILE

    @property
    def templates(self) -> Path:
        """The folder of Word templates."""
        return self.root / "templates"

    def final(self, period: Period) -> Path:
        """Reports of a period edited by hand and put back (定稿)."""
        return self.root / "workbooks" / "final" / period.code

    @property
    def output(self) -> Path:
        """Where deliveries lie."""
        return self.root / "output"

    @property
    def private(self) -> Path:
        """The ledger, temporary files and the lock; not for others."""
        return self.root / ".shuzhi"

    @property
    def ledger(self) -> Path:
        """What the runs note."""
        return self.private / "ledger.sqlite"

    @property
    def archive(self) -> Path:
        """Workbooks that counted, unchanged."""
        return self.private / "archive"

    def issued(self, period: Period) -> Path:
        """The workbooks handed out for a period."""
        return self.output / "下发" / period.code

    def inbox(self, period: Period) -> Path:
        """What branches handed in for a period."""
        return self.root / "workbooks" / "inbox" / period.code

    def period_of(self, path: Path) -> Period | None:
        """The period of the inbox that a file lies in; None if it lies in none."""
        inboxes = (self.root / "workbooks" / "inbox").resolve()
        file = path.resolve()
        parts = file.relative_to(inboxes).parts if file.is_relative_to(inboxes) else ()
        return Period.parse(parts[0]) if len(parts) > 1 else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for one run; AlreadyRunning if another run does."""
        lock = FileLock(self.private / "run.lock", timeout=0)
        try:
            self.private.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise AlreadyRunning from None
        except OSError as fault:
            raise DeliveryFailed(str(self.private), fault.strerror or type(fault).__name__) from fault
        try:
            yield
        finally:
            lock.release()
