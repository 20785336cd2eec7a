"""Predicates of 表决事项: quorum and majority; 半数以上 includes the half, 超过半数 does not."""


from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.meetings import COMMITTEE, GENERAL, REPRESENTATIVES, RESIDENTS, UPPER

ADMISSION = ("接收预备党员", "预备党员转正")
OF_MEMBERS = (*ADMISSION, "延长预备期", "取消预备党员资格")
ELECTION = "换届选举"


def no_quorum(scene: Scene, bodies: tuple[str, ...]) -> Cells:
    """Passed with fewer than half of those entitled present (elections have a rule of their own)."""
    frame = scene["votes"]
    asked = _passed(frame, *bodies) & frame["kind"].ne(ELECTION)
    return asked & (2 * frame["voters_present"] < frame["voters_expected"])


def no_majority(scene: Scene) -> Cells:
    """Passed by a 支部党员大会 that could decide, with no more than half of those entitled in favour."""
    frame = scene["votes"]
    asked = _passed(frame, GENERAL) & frame["kind"].ne(ELECTION) & _could_decide(frame)
    return asked & (2 * frame["ayes"] <= frame["voters_expected"])


def no_admission_quorum(scene: Scene) -> Cells:
    """接收 or 转正 passed with just half of those entitled present (fewer: `no_quorum`)."""
    frame = scene["votes"]
    asked = _passed(frame, GENERAL) & frame["kind"].isin(ADMISSION)
    return asked & (2 * frame["voters_present"] == frame["voters_expected"])


def no_election_quorum(scene: Scene) -> Cells:
    """An election of a 支部党员大会 passed with fewer than four fifths of those entitled present."""
    frame = scene["votes"]
    asked = _passed(frame, GENERAL) & frame["kind"].eq(ELECTION)
    return asked & (5 * frame["voters_present"] < 4 * frame["voters_expected"])


def no_election_majority(scene: Scene) -> Cells:
    """Elected by a 支部党员大会 with no more than half of those present in favour."""
    frame = scene["votes"]
    return _passed(frame, GENERAL) & frame["kind"].eq(ELECTION) & (2 * frame["ayes"] <= frame["voters_present"])


def no_committee_majority(scene: Scene) -> Cells:
    """Passed by a committee of the party with no more than half of those present in favour."""
    frame = scene["votes"]
    asked = _passed(frame, COMMITTEE, UPPER) & frame["kind"].ne(ELECTION)
    return asked & (2 * frame["ayes"] <= frame["voters_present"])


def no_representatives_quorum(scene: Scene, village: bool) -> Cells:  # noqa: FBT001 - which of two laws
    """Passed by 村（居）民代表 of whom fewer than two thirds were present."""
    frame = scene["votes"]
    asked = _passed(frame, REPRESENTATIVES) & _in_village(scene, frame).eq(village)
    return asked & (3 * frame["voters_present"] < 2 * frame["voters_expected"])


def no_representatives_majority(scene: Scene, village: bool) -> Cells:  # noqa: FBT001 - which of two laws
    """Passed by 村（居）民代表 with no more than half of those present in favour."""
    frame = scene["votes"]
    asked = _passed(frame, REPRESENTATIVES) & frame["kind"].ne(ELECTION) & _in_village(scene, frame).eq(village)
    return asked & (2 * frame["ayes"] <= frame["voters_present"])


def no_residents_quorum(scene: Scene) -> Cells:
    """Passed by a 村（居）民会议 with no more than half present: too few, whether people or households are counted."""
    frame = scene["votes"]
    return _passed(frame, RESIDENTS) & (2 * frame["voters_present"] <= frame["voters_expected"])


def no_residents_majority(scene: Scene) -> Cells:
    """Passed by a 村（居）民会议 with no more than half of those present in favour (a second ballot needs fewer)."""
    frame = scene["votes"]
    asked = _passed(frame, RESIDENTS) & frame["kind"].ne(ELECTION)
    return asked & (2 * frame["ayes"] <= frame["voters_present"])


def enough_but_not_passed(scene: Scene) -> Cells:
    """未通过 with more than half of those entitled in favour, of 村（居）民 with two thirds; elections left alone."""
    frame = scene["votes"]
    lost = frame["result"].eq("未通过") & frame["kind"].ne(ELECTION)
    members = frame["body"].eq(GENERAL) & (2 * frame["ayes"] > frame["voters_expected"]) & _could_decide(frame)
    people = frame["body"].isin([RESIDENTS, REPRESENTATIVES]) & (3 * frame["ayes"] >= 2 * frame["voters_expected"])
    return lost & (members | (people & (frame["voters_expected"] > 0)))


def _passed(frame: Rows, *bodies: str) -> Cells:
    return frame["body"].isin(bodies) & frame["result"].eq("通过")


def _could_decide(frame: Rows) -> Cells:
    """Half of those entitled present, for 接收 and 转正 more than half."""
    twice = 2 * frame["voters_present"]
    return (twice > frame["voters_expected"]) | (twice.eq(frame["voters_expected"]) & ~frame["kind"].isin(ADMISSION))


def _in_village(scene: Scene, frame: Rows) -> Cells:
    return scene.branch("unit_type", frame).eq("村")
