"""What the ledger knows of something, as one digest: to tell whether it is as it was without making frames of it."""

import hashlib
import sqlite3

_AT_ONCE = 1000  # rows


def digest(*asked: sqlite3.Cursor) -> str:
    """The sha256 in hex of the rows of some queries, which say in what order they come."""
    made = hashlib.sha256()
    for rows in asked:
        while some := rows.fetchmany(_AT_ONCE):
            made.update(repr(some).encode("utf-8", "backslashreplace"))
        made.update(b"\n")
    return made.hexdigest()
