"""Long frames in little memory: a text that stands in many rows is there once, as a category."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals


def alike(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows with categories in place of texts."""
    return frame.astype(dict.fromkeys(frame.columns[frame.dtypes == "str"], "category"))


def together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all frames (at least one) of the same columns behind each other, texts as categories.

    A frame without rows has no say in what a column holds.
    """
    parts = [alike(frame) for frame in frames if len(frame)] or [alike(frames[0])]
    return pd.DataFrame({
        name: union_categoricals([part[name] for part in parts]) if parts[0].dtypes[name] == "category"
        else np.concatenate([part[name].to_numpy() for part in parts])
        for name in parts[0].columns
    })
