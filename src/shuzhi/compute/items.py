"""支部信息: values as typed, and the rates between them."""

import pandas as pd

from shuzhi.compute.catalogue import fixed
from shuzhi.compute.chunk import Chunk
from shuzhi.compute.marks import rated, stacked, summed

_RATES = {"dues_rate": ("dues_paid", "dues_due"), "collective_rate": ("collective_income", "collective_target")}


def marks(chunk: Chunk) -> pd.DataFrame:
    """Marks of typed values on the row of their item, and of rates on the row of their denominator."""
    typed = [each.name for each in fixed() if each.kind in ("typed", "stock")]
    return stacked([
        *(summed("branches", rows, {name: rows[name]}) for name in typed for rows in [_rows(chunk, name)]),
        *(
            rated("branches", rows, {name: (rows[part], rows[whole])})
            for name, (part, whole) in _RATES.items() for rows in [_rows(chunk, whole)]
        ),
    ])


def _rows(chunk: Chunk, item: str) -> pd.DataFrame:
    """支部信息 with `row` = the Excel row of one item (0 where the workbook lacks it)."""
    items = chunk.tables.items
    places = items[items["field"] == item].set_index("submission")["row"]
    return chunk.branches.assign(row=places.reindex(chunk.branches.index, fill_value=0)).reset_index()
