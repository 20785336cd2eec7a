"""其他工作: how often in each category, how much in each unit; only what occurs."""

import pandas as pd

from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import counted, stacked, summed
from shuzhi.compute.work_names import CATEGORIES, events_name, quantity_name


def marks(chunk: Chunk) -> pd.DataFrame:
    """Marks of the works in coverage, under names made from category and unit."""
    rows = chunk.rows("works")
    rows = rows[in_coverage(rows["date"], rows) & rows["type"].isin(CATEGORIES)]
    return stacked([
        *(counted("works", each, {events_name(str(category)): each["date"].notna()})
          for category, each in rows.groupby("type")),
        *(summed("works", each, {quantity_name(str(category), str(unit)): each["quantity"]})
          for (category, unit), each in rows.groupby(["type", "unit"])),
    ])
