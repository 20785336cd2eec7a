"""Who left a branch, and where to."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import BRANCHES, changed
from markdown import tables
from roster import roster
from shuzhi import form
from shuzhi.commands.issuing.leaving import arrived, left, named, person

HERE, OTHER = BRANCHES[0], replace(BRANCHES[1], aliases=("白沙党支部", "沙"))
NEAR = replace(OTHER, code="A03", full_name="中共新石井村支部委员会", short_name="新石井村", aliases=("白沙",))
EVERYONE = (HERE, OTHER, NEAR)


@pytest.mark.parametrize(("note", "code"), [
    ("转往白沙村", "A02"), ("组织关系转到 中共白沙村支部委员会", "A02"), ("8月转到白沙党支部", "A02"),
    ("由石井村转往白沙村", "A02"), ("转往新石井村", "A03"), ("从新石井村来，又转往白沙村", "A02"),
    ("转往外县柳河村", None), ("转往石井村", None), ("转往白沙村或新石井村", None), ("转往沙洲", None), ("", None),
])
def test_the_branch_that_a_note_names(note, code):
    """By any name of two characters or more, the longest first; not where somebody came from, nor one of two."""
    found = named(note, HERE, EVERYONE)
    assert (found.code if found else None) == code


def test_a_name_of_two_branches_names_none():
    """An alias that two lines of the roster have tells nothing; without a roster nobody is named."""
    assert named("转往白沙党支部", HERE, (*EVERYONE, replace(NEAR, code="A04", aliases=("白沙党支部",)))) is None
    assert named("转往白沙村", HERE, ()) is None


def test_who_left_and_what_is_said_of_it():
    """Every member who does not go on, with 变动日期 and 说明; those who stay are not among them."""
    content = changed(roster(
        (3, {"党籍状态": "已转出", "变动日期": "2023-08-01", "说明": "转往白沙村"}), (4, {"党籍状态": "已去世", "变动日期": "2023-08-02"}),
        (5, {"党籍状态": "停止党籍", "变动日期": "2023-08-03"}),
    ))
    (moved, dead) = left(form.load(), tables(content))[1]
    assert (moved.person, moved.moved, moved.day, moved.note) == (("李元", 1980, 2), True, date(2023, 8, 1), "转往白沙村")
    assert (dead.person[0], dead.moved, dead.note) == ("孙六", False, "")


def test_a_month_of_birth_is_the_same_person():
    """1980年2月 in one workbook, a day of it in the other."""
    assert person({"name": "李元", "birth": "1980年2月"}) == person({"name": "李元", "birth": date(1980, 2, 1)})
    assert person({"name": "李元"}) == ("李元", 0, 0)


def test_what_a_member_leaves_behind():
    """Posts, group and 所在支部; on the roll since the day of the move. Who is suspended stays so, with its day."""
    row = {"name": "李元", "status": "已转出", "changed": date(2023, 8, 1), "moved_in": date(2015, 1, 1), "post": "组织委员",
           "group": "一组", "unit": "石井村", "joined": date(2005, 7, 1)}
    assert arrived(row, date(2023, 8, 1)) == {
        "name": "李元", "status": "在册", "moved_in": date(2023, 8, 1), "joined": date(2005, 7, 1)}
    assert "moved_in" not in arrived(row, None)
    suspended = {"name": "李元", "status": "停止党籍", "changed": date(2022, 1, 1)}
    assert arrived(suspended | {"post": "委员"}, date(2023, 8, 1)) == suspended
