"""支部信息: values as typed, and the rates between them."""

import pandas as pd

from shuzhi.compute.catalogue import fixed
from shuzhi.compute.chunk import Chunk
from shuzhi.compute.marks import Marks, marked, rated, stacked

_RATES = {"dues_rate": ("dues_paid", "dues_due"), "collective_rate": ("collective_income", "collective_target")}


def marks(chunk: Chunk) -> Marks:
    """Marks of typed values on the row of their item, and of rates on the row of their denominator."""
    typed = [each.name for each in fixed() if each.kind in ("typed", "stock")]
    values = chunk.branches[typed].melt(var_name="field", ignore_index=False).reset_index()
    items = chunk.tables.items[["submission", "field", "row"]]
    rows = values.merge(items, on=["submission", "field"], how="left").fillna({"row": 0})
    return stacked([
        marked("branches", rows, rows["field"], rows["value"]),
        *(_rate(chunk, rows, name) for name in _RATES),
    ])


def _rate(chunk: Chunk, rows: pd.DataFrame, name: str) -> Marks:
    part, whole = _RATES[name]
    base = rows[rows["field"] == whole]
    return rated("branches", base, name, (base["submission"].map(chunk.branches[part]), base["value"]))
