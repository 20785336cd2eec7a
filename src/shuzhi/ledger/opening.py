"""Opening a ledger: made, migrated and closed again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shuzhi.errors import LedgerFault
from shuzhi.ledger.approvals import Approvals
from shuzhi.ledger.explanations import Explanations, memory_of
from shuzhi.ledger.finals import Finals
from shuzhi.ledger.indicators import Indicators
from shuzhi.ledger.issued import Issued
from shuzhi.ledger.nights import Nights
from shuzhi.ledger.runs import Runs
from shuzhi.ledger.schema import migrate
from shuzhi.ledger.submissions import Submissions
from shuzhi.model.explanation import Memory

_WITH_EXPLANATIONS = 3  # the first version that has them


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
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger, make or migrate it, close it at the end. Raises LedgerFault."""
    try:
        connection = _connect(path)
    except (OSError, sqlite3.Error) as fault:
        raise LedgerFault(str(path), str(fault)) from fault
    try:
        yield Ledger(
            Runs(connection), Submissions(connection), Explanations(connection), Finals(connection), Issued(connection),
            Approvals(connection), Indicators(connection), Nights(connection),
        )
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), str(fault)) from fault
    finally:
        connection.close()


def remembered(path: Path) -> Memory:
    """What was explained before, of a ledger that is only read; nothing where there is none. Raises LedgerFault."""
    if not os.access(path, os.R_OK):
        return Memory()
    try:
        mode = "rw" if os.access(path, os.W_OK) else "ro"  # only a writer can undo what a killed run began
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", timeout=30, uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return memory_of(connection) if version >= _WITH_EXPLANATIONS else Memory()
    except sqlite3.Error as fault:
        raise LedgerFault(str(path), str(fault)) from fault


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
