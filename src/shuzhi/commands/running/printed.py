"""The figures of all reports in one frame: as tuples of texts they would take ten times the memory."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from shuzhi.commands.running.writing import Written
from shuzhi.compute.alike import alike, together
from shuzhi.model.lookup import looked_up

FIGURE_COLUMNS = ["report", "number", "text", "source", "rows"]


def figures_of(written: Iterable[Written]) -> pd.DataFrame:
    """The figures (FIGURE_COLUMNS) of some of what was written, texts as categories."""
    return alike(pd.DataFrame([line for one in written for line in one.figures], columns=FIGURE_COLUMNS))


def in_order(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Those of all parts (at least one) by report and number."""
    whole = together(parts)
    places = {report: place for place, report in enumerate(sorted(whole["report"].unique()))}
    order = np.lexsort((whole["number"], looked_up(whole["report"], places.__getitem__)))
    return whole.take(order).reset_index(drop=True)
