"""Marks: which row gives how much to which indicator. Values and addresses both come from them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from shuzhi import form

COLUMNS = ["name", "submission", "sheet", "row", "amount", "base"]
_TYPES = {
    "name": "str", "submission": "int64", "sheet": "str", "row": "int64", "amount": "float64", "base": "float64",
}


def counted(sheet: str, rows: pd.DataFrame, masks: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Marks of 1 (columns COLUMNS) for the rows that each indicator's mask picks."""
    grid = pd.DataFrame(masks, index=rows.index)
    places, names = grid.to_numpy(dtype=bool).nonzero()
    return marked(sheet, rows.iloc[places], name=grid.columns[names], amount=1.0)


def summed(sheet: str, rows: pd.DataFrame, amounts: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Marks of each indicator's amount on each row; a blank amount stays blank."""
    grid = pd.DataFrame(amounts, index=rows.index).melt(var_name="name", value_name="amount", ignore_index=False)
    return marked(sheet, rows.loc[grid.index], name=grid["name"].array, amount=grid["amount"].array)


def rated(sheet: str, rows: pd.DataFrame, name: str, parts: tuple[pd.Series, pd.Series]) -> pd.DataFrame:
    """Marks of the two parts of a rate (numerator, denominator), on rows that have both."""
    part, whole = parts
    both = part.notna() & whole.notna()
    return marked(sheet, rows[both], name=name, amount=part[both], base=whole[both])


def marked(sheet: str, rows: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Marks on rows (submission, row) from the columns name, amount and, for a rate, base."""
    given: dict[str, Any] = {"sheet": sheet, "base": float("nan")} | columns
    marks = rows[["submission", "row"]].assign(**given)
    return marks[COLUMNS].astype(_TYPES)


def stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several frames of marks as one; a frame with COLUMNS even if there is none."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS).astype(_TYPES)


def added_up(marks: pd.DataFrame) -> pd.DataFrame:
    """By (submission, name): amount and base added up without blanks (NaN if all are), and the rows' addresses."""
    keys = ["submission", "name"]
    sums = marks.groupby(keys)[["amount", "base"]].sum(min_count=1)
    told = marks[marks["amount"].notna() & (marks["row"] > 0)].sort_values([*keys, "row"])
    titles = {sheet.name: sheet.title for sheet in form.load().sheets}
    places = told["sheet"].map(titles) + "!" + told["row"].astype("str")
    rows = places.groupby([told["submission"], told["name"]]).agg(";".join)
    return sums.assign(rows=rows.reindex(sums.index).fillna("").astype("str"))
