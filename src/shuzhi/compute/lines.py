"""The indicators of all branches, each made when it is asked for: as values they would take ten times the memory."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from shuzhi.compute.catalogue import indicator
from shuzhi.model.indicator import Indicator

_PARTS = {"value": float, "numerator": float, "denominator": float, "rows": object}


class Places:
    """Where the line of each branch and name stands in a frame, -1 = nowhere; beside it what the lines say."""

    def __init__(self, frame: pd.DataFrame) -> None:
        rows, codes = pd.factorize(frame["branch_code"])
        columns, names = pd.factorize(frame["name"])
        self.lines = [frame[field].to_numpy(dtype=kind) for field, kind in _PARTS.items()]
        self.codes = {str(code): row for row, code in enumerate(codes)}
        self.names = {str(name): column for column, name in enumerate(names)}
        self.placed = np.full((len(codes), len(names)), -1, dtype=np.int32)
        self.placed[rows, columns] = range(len(frame))


class Own(Mapping[str, Indicator]):
    """The indicators of one branch by name."""

    def __init__(self, places: Places, row: int) -> None:
        """row: that of the branch among the places."""
        self._all, self._row = places, row

    def __getitem__(self, name: str) -> Indicator:
        place = self._all.placed[self._row][self._all.names[name]]
        if place < 0:
            raise KeyError(name)
        value, numerator, denominator, rows = (part[place] for part in self._all.lines)
        return indicator((name, value, numerator, denominator, rows))

    def __iter__(self) -> Iterator[str]:
        return (name for name, column in self._all.names.items() if self._all.placed[self._row, column] >= 0)

    def __len__(self) -> int:
        return int((self._all.placed[self._row] >= 0).sum())


def own_of(frame: pd.DataFrame) -> dict[str, Own]:
    """Branch code → its indicators, from rows of one scope (LINE_COLUMNS)."""
    places = Places(frame)
    return {code: Own(places, row) for code, row in places.codes.items()}
