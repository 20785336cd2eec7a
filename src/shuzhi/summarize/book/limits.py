"""How much one sheet holds, and what a sheet shows of a list that is longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import pandas as pd

Lines = TypeVar("Lines", bound="Sequence[Any] | pd.DataFrame")


@dataclass(frozen=True)
class Limits:
    """Rows and links that one sheet may have (by default Excel's own limits)."""

    rows: int = 1_048_576
    links: int = 65_530


EXCEL = Limits()


@dataclass(frozen=True)
class Shown:
    """What a sheet shows of its list: `shown` of `total` rows; the whole list stands in 数据/`data`."""

    title: str
    data: str
    total: int
    shown: int

    @property
    def cut(self) -> bool:
        """Whether rows are missing from the sheet."""
        return self.shown < self.total

    @property
    def remark(self) -> str:
        """What the sheet's last line says where it was cut."""
        return (f"共{self.total}行，超过一张工作表的上限，本表只列前{self.shown}行；"
                f"完整清单见内部压缩包里的“数据/{self.data}”。")


def cut(title: str, data: str, lines: Lines, free: int) -> tuple[Lines, Shown]:
    """The lines that fit into `free` rows, and what that leaves out; a cut list leaves its last row to the remark."""
    kept = lines if len(lines) <= free else cast(Lines, lines[:free - 1])
    return kept, Shown(title, data, len(lines), len(kept))
