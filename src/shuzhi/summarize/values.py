"""Frames as plain values: what every file of the township is written from."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

import pandas as pd

Value = str | int | float | date | None
Key = TypeVar("Key")
Made = TypeVar("Made")
AT_ONCE = 10_000  # rows of a long frame whose texts stand side by side in memory


class Once(dict[Key, Made]):
    """What a function makes of each value, made once for equal ones: columns of frames have few different values."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        """Nothing is made yet."""
        super().__init__()
        self._make = make

    def __missing__(self, value: Key) -> Made:
        """Made now and kept; of a NaN, which is never equal to another, made and not kept."""
        made = self._make(value)
        if value == value:  # noqa: PLR0124 - not of NaN
            self[value] = made
        return made


def parts_of(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A long frame in parts of AT_ONCE rows."""
    for start in range(0, len(frame), AT_ONCE):
        yield frame.iloc[start:start + AT_ONCE]


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows of a frame as named tuples: as itertuples gives them, in a third of its time."""
    names = [str(name) for name in frame.columns]
    return list(map(_row(tuple(names))._make, tuples(frame, names)))


@cache
def _row(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - its fields are the columns of any frame


def tuples(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of these columns as plain tuples: five times as fast as itertuples, for a hundred thousand of them."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def number_of(value: float) -> float | int | None:
    """A number as a cell holds it: missing → None, 3.0 → 3."""
    return None if value != value else int(value) if float(value).is_integer() else value  # noqa: PLR0124 - NaN


def value_of(value: Any) -> Value:
    """A frame's value as a cell holds it: missing → None, a timestamp → its day, 3.0 → 3."""
    if type(value) is str:
        return value
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, date)) else str(value)
