"""Predicates of 党员: the steps of becoming a member, and their order."""

import pandas as pd

from shuzhi.validate.scene import Scene


def too_young(scene: Scene) -> pd.Series:
    """申请入党 before the 18th birthday."""
    frame = scene["members"]
    return frame["applied"] < _years_after(frame["birth"], 18)


def candidate_too_soon(scene: Scene) -> pd.Series:
    """发展对象 within a year of 积极分子 (from 2014-06-01 on)."""
    frame = scene["members"]
    activist, candidate = frame["activist_since"], frame["candidate_since"]
    soon = candidate < _years_after(activist, 1)
    return soon & (candidate >= pd.Timestamp("2014-06-01")) & ~(candidate < activist)


def confirmed_too_soon(scene: Scene) -> pd.Series:
    """转正 within a year of 入党 (from 1982-09-01 on)."""
    frame = scene["members"]
    soon = frame["confirmed"] < _years_after(frame["joined"], 1)
    return soon & (frame["joined"] >= pd.Timestamp("1982-09-01")) & (frame["confirmed"] >= frame["joined"])


def probation_over(scene: Scene) -> pd.Series:
    """A 预备党员 on the roster whose probation ended before 办理情况截至日期 without 转正日期."""
    frame = scene["members"]
    end = frame["probation_until"].fillna(_years_after(frame["joined"], 1))
    listed = frame["type"].eq("预备党员") & frame["status"].fillna("在册").eq("在册")
    return listed & (end < scene.as_of_days(frame)) & frame["confirmed"].isna()


def probationary_confirmed(scene: Scene) -> pd.Series:
    """A 预备党员 with a 转正日期 no later than 填报日期."""
    frame = scene["members"]
    return frame["type"].eq("预备党员") & (frame["confirmed"] <= scene.branch("fill_date", frame))


def joined_too_early(scene: Scene) -> pd.Series:
    """Not yet 预备党员, but with an 入党日期."""
    frame = scene["members"]
    return frame["type"].isin(["发展对象", "入党积极分子", "入党申请人"]) & frame["joined"].notna()


def same_member(scene: Scene) -> pd.Series:
    """Same name and birthday as a row above."""
    frame = scene["members"]
    return frame[["name", "birth"]].notna().all(axis=1) & frame.duplicated(["submission", "name", "birth"])


def several_people(scene: Scene) -> pd.Series:
    """More than one name in a row: it would count as one member."""
    return scene["members"]["name"].str.contains("、", regex=False).eq(other=True)


def admission_without_vote(scene: Scene) -> pd.Series:
    """A 预备党员 admitted in the coverage on a day without a vote on 接收预备党员."""
    frame, votes = scene["members"], scene["votes"]
    admitted = votes[votes["kind"] == "接收预备党员"]
    keys = set(zip(admitted["submission"], admitted["date"], strict=True))
    inside = (frame["joined"] >= scene.branch("coverage_start", frame)) & (
        frame["joined"] <= scene.branch("coverage_end", frame))
    pairs = zip(frame["submission"], frame["joined"], strict=True)
    missing = pd.Series([pair not in keys for pair in pairs], index=frame.index, dtype=bool)
    return inside & missing & frame["type"].eq("预备党员") & frame["moved_in"].isna()


def _years_after(days: pd.Series, years: int) -> pd.Series:
    return days + pd.DateOffset(years=years)
