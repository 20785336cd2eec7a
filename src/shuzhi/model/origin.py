"""Where the rows of a workbook come from that was put together from those of the quarters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shuzhi.model.period import Period

_CELL = re.compile(r"(.+)!([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Origins:
    """One consolidated workbook.

    rows     address there (会议!5) → addresses in the quarters' workbooks (2023Q1:会议!7), joined by ;
    letters  (2023Q1:会议, letter of a column in the standard form) → its letter in that quarter's workbook; only those
             that differ
    """

    rows: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, addresses: str) -> str:
        """Addresses joined by ;, those that are known replaced by where their rows come from: by quarter and row."""
        found = [self.rows.get(one, one) for one in addresses.split(";")]
        if not self.rows or found == addresses.split(";"):
            return addresses
        return ";".join(sorted(";".join(found).split(";"), key=_order))

    def cell(self, source: str) -> str:
        """The address of a cell (民生实事!K7 → 2023Q2:民生实事!K9); any other source stays as it is."""
        match = _CELL.fullmatch(source)
        known = self.rows.get(f"{match[1]}!{match[3]}", "") if match else ""
        if not match or not known:
            return source
        places = [one.rpartition("!")[::2] for one in known.split(";")]
        return ";".join(f"{sheet}!{self.letters.get((sheet, match[2]), match[2])}{row}" for sheet, row in places)

    def back(self, source: str) -> str:
        """What `cell` was given, from what it gave."""
        match = _CELL.fullmatch(source.partition(";")[0])
        if not match:
            return source
        sheet, letter, row = match.groups()
        known = next((own for own, whence in self.rows.items() if whence.partition(";")[0] == f"{sheet}!{row}"), "")
        title, _, number = known.rpartition("!")
        moved = {there: one for (name, one), there in self.letters.items() if name == sheet}
        return f"{title}!{moved.get(letter, letter)}{number}" if known else source


@dataclass(frozen=True)
class Amendment:
    """One indicator of a quarter that changed since its report was made.

    before, now  as printed, "" = not known; rows: the rows behind the change
    """

    quarter: Period
    title: str
    before: str
    now: str
    rows: tuple[str, ...]


def _order(address: str) -> tuple[str, int]:
    sheet, _, row = address.rpartition("!")
    return sheet, int(row) if row.isdecimal() else 0


NOWHERE = Origins()
