"""The tables of a chunk, each row beside what its branch says about the counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from shuzhi import form
from shuzhi.model.tables import Tables

_SAID = ["coverage_start", "coverage_end", "as_of", "secretary", "households"]


@dataclass(frozen=True)
class Chunk:
    """tables; branches: 支部信息 indexed by submission, `as_of` already decided; limits: the numbers of 参数."""

    tables: Tables
    branches: pd.DataFrame
    limits: Mapping[str, float]

    def rows(self, sheet: str) -> pd.DataFrame:
        """The frame of a sheet plus branch_coverage_start, branch_coverage_end, branch_as_of and so on."""
        frame = self.tables.frames[sheet].reset_index(drop=True)
        places = self.branches.index.get_indexer(pd.Index(frame["submission"]))
        said = {name: self.branches[name].array.take(places, allow_fill=True) for name in _SAID}
        return frame.assign(**{f"branch_{name}": values for name, values in said.items()})

    def settled(self, sheet: str) -> pd.Series:
        """By submission: True where a 0 is known, because the sheet has rows or 本期无… says 确无."""
        filled = pd.Series(self.branches.index.isin(self.tables.frames[sheet]["submission"]), self.branches.index)
        nothing = form.load().sheet(sheet).nothing
        return filled | (self.branches[nothing] == "确无") if nothing else filled


def chunk_of(tables: Tables, limits: Mapping[str, float], as_of: date | None) -> Chunk:
    """The chunk; a day `as_of` replaces each workbook's own 办理情况截至日期."""
    branches = tables.frames["branches"].set_index("submission")
    if as_of is not None:
        branches = branches.assign(as_of=pd.Series(pd.Timestamp(as_of), branches.index).astype("datetime64[s]"))
    return Chunk(tables, branches, limits)


def in_coverage(days: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """True where a day of these rows lies in their branch's coverage, both ends included; a blank day does not."""
    return (days >= rows["branch_coverage_start"]) & (days <= rows["branch_coverage_end"])
