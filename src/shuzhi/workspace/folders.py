"""Where things lie in a workspace, and its lock."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from shuzhi.errors import AlreadyRunning, DeliveryFailed, LocksMissing, PathTooLong, reason_of
from shuzhi.files.durable import make_folder
from shuzhi.model.period import Period

_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP)
SETTINGS_FILE, _RUN = "乡镇台账.xlsx", "run-"
# Bytes of a workspace's path: of a path longer than 512 SQLite opens no file (MAX_PATHNAME), and the longest name of
# the ledger's takes 30 of them (/.shuzhi/ledger.sqlite-journal).
MOST_BYTES = 480


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace; nothing is created by asking for one. Raises PathTooLong."""

    root: Path

    def __post_init__(self) -> None:
        """A path that some part of a run could not use is refused before anything is read."""
        if len(os.fsencode(os.path.realpath(self.root))) > MOST_BYTES:
            raise PathTooLong(str(self.root))

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
        """The ledger, temporary files, logs and locks; not for others."""
        return self.root / ".shuzhi"

    @property
    def ledger(self) -> Path:
        """What the runs note."""
        return self.private / "ledger.sqlite"

    @property
    def log(self) -> Path:
        """What the nightly batch did."""
        return self.private / "log" / "nightly.log"

    @property
    def archive(self) -> Path:
        """Workbooks that were used, unchanged."""
        return self.private / "archive"

    def cache(self, period: Period) -> Path:
        """What runs of a period made and need not make again."""
        return self.private / "cache" / period.code

    @property
    def settings_read(self) -> Path:
        """The township's workbook as it was read last."""
        return self.private / "settings"

    @property
    def addresses(self) -> Path:
        """Where notifications go: one address a line."""
        return self.private / "通知地址.txt"

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

    def tangled(self) -> str:
        """Why the folders must not be used as they are linked to each other; "" where each stands apart.

        A delivery inside the inbox would be taken for what branches handed in; one inside templates/ for a template.
        """
        given = {"报送": "workbooks/inbox", "定稿": "workbooks/final", "模板": "templates"}
        for made in (self.output, self.private):
            own = made.resolve()
            for title, name in given.items():
                other = (self.root / name).resolve()
                if own.is_relative_to(other) or other.is_relative_to(own):
                    return f"{made.name} 文件夹和{title}文件夹（{name}）连在一起。请把链接去掉，两个文件夹各放各的。"
        return ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for one run, without what killed ones left; AlreadyRunning if another run does."""
        with _held(self.private, "run.lock", AlreadyRunning()):
            _clear(self.private)
            yield

    @contextmanager
    def working(self) -> Iterator[Path]:
        """A folder for what a locked run makes on the way, gone behind it; the next run clears it if this one cannot.

        A signal may come at any moment, and that of its making is one. Raises OSError.
        """
        folder = self.private / f"{_RUN}{os.urandom(4).hex()}"
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Hold the workspace's nights; AlreadyRunning if another `shuzhi nightly` does."""
        busy = "这个工作文件夹的夜间生成已经在运行，不用再开一个。"
        with _held(self.private, "nightly.lock", AlreadyRunning(busy)):
            yield


def _clear(private: Path) -> None:
    """Remove the temporary folders and half copies of runs that were killed."""
    for path in (*private.glob(f"{_RUN}*"), *private.glob("archive/*/*.part")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


@contextmanager
def _held(private: Path, name: str, busy: AlreadyRunning) -> Iterator[None]:
    """Hold a lock of the operating system, which a killed process gives back; `busy` is raised if another has it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - heavy: most commands hold nothing

    lock = FileLock(private / name, timeout=0, fallback_to_soft=False)  # a mere file would outlive a killed run
    try:
        make_folder(private)
        lock.acquire()
    except Timeout:
        raise busy from None
    except OSError as fault:
        if fault.errno in _NO_LOCKS:
            raise LocksMissing(str(private)) from fault
        raise DeliveryFailed(str(private), reason_of(fault)) from fault
    try:
        yield
    finally:
        lock.release()
