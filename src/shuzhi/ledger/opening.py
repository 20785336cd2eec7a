"""Opening a ledger: made, migrated and closed again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from shuzhi.errors import LedgerFault, NotNoted, reason_of
from shuzhi.ledger.approvals import Approvals
from shuzhi.ledger.explanations import Explanations, memory_of
from shuzhi.ledger.finals import Finals
from shuzhi.ledger.indicators import Indicators
from shuzhi.ledger.issued import Issued
from shuzhi.ledger.nights import Nights
from shuzhi.ledger.runs import Runs
from shuzhi.ledger.schema import MIGRATIONS, migrate
from shuzhi.ledger.submissions import Submissions
from shuzhi.model.explanation import Memory

_WITH_EXPLANATIONS = 3  # the first version that has them
_REASONS = {  # what SQLite says → what staff understand
    "locked": "别的程序正占着它，等它结束后再试", "malformed": "文件已损坏", "not a database": "文件已损坏",
    "is full": "磁盘已满", "readonly": "没有写入的权限，或磁盘是只读的", "unable to open": "打不开",
    "disk I/O": "磁盘读写出错",
}


@dataclass(frozen=True)
class Ledger:
    """An open ledger."""

    runs: Runs
    submissions: Submissions
    explanations: Explanations
    finals: Finals
    issued: Issued
    approvals: Approvals
    indicators: Indicators
    nights: Nights

    @contextmanager
    def early(self) -> Iterator[None]:
        """What is noted inside becomes a part of what is noted `together` next; nothing does where one part cannot.

        Until then it stays in memory, so that others can read what was noted before.
        """
        connection = self.runs.connection
        try:
            connection.execute("PRAGMA cache_spill = OFF")
            connection.execute("BEGIN IMMEDIATE")
            yield
        except sqlite3.Error:
            connection.rollback()

    @contextmanager
    def together(self) -> Iterator[bool]:
        """All that is noted inside, and `early` before, is one transaction: kept whole, or not at all. Raises NotNoted.

        Gives whether something was noted early.
        """
        connection = self.runs.connection
        early = connection.in_transaction
        try:
            with connection:
                if not early:
                    connection.execute("BEGIN IMMEDIATE")
                yield early
        except sqlite3.Error as fault:
            raise NotNoted(_reason(fault)) from fault

    def failed(self, run: int, exit_code: int) -> None:
        """Note how a run failed, and no more; where that can't be noted either, it looks like one that was killed."""
        with suppress(sqlite3.Error):
            self.runs.connection.rollback()
            self.runs.finish(run, exit_code)


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger, make or migrate it, close it at the end. Raises LedgerFault."""
    try:
        connection = _connect(path)
    except (OSError, sqlite3.Error) as fault:
        raise LedgerFault(str(path), _reason(fault)) from fault
    try:
        yield _parts(connection)
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), _reason(fault)) from fault
    finally:
        connection.close()


@contextmanager
def read_ledger(path: Path) -> Iterator[Ledger | None]:
    """A ledger that is only read; None where there is none, or none of this version. Raises LedgerFault."""
    with _reading(path) as (connection, version):
        yield _parts(connection) if version == len(MIGRATIONS) else None


def remembered(path: Path) -> Memory:
    """What was explained before, of a ledger that is only read; nothing where there is none. Raises LedgerFault."""
    with _reading(path) as (connection, version):
        return memory_of(connection) if version >= _WITH_EXPLANATIONS else Memory()


@contextmanager
def _reading(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A connection that changes nothing, and the ledger's version; an empty one of version 0 where there is none."""
    mode = "rw" if os.access(path, os.W_OK) else "ro"  # only a writer can undo what a killed run began
    place = f"{path.resolve().as_uri()}?mode={mode}" if os.access(path, os.R_OK) else "file::memory:"
    try:
        with closing(sqlite3.connect(place, timeout=30, uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            yield connection, version
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), _reason(fault)) from fault


def _reason(fault: Exception) -> str:
    """Why, in the users' language; what SQLite says where nothing is known."""
    said = reason_of(fault) if isinstance(fault, OSError) else str(fault)
    return next((reason for sign, reason in _REASONS.items() if sign in said), said)


def _parts(connection: sqlite3.Connection) -> Ledger:
    return Ledger(
        Runs(connection), Submissions(connection), Explanations(connection), Finals(connection), Issued(connection),
        Approvals(connection), Indicators(connection), Nights(connection),
    )


def _connect(path: Path) -> sqlite3.Connection:
    """Private from the first moment: the folder 0700, the file 0600 (its journal takes the same rights)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection
