"""The ledger: what was run, handed in, found, explained, approved and delivered, in one SQLite file with one writer.

It names files, branches and cells, never what stands in a cell: only indicators, the figures of final reports and the
explanations (说明). Times are UTC, ISO 8601.
"""

from shuzhi.ledger.approvals import Approval
from shuzhi.ledger.nights import Night
from shuzhi.ledger.opening import Ledger, open_ledger, read_ledger, remembered
from shuzhi.ledger.runs import Attempt, Counted, Entry
from shuzhi.ledger.schema import MIGRATIONS
from shuzhi.ledger.submissions import Arrived, Noted, Submission

__all__ = [
    "MIGRATIONS", "Approval", "Arrived", "Attempt", "Counted", "Entry", "Ledger", "Night",
    "Noted", "Submission", "open_ledger", "read_ledger", "remembered",
]
