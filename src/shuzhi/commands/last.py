"""The last workbook of a branch before a period: what its rows and rules go on from."""

from collections.abc import Iterable
from pathlib import Path

from shuzhi import archive
from shuzhi.commands.running.batch import Known
from shuzhi.ledger import Counted, read_ledger, remembered
from shuzhi.model.period import Coverage, Period


def earlier(counted: Iterable[Counted], period: Period) -> dict[str, Counted]:
    """For each branch its workbook of the last period that ended before this one begins; of two the shorter.

    The periods decide, not the days counted: the report on a third quarter may count the second, or from the 21st on.
    """
    found: dict[str, tuple[Coverage, Counted]] = {}
    for one in counted:
        before = Period.parse(one.period)
        if before is None or before.days.end >= period.days.start:
            continue
        known = found.get(one.branch_code)
        if known is None or (known[0].end, known[0].start) < (before.days.end, before.days.start):
            found[one.branch_code] = (before.days, one)
    return {code: one for code, (_, one) in found.items()}


def kept_before(counted: Iterable[Counted], period: Period, folder: Path) -> dict[str, Path]:
    """Branch code → its workbook of the last earlier period, of those that are whole in the archive (`folder`)."""
    found = {}
    for code, one in earlier(counted, period).items():
        path = archive.place(folder, one.period, code, one.sha256)
        if archive.is_whole(path, one.sha256):
            found[code] = path
    return found


def known_at(path: Path, period: Period, folder: Path) -> Known:
    """What the rules look at, of a ledger that is only read; nothing where there is none. Raises LedgerFault.

    folder  the archive
    """
    memory = remembered(path)
    with read_ledger(path) as ledger:
        if ledger is None:
            return Known(memory)
        last = kept_before(ledger.runs.counted(), period, folder)
        return Known(memory, history=ledger.indicators.history(period.code), last=last)
