"""How the ledger writes a moment."""

from datetime import UTC, datetime


def moment() -> str:
    """Now, in UTC: 2023-10-09T18:00:00+00:00."""
    return datetime.now(UTC).isoformat(timespec="seconds")
