"""Predicates of names in 党员 that stand for other people of the sheet."""

from typing import NamedTuple

import pandas as pd

from shuzhi.validate.scene import Scene


class _Named(NamedTuple):
    """Of each name in a column: the row it stands in, whether the roster has it, whether as a 正式党员."""

    row: pd.Series
    listed: pd.Series
    full: pd.Series


def not_full(scene: Scene, field: str) -> pd.Series:
    """A name in `field` is in the roster, but of nobody who is a 正式党员."""
    named = _named(scene, field)
    return scene["members"].index.to_series().isin(named.row[named.listed & ~named.full])


def unlisted(scene: Scene, field: str) -> pd.Series:
    """A name in `field` that the complete roster does not have."""
    frame, named = scene["members"], _named(scene, field)
    complete = scene.branch("roster_complete", frame).eq("是") & frame["moved_in"].isna()
    return complete & frame.index.to_series().isin(named.row[~named.listed])


def _named(scene: Scene, field: str) -> _Named:
    """The names in `field` of people on their way into the party; those of older members may have left since."""
    frame = scene["members"]
    asked = frame[frame["type"].isin(["预备党员", "发展对象", "入党积极分子"]) & frame[field].notna()]
    names = asked.assign(place=asked.index, name=asked[field].str.split("、"))[["submission", "place", "name"]]
    names = names.explode("name").reset_index(drop=True)
    kinds = frame[["submission", "name"]].assign(full=frame["type"].eq("正式党员"), listed=True)
    kinds = kinds.groupby(["submission", "name"], as_index=False).max()
    found = names.merge(kinds, how="left", on=["submission", "name"])
    return _Named(found["place"], found["listed"].eq(other=True), found["full"].eq(other=True))
