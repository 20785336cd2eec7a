"""Rows of 党员: who is on the roll, of which kind, on which day."""

import pandas as pd

from shuzhi.validate.scene import Scene

YEAR = pd.DateOffset(years=1)


def on_roll(frame: pd.DataFrame) -> pd.Series:
    """People whose 党籍状态 is 在册 (also where it is blank)."""
    return frame["status"].fillna("在册").eq("在册")


def of(frame: pd.DataFrame, *types: str) -> pd.Series:
    """People on the roll of one of these 人员类别."""
    return on_roll(frame) & frame["type"].isin(types)


def has(scene: Scene, field: str) -> pd.Series:
    """Rows of 党员 whose workbook has the column."""
    return scene["members"]["submission"].isin(scene.having("members", field))


def count_of(names: pd.Series) -> pd.Series:
    """Number of names in each cell, NaN where it is blank."""
    return names.str.count("、") + 1


def full_members(scene: Scene, frame: pd.DataFrame, day: pd.Series) -> pd.Series:
    """Number of 正式党员 of each row's submission on that row's `day`; NaN where its 党员 sheet is empty."""
    people = scene["members"]
    people = people[people["type"] == "正式党员"]
    pairs = pd.DataFrame({"submission": frame["submission"], "day": day, "place": frame.index}).merge(
        people[["submission", "status", "changed", "moved_in", "confirmed", "joined"]], on="submission"
    )
    since = pairs["confirmed"].fillna(pairs["joined"])
    there = ~(since > pairs["day"]) & ~(pairs["moved_in"] > pairs["day"])
    still = pairs["status"].fillna("在册").eq("在册") | (pairs["changed"] > pairs["day"])
    counts = (there & still).groupby(pairs["place"]).sum()
    return counts.reindex(frame.index).astype("float64")


def party_members(scene: Scene, frame: pd.DataFrame, day: pd.Series, *, at_home: bool = False) -> pd.Series:
    """Number of 正式 and 预备党员 of each row's submission on that row's `day`; NaN where its 党员 sheet has none.

    at_home: without those who are 流动 or 失联.
    """
    people = scene["members"]
    people = people[people["type"].isin(["正式党员", "预备党员"])]
    kept = ["status", "changed", "moved_in", "joined", "mobile", "lost"]
    pairs = pd.DataFrame({"submission": frame["submission"], "day": day, "place": frame.index}).merge(
        people[["submission", *kept]], on="submission")
    status = pairs["status"].fillna("在册")
    there = ~(pairs["joined"] > pairs["day"]) & ~(pairs["moved_in"] > pairs["day"])
    there &= (status == "在册") | (pairs["changed"] > pairs["day"])
    if at_home:
        there &= pairs["mobile"].ne("是") & pairs["lost"].ne("是")
    return there.groupby(pairs["place"]).sum().reindex(frame.index).astype("float64")
