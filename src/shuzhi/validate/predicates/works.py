"""Predicates of 其他工作."""

import pandas as pd

from shuzhi.validate.scene import Scene


def without_unit(scene: Scene) -> pd.Series:
    """A 数量 without its 单位: sums go unit by unit."""
    frame = scene["works"]
    return frame["quantity"].gt(0) & frame["unit"].isna()
