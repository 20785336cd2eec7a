"""The ledger: what was run, handed in, found, explained, approved and delivered, in one SQLite file with one writer.

It names files, branches and cells, never what stands in a cell: only indicators, the figures of final reports and the
explanations (说明). Times are UTC, ISO 8601.
"""

from shuzhi.ledger.nights import Night
from shuzhi.ledger.opening import Ledger, open_ledger, remembered
from shuzhi.ledger.runs import Counted, Entry
from shuzhi.ledger.schema import MIGRATIONS

__all__ = ["MIGRATIONS", "Counted", "Entry", "Ledger", "Night", "open_ledger", "remembered"]
