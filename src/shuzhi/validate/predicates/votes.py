"""Predicates of 表决事项."""

import pandas as pd

from shuzhi.validate.scene import Scene


def no_quorum(scene: Scene) -> pd.Series:
    """Passed with fewer than half of those entitled present (elections have a rule of their own)."""
    frame = _voted(scene, "支部党员大会", "支部委员会会议")
    frame = frame[frame["kind"] != "换届选举"]
    return _aligned(2 * frame["voters_present"] < frame["voters_expected"], scene, "votes")


def no_majority(scene: Scene) -> pd.Series:
    """Passed by a 支部党员大会 with no more than half of those entitled in favour."""
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"] != "换届选举"]
    return _aligned(2 * frame["ayes"] <= frame["voters_expected"], scene, "votes")


def no_admission_quorum(scene: Scene) -> pd.Series:
    """接收 or 转正 passed with just half of those entitled present (fewer: `no_quorum`)."""
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"].isin(["接收预备党员", "预备党员转正"])]
    return _aligned(2 * frame["voters_present"] == frame["voters_expected"], scene, "votes")


def no_election_quorum(scene: Scene) -> pd.Series:
    """An election passed with fewer than four fifths of those entitled present."""
    frame = _voted(scene, "支部党员大会")
    frame = frame[frame["kind"] == "换届选举"]
    return _aligned(5 * frame["voters_present"] < 4 * frame["voters_expected"], scene, "votes")


def no_representatives_quorum(scene: Scene) -> pd.Series:
    """Passed by 村（居）民代表 of whom fewer than two thirds were present."""
    frame = _voted(scene, "村（居）民代表会议")
    return _aligned(3 * frame["voters_present"] < 2 * frame["voters_expected"], scene, "votes")


def no_representatives_majority(scene: Scene) -> pd.Series:
    """Passed by 村（居）民代表 with no more than half of those present in favour."""
    frame = _voted(scene, "村（居）民代表会议")
    return _aligned(2 * frame["ayes"] <= frame["voters_present"], scene, "votes")


def more_voters_than_members(scene: Scene) -> pd.Series:
    """More entitled to vote in a 支部党员大会 than 正式党员 that day, where the roster is complete."""
    frame = scene["votes"]
    counts = scene.full_members(frame, frame["date"])
    complete = scene.branch("roster_complete", frame).eq("是") & frame["body"].eq("支部党员大会")
    return complete & (frame["voters_expected"] > counts)


def vote_without_meeting(scene: Scene) -> pd.Series:
    """No meeting of that body on that day, in a workbook that has meetings."""
    frame, meetings = scene["votes"], scene["meetings"]
    named = meetings[["submission", "date", "type", "also_1", "also_2"]]
    held = {
        (submission, day, kind)
        for submission, day, *kinds in named.itertuples(index=False)
        for kinds_of in kinds if isinstance(kinds_of, str) for kind in kinds_of.split("、")
    }
    keys = zip(frame["submission"], frame["date"], frame["body"], strict=True)
    missing = pd.Series([key not in held for key in keys], index=frame.index, dtype=bool)
    known = frame["date"].notna() & frame["body"].notna() & frame["body"].ne("其他")
    return missing & known & frame["submission"].isin(meetings["submission"])


def _voted(scene: Scene, *bodies: str) -> pd.DataFrame:
    frame = scene["votes"]
    return frame[frame["body"].isin(bodies) & frame["result"].eq("通过")]


def _aligned(hits: pd.Series, scene: Scene, sheet: str) -> pd.Series:
    return hits.reindex(scene[sheet].index, fill_value=False).astype(bool)
