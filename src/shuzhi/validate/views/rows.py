"""Rows of any sheet: blank cells, the same told once, values that stand in another table."""

import pandas as pd

from shuzhi.validate.scene import Scene


def gap(scene: Scene, sheet: str, field: str, rows: pd.Series) -> pd.Series:
    """Those of `rows` (bool, aligned with the sheet) whose `field` is blank; without that column only the first."""
    frame = scene[sheet]
    hits = rows & frame[field].isna()
    has = frame["submission"].isin(scene.having(sheet, field))
    return hits & (has | ~frame["submission"].where(hits).duplicated())


def folded(scene: Scene, sheet: str, hits: pd.Series) -> pd.Series:
    """Text at the first hit of each submission that tells how many there are, missing elsewhere."""
    numbers = scene[sheet].loc[hits, "submission"]
    first = numbers.groupby(numbers).transform("size")[~numbers.duplicated()]
    told: pd.Series = first.map(lambda count: f"（这样的共{count}行）" if count > 1 else "").astype(object)
    return told.reindex(hits.index)


def among(frame: pd.DataFrame, columns: list[str], table: pd.DataFrame, theirs: list[str] | None = None) -> pd.Series:
    """Whether the row's values of `columns` stand side by side in `theirs` (default: the same columns) of the table."""
    there = frame[columns].notna().all(axis=1)
    if not there.any():
        return there
    known = table[theirs or columns].drop_duplicates().set_axis(columns, axis=1).assign(known=True)
    found = frame[columns].merge(known, how="left", on=columns)["known"].eq(other=True)
    return found.set_axis(frame.index) & there
