"""四议两公开: matters proposed and matters decided."""

import pandas as pd

from shuzhi.compute.chunk import Chunk
from shuzhi.compute.marks import counted


def marks(chunk: Chunk) -> pd.DataFrame:
    """Marks of the matters by 结果."""
    rows = chunk.rows("agenda")
    return counted("agenda", rows, {
        "agenda_proposed": rows["result"] == "拟定", "agenda_passed": rows["result"] == "通过",
    })
