"""Blank cells: blank is unknown, never 0."""

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
