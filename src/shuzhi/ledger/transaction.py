"""One transaction, alone or as a part of a larger one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Keep all that is written inside or none of it; inside another one, that decides. Raises sqlite3.Error."""
    if connection.in_transaction:
        yield connection
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
