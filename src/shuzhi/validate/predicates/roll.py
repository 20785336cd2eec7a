"""Who was a member of a branch on a day."""

import pandas as pd

from shuzhi.validate.scene import Scene


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
