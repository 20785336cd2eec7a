"""Marks: which row gives how much to which indicator. Values and addresses both come from them."""

from collections.abc import Iterable, Mapping

import pandas as pd

from shuzhi import form

COLUMNS = ["name", "submission", "sheet", "row", "amount", "base"]
_TYPES = {
    "name": "str", "submission": "int64", "sheet": "str", "row": "int64", "amount": "float64", "base": "float64",
}


def counted(sheet: str, rows: pd.DataFrame, masks: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Marks of 1 (columns COLUMNS) for the rows that each indicator's mask picks."""
    return stacked(_marks(sheet, rows.loc[mask], name, 1.0) for name, mask in masks.items())


def summed(sheet: str, rows: pd.DataFrame, amounts: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Marks of each indicator's amount on each row; a blank amount stays blank."""
    return stacked(_marks(sheet, rows, name, amount) for name, amount in amounts.items())


def rated(sheet: str, rows: pd.DataFrame, shares: Mapping[str, tuple[pd.Series, pd.Series]]) -> pd.DataFrame:
    """Marks of (part, whole) for each rate, on rows that have both."""
    return stacked(
        _marks(sheet, rows, name, part).assign(base=whole)[part.notna() & whole.notna()]
        for name, (part, whole) in shares.items()
    )


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


def _marks(sheet: str, rows: pd.DataFrame, name: str, amount: float | pd.Series) -> pd.DataFrame:
    marks = rows[["submission", "row"]].assign(name=name, sheet=sheet, amount=amount, base=float("nan"))
    return marks[COLUMNS].astype(_TYPES)
