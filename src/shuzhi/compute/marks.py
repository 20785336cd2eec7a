"""Marks: which row gives how much to which indicator. Values and addresses both come from them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from shuzhi import form


class Marks(NamedTuple):
    """One mark a place: the name of the indicator, the row (submission, sheet, row), its amount, of a rate its base."""

    name: NDArray[np.object_]
    submission: NDArray[np.int64]
    sheet: NDArray[np.object_]
    row: NDArray[np.int64]
    amount: NDArray[np.float64]
    base: NDArray[np.float64]


def counted(sheet: str, rows: pd.DataFrame, masks: Mapping[str, pd.Series]) -> Marks:
    """Marks of 1 for the rows that each indicator's mask picks."""
    numbers, places = (rows[name].to_numpy() for name in ("submission", "row"))
    picked = {name: np.flatnonzero(mask.to_numpy(dtype=bool)) for name, mask in masks.items()}
    return stacked(
        _marks(sheet, name, (numbers[hits], places[hits]), np.ones(len(hits))) for name, hits in picked.items()
    )


def summed(sheet: str, rows: pd.DataFrame, amounts: Mapping[str, pd.Series]) -> Marks:
    """Marks of each indicator's amount on each row; a blank amount stays blank."""
    numbers, places = (rows[name].to_numpy() for name in ("submission", "row"))
    return stacked(
        _marks(sheet, name, (numbers, places), amount.to_numpy(dtype="float64")) for name, amount in amounts.items()
    )


def rated(sheet: str, rows: pd.DataFrame, name: str, parts: tuple[pd.Series, pd.Series]) -> Marks:
    """Marks of the two parts of a rate (numerator, denominator), on rows that have both."""
    part, whole = (each.to_numpy(dtype="float64", na_value=np.nan) for each in parts)
    both = ~np.isnan(part) & ~np.isnan(whole)
    numbers, places = (rows[name].to_numpy()[both] for name in ("submission", "row"))
    return _marks(sheet, name, (numbers, places), part[both], whole[both])


def marked(sheet: str, rows: pd.DataFrame, names: Iterable[str], amounts: pd.Series | float) -> Marks:
    """Marks on rows (submission, row), a name and an amount each."""
    given = np.array(list(names), dtype=object)
    places = (rows["submission"].to_numpy(), rows["row"].to_numpy())
    return _marks(sheet, given, places, np.broadcast_to(np.asarray(amounts, dtype="float64"), len(given)))


def stacked(several: Iterable[Marks]) -> Marks:
    """Several lots of marks as one."""
    return Marks(*(np.concatenate(column) for column in zip(_NONE, *several, strict=True)))


def added_up(marks: Marks) -> pd.DataFrame:
    """By (submission, name): amount and base added up without blanks (NaN if all are), and the rows' addresses."""
    codes, names = pd.factorize(marks.name, sort=True)
    keys, groups = np.unique(marks.submission * len(names) + codes, return_inverse=True)
    sums = pd.DataFrame({"amount": marks.amount, "base": marks.base}).groupby(groups).sum(min_count=1)
    submissions, names_ = keys // max(len(names), 1), pd.Index(names, dtype="str").take(keys % max(len(names), 1))
    index = pd.MultiIndex.from_arrays([submissions, names_], names=["submission", "name"])
    return sums.set_axis(index).assign(rows=pd.Series(_addresses(marks, groups, len(keys)), index, dtype="str"))


def _addresses(marks: Marks, groups: NDArray[np.int64], size: int) -> list[str]:
    """Of each group the addresses of its marks that have an amount and a row, by row."""
    titles = {sheet.name: sheet.title for sheet in form.load().sheets}
    told = np.flatnonzero(~np.isnan(marks.amount) & (marks.row > 0))
    told = told[np.lexsort((marks.row[told], groups[told]))]
    found: list[list[str]] = [[] for _ in range(size)]
    for group, sheet, row in zip(*(each[told].tolist() for each in (groups, marks.sheet, marks.row)), strict=True):
        found[group].append(f"{titles[sheet]}!{row}")
    return [";".join(places) for places in found]


def _marks(
    sheet: str, name: Any, rows: tuple[NDArray[np.int64], NDArray[np.int64]], amount: NDArray[np.float64],
    base: NDArray[np.float64] | float = np.nan,
) -> Marks:
    size = len(amount)
    names, sheets = np.full(size, name, dtype=object), np.full(size, sheet, dtype=object)
    return Marks(names, rows[0], sheets, rows[1].astype("int64"), amount, np.broadcast_to(base, size))


_NONE = _marks("", "", (np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64")), np.zeros(0))
