"""Levels, explanations and approvals become states in one place; one file a branch is chosen."""

import pandas as pd
import pytest

from goodbranch import BRANCHES
from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.words import Level, State
from shuzhi.validate.decide import choose, states

COLUMNS = ["submission", "file", "branch_code", "fill_date", "outcome", "reason"]


def files(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["sha256"] = [f"h{number}" for number in frame["submission"]]
    frame["fill_date"] = pd.to_datetime(frame["fill_date"]).astype("datetime64[s]")
    return frame


@pytest.mark.parametrize(("older", "newer"), [
    (("表2.xlsx", "2023-10-01"), ("表1.xlsx", "2023-10-02")),
    (("表2.xlsx", "2023-10-01"), ("表10.xlsx", "2023-10-01")),
    (("表2.xlsx", None), ("表1.xlsx", "2023-10-01")),
])
def test_the_later_fill_date_wins_then_the_later_name_in_natural_order(older, newer):
    """Two files of one branch, in either order of arrival: one is used, the other superseded with its reason."""
    for first, second in ((older, newer), (newer, older)):
        chosen = choose(files((1, first[0], "A01", first[1], "used", ""), (2, second[0], "A01", second[1], "used", "")))
        used = chosen.loc[chosen["outcome"] == "used", "file"].tolist()
        assert used == [newer[0]]
        assert newer[0] in chosen.loc[chosen["outcome"] == "superseded", "reason"].item()


def test_a_doubtful_file_pushes_out_none_and_each_reason_says_why():
    """A later copy under a neighbour's name gives way; by date and by name it is said which decided."""
    three = [(1, "a.xlsx", "A01", "2023-10-01", "used", ""), (2, "b.xlsx", "A01", "2023-10-02", "used", ""),
             (3, "c.xlsx", "A01", "2023-10-09", "used", ""), (4, "a2.xlsx", "A01", "2023-10-02", "used", "")]
    chosen = choose(files(*three), {3}).set_index("file")
    assert chosen.loc[chosen["outcome"] == "used"].index.tolist() == ["b.xlsx"]
    assert chosen.loc["a.xlsx", "reason"] == "同一支部另有填报日期更晚的一份：b.xlsx。"
    assert chosen.loc["a2.xlsx", "reason"].startswith("同一支部另有填报日期相同、文件名靠后的一份：b.xlsx。要用这一份的，请移走那一份")
    assert "不是同一个支部；采用了这个支部的另一份：b.xlsx" in chosen.loc["c.xlsx", "reason"]


def test_of_two_of_one_day_the_one_sent_back_is_used():
    """Who corrects the marked workbook seldom changes 填报日期; a later day still wins."""
    two = files((1, "松坪村.xlsx", "A01", "2023-10-01", "used", ""), (2, "松坪村三季度.xlsx", "A01", "2023-10-01", "used", ""))
    chosen = choose(two, (), {1}).set_index("file")
    assert chosen["outcome"].to_dict() == {"松坪村.xlsx": "used", "松坪村三季度.xlsx": "superseded"}
    assert chosen.loc["松坪村三季度.xlsx", "reason"] == "同一支部另有退回后改好的一份：松坪村.xlsx。"
    two.loc[1, "fill_date"] = pd.Timestamp("2023-10-02")
    assert choose(two, (), {1})["outcome"].tolist() == ["superseded", "used"]


def test_unreadable_and_foreign_files_are_never_chosen():
    """A damaged later file does not push out the one that can be read."""
    chosen = choose(files((1, "a.xlsx", "A01", "2023-10-01", "used", ""), (2, "b.xlsx", "A01", None, "unreadable", "坏")))
    assert chosen["outcome"].tolist() == ["used", "unreadable"]


@pytest.mark.parametrize(("level", "approved", "state"), [
    (None, False, State.ACCEPTED), (Level.NOTICE, False, State.ACCEPTED), (Level.WARNING, False, State.TO_EXPLAIN),
    (Level.ERROR, False, State.RETURNED), (None, True, State.APPROVED), (Level.ERROR, True, State.RETURNED),
    (Level.WARNING, True, State.APPROVED),
])
def test_findings_and_approvals_give_the_state(level, approved, state):
    """An error returns the workbook, an unexplained warning waits, a notice never blocks."""
    one = files((1, "a.xlsx", "A01", "2023-10-01", "used", ""))
    findings = findings_frame([Finding(1, "H20", level, "meetings", 5, "date", 1)] if level else [])
    assert states(BRANCHES, one, findings, {"A01": "h1"} if approved else {}).tolist() == [state, State.MISSING]


def test_the_approved_workbook_is_used_and_every_other_one_is_locked():
    """Later, doubtful or broken files of the branch are listed with how to reopen; other branches are chosen for."""
    five = files(
        (1, "审定.xlsx", "A01", "2023-10-01", "used", ""), (2, "更晚.xlsx", "A01", "2023-10-09", "used", ""),
        (3, "邻村.xlsx", "A01", "2023-10-02", "used", ""), (4, "坏.xlsx", "A01", None, "unreadable", "坏"),
        (5, "白沙村.xlsx", "A02", "2023-10-02", "used", ""), (6, "照片.xlsx", "", None, "unreadable", "坏"),
    )
    chosen = choose(five, {3}, {2}, {"A01": "h1", "A02": "gone"}).set_index("file")
    assert chosen["outcome"].tolist() == ["used", "locked", "locked", "locked", "used", "unreadable"]
    assert "采用的是审定的那一份：审定.xlsx" in chosen.loc["更晚.xlsx", "reason"]
    assert "shuzhi reopen" in chosen.loc["坏.xlsx", "reason"]
    assert "请核对是谁报的" in chosen.loc["邻村.xlsx", "reason"]
    assert "请核对是谁报的" not in chosen.loc["更晚.xlsx", "reason"]


def test_an_approval_holds_for_its_workbook_only():
    """Another content of the branch is accepted at best."""
    one = files((1, "a.xlsx", "A01", "2023-10-01", "used", ""))
    assert states(BRANCHES, one, findings_frame([]), {"A01": "h9"}).tolist()[0] == State.ACCEPTED


def test_a_branch_whose_only_file_cannot_be_opened_is_unreadable():
    """Known by its file name, it is not just missing."""
    result = states(BRANCHES, files((1, "白沙村.xlsx", "A02", None, "unreadable", "坏")), findings_frame([]))
    assert result.tolist() == [State.MISSING, State.UNREADABLE]


