"""What branches have explained before, as the ledger remembers it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

KNOWN = ["period", "branch_code", "code", "sheet", "digest", "text"]
Cells = tuple[str, ...]  # branch code, rule, sheet, digest


def known(rows: Sequence[Sequence[str]] = ()) -> "pd.DataFrame":
    """The frame of these rows of KNOWN."""
    import pandas as pd  # noqa: PLC0415 - heavy: not every command makes a frame

    return pd.DataFrame(rows, columns=KNOWN, dtype="str")


@dataclass(frozen=True)
class Memory:
    """The explanations of a township.

    key    secret of the installation, with which digests are made; b"" outside a workspace
    known  KNOWN: one row a period and explanation accepted in it, oldest first; `digest` stands for the cells that
           the text (说明) explains
    """

    key: bytes = b""
    known: "pd.DataFrame" = field(default_factory=known)

    @cached_property
    def last(self) -> Mapping[Cells, str]:
        """The text that explained these cells last, in any period."""
        return {row[1:5]: row[5] for row in self._rows}

    @cached_property
    def used(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """Period, branch code, rule, sheet and text → the digests that it explained."""
        found: dict[tuple[str, ...], set[str]] = {}
        for period, branch, code, sheet, digest, text in self._rows:
            found.setdefault((period, branch, code, sheet, text), set()).add(digest)
        return {key: frozenset(digests) for key, digests in found.items()}

    @property
    def _rows(self) -> Iterator[tuple[str, ...]]:
        return self.known[KNOWN].itertuples(index=False, name=None)
