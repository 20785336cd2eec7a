"""Sheets as rules see them: columns that answer fast (see columns), everything else as pandas has it."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from shuzhi.validate.columns import Column, Rows, plain


class Sheet:
    """The rows of a sheet: its columns are Columns, everything else is its frame's."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """`frame`: of Tables, with unique labels."""
        self.frame = frame
        self.index = frame.index
        self._columns: dict[str, Column] = {}

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            picked = plain(key)
            some = not isinstance(picked, np.ndarray) or picked.dtype != bool or not picked.all()
            return self.frame[picked] if some else self.frame.copy(deep=False)
        if key not in self._columns:
            self._columns[key] = Column.of(self.frame[key], self.index)
        return self._columns[key]

    def __len__(self) -> int:
        return len(self.frame)

    def __contains__(self, name: str) -> bool:
        return name in self.frame

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "frame":
            raise AttributeError(name)
        return getattr(self.frame, name)

    def rows(self, picked: Any, names: list[str]) -> pd.DataFrame:
        """These columns of the rows that are picked (bool)."""
        return self.frame.loc[np.asarray(picked, dtype=bool), names]

    def filled(self, names: Iterable[str]) -> Column:
        """True where every one of these columns is filled."""
        return reduce(Column.__and__, (self[name].notna() for name in names), self.column(values=True))

    def blank(self, names: Iterable[str]) -> Column:
        """True where every one of these columns is blank."""
        return reduce(Column.__and__, (self[name].isna() for name in names), self.column(values=True))

    def duplicated(self, names: Iterable[str], *, keep: str | bool = "first") -> Column:
        """As a frame has it: True for a row that says in these columns what one above it says (`keep`: any other)."""
        said = np.zeros(len(self), dtype="int64")
        for name in names:
            said = pd.factorize(said * (len(self) + 1) + self[name].codes)[0]
        if keep is False:
            return Column(np.bincount(said)[said] > 1, self.index)
        again = np.ones(len(self), dtype=bool)
        again[np.unique(said, return_index=True)[1]] = False
        return Column(again, self.index)

    def column(self, values: Any) -> Column:
        """An array, or one value for every row, as a column of this sheet; None = silent everywhere."""
        return Column(np.broadcast_to(np.asarray(values), len(self)), self.index)

    def made(self, name: str, make: Callable[["Sheet"], NDArray[Any]]) -> Column:
        """A column made of others, once."""
        if name not in self._columns:
            self._columns[name] = Column(make(self), self.index)
        return self._columns[name]


def beside(frame: Rows, values: NDArray[Any]) -> Any:
    """An array as a column of the frame: a Column of a Sheet, a Series of a DataFrame."""
    return Column(values, frame.index) if isinstance(frame, Sheet) else pd.Series(values, frame.index)
