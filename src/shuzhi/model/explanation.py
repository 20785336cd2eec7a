"""What branches have explained before, as the ledger remembers it."""

from dataclasses import dataclass, field

import pandas as pd

KNOWN = ["period", "branch_code", "code", "sheet", "digest", "text"]


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=KNOWN, dtype="str")


@dataclass(frozen=True)
class Memory:
    """The explanations of a township.

    key    secret of the installation, with which digests are made; b"" outside a workspace
    known  KNOWN: one row a period and explanation accepted in it, oldest first; `digest` stands for the cells that
           the text (说明) explains
    """

    key: bytes = b""
    known: pd.DataFrame = field(default_factory=_nothing)
