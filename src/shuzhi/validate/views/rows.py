"""Rows of any sheet: blank cells, the same told once, values that stand in another table."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from shuzhi.validate.columns import Cells, Column, Rows
from shuzhi.validate.scene import Scene, once
from shuzhi.validate.sheets import Sheet


@once
def has(scene: Scene, sheet: str, field: str) -> Column:
    """The rows whose workbook has the column or item."""
    there: Column = scene[sheet]["submission"].isin(scene.having(sheet, field))
    return there


def gap(scene: Scene, sheet: str, field: str, rows: Cells) -> Cells:
    """Those of `rows` (bool, aligned with the sheet) whose `field` is blank; without that column only the first."""
    frame = scene[sheet]
    hits = rows & frame[field].isna()
    if not hits.any():
        return hits
    return hits & (has(scene, sheet, field) | first(scene, sheet, hits))


def first(scene: Scene, sheet: str, hits: Cells) -> Column:
    """The first of the hits in each workbook."""
    frame = scene[sheet]
    found = np.zeros(len(frame), dtype=bool)
    places = np.flatnonzero(hits)
    found[places[np.unique(frame["submission"].values[places], return_index=True)[1]]] = True
    return frame.column(found)


def folded(scene: Scene, sheet: str, hits: Cells) -> Cells:
    """Text at the first hit of each submission that tells how many there are, missing elsewhere."""
    numbers = scene[sheet]["submission"].values
    places = np.flatnonzero(hits)
    told = np.full(len(numbers), None, dtype=object)
    _, first_, counts = np.unique(numbers[places], return_index=True, return_counts=True)
    for place, count in zip(places[first_], counts.tolist(), strict=True):
        told[place] = f"（这样的共{count}行）" if count > 1 else ""
    return pd.Series(told, scene[sheet].index, dtype=object)


def among(frame: Rows, columns: list[str], table: Rows, theirs: list[str] | None = None) -> Cells:
    """Whether the row's values of `columns` stand side by side in `theirs` (default: the same columns) of the table."""
    there = frame.filled(columns) if isinstance(frame, Sheet) else frame[columns].notna().all(axis=1)
    if not there.any() or not len(table):
        return there & False
    keys, known = (tuples(rows, names) for rows, names in ((frame, columns), (table, theirs or columns)))
    wanted = set(known)
    found = np.fromiter((key in wanted for key in keys), dtype=bool, count=len(frame))
    return there & (frame.column(found) if isinstance(frame, Sheet) else found)


def places(frame: Sheet, field: str, table: Sheet, *needed: str) -> NDArray[np.int64]:
    """Of each row the place of the row of its workbook in `table` whose 编号 stands in `field`; -1 = none.

    It is the first one with that 编号 in which the columns `needed` are filled.
    """
    owners, numbers = table["submission"].values, table["number"].values
    filled = np.flatnonzero(table.filled(["number", *needed]))
    known = {(owners[place], numbers[place]): place for place in filled[::-1].tolist()}
    found = (known.get(key, -1) for key in tuples(frame, ["submission", field]))
    return np.fromiter(found, dtype="int64", count=len(frame))


def tuples(rows: Rows, names: list[str]) -> Iterator[tuple[Any, ...]]:
    """What stands in these columns, row by row."""
    return zip(*(np.asarray(rows[name]).tolist() for name in names), strict=True)
