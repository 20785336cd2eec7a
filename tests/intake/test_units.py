"""所在支部: whatever a row calls a 支部, the tables call it by one name."""

from dataclasses import replace

import pytest

from goodbranch import SETTINGS
from markdown import tables
from shuzhi.intake.units import unified
from shuzhi.model.settings import Branch

ROSTER = (
    Branch("Z", "中共云溪镇湖滨社区总支部委员会", "湖滨社区党总支", "湖滨社区党总支", "党总支", "社区", ("湖滨总支",)),
    *(
        Branch(f"Z{n:02}", f"中共云溪镇湖滨社区第{han}支部委员会", f"湖滨社区第{han}党支部", f"湖滨社区第{han}党支部",
               "党支部", "社区", (f"湖滨{han}支部",), "Z")
        for n, han in ((1, "一"), (2, "二"), (11, "十一"))
    ),
    Branch("Y", "中共云溪镇新城社区总支部委员会", "新城社区党总支", "新城社区党总支", "党总支", "社区"),
    Branch("Y01", "中共云溪镇新城社区物业支部委员会", "第二党支部", "第二党支部_Y01", "党支部", "社区", (), "Y"),
    Branch("A01", "中共和平村支部委员会", "和平村", "和平村", "党支部", "村"),
)


def named(code, *texts, roster=ROSTER):
    """What the workbook of a branch calls each of its members' 支部, before → after."""
    lines = "\n".join(f"| 党员{n} | {text} |" for n, text in enumerate(texts))
    typed = tables({"党员": f"| 姓名 | 所在支部 |\n{lines}"})
    return unified(typed, {1: code}, replace(SETTINGS, branches=roster)).frames["members"]["unit"].fillna("").tolist()


@pytest.mark.parametrize("text", [
    "中共云溪镇湖滨社区第二支部委员会", "湖滨社区第二党支部", "湖滨二支部", " 湖滨社区 第二党支部", "湖滨社区第二支部", "第二党支部", "二支部",
    "第2党支部", "２支部", "社区第二支部",
])
def test_a_branch_by_any_of_its_names_is_one_name(text):
    """Full name, short name, alias, spaces and digits, and the end of a name that no other of its 支部 has."""
    assert named("Z", text) == ["湖滨社区第二党支部"]


@pytest.mark.parametrize("text", ["支部", "党支部", "第三党支部", "退休支部", "二", "XX支部", "第二党支部、第三党支部", "、"])
def test_a_name_that_fits_none_or_several_stays_as_typed(text):
    """Nothing is guessed, nothing typed is lost."""
    assert named("Z", text) == [text]


def test_the_end_of_a_name_is_not_that_of_a_longer_number():
    """一支部 is the first, never the eleventh."""
    assert named("Z", "一支部", "第11支部", "十一支部") == [
        "湖滨社区第一党支部", "湖滨社区第十一党支部", "湖滨社区第十一党支部",
    ]


def test_a_meeting_of_two_names_both():
    """Whatever mark stands between them."""
    assert named("Z", "第一党支部，第二党支部", "湖滨一支部/二支部") == ["湖滨社区第一党支部、湖滨社区第二党支部"] * 2


def test_the_own_family_comes_before_other_branches_of_the_same_name():
    """第二党支部 is the 总支's own; from a branch without such a 支部 it is the one of that very name."""
    assert named("Y", "第二党支部") == ["第二党支部_Y01"]
    assert named("A01", "第二党支部", "湖滨社区第一党支部", "二支部") == ["第二党支部_Y01", "湖滨社区第一党支部", "二支部"]


def test_without_a_roster_everything_stays_as_typed():
    """Blank stays blank; a workbook of no branch and a township without roster change nothing."""
    assert named("", "第二党支部", "", roster=()) == ["第二党支部", ""]
    assert named("没有", "二支部") == ["二支部"]
