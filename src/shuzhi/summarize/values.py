"""Frames as plain values: what every file of the township is written from."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

Value = str | int | float | date | None


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows of a frame as named tuples."""
    return list(frame.itertuples(index=False))


def tuples(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of these columns as plain tuples: five times as fast as itertuples, for a hundred thousand of them."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def value_of(value: Any) -> Value:
    """A frame's value as a cell holds it: missing → None, a timestamp → its day, 3.0 → 3."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, date)) else str(value)
