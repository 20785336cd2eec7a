"""The same person in two branches."""

import pytest

from goodbranch import SETTINGS, scene
from markdown import tables
from shuzhi import form
from shuzhi.validate.across import Gathered, across, keys
from shuzhi.validate.scene import Scene

NUMBER, OTHER = "110105194912310021", "440524188001010014"


def roll(name, birth, number, status="在册"):
    return {"党员": f"""
| 姓名 | 性别 | 出生日期 | 人员类别 | 党籍状态 | 公民身份号码 |
| {name} | 男 | {birth} | 正式党员 | {status} | {number} |
"""}


def found(one, other):
    codes = {1: "A01", 2: "A02"}
    cells = keys(Scene(tables(one, other), form.load(), SETTINGS, codes))
    return across(Gathered(SETTINGS, codes, cells))


@pytest.mark.parametrize(("other", "code"), [
    (roll("李元", "1949-12-31", NUMBER), "X22"), (roll("李远", "1949-12-31", NUMBER), "X23"),
    (roll("李元", "1949-12-30", NUMBER), "X23"), (roll("李元", "1949-12-31", OTHER), "X22"),
    (roll("李远", "1949-12-31", OTHER), None), (roll("李远", "1949-12-31", ""), None),
    (roll("李远", "1949-12-31", NUMBER, "已转出"), None),
])
def test_a_person_listed_by_two_branches_is_told_once_a_workbook(other, code):
    """By name and birthday, else by 公民身份号码; the township alone reads where the other is."""
    frame = found(roll("李元", "1949-12-31", NUMBER), other)
    assert frame[["submission", "code", "row"]].to_numpy().tolist() == ([[1, code, 2], [2, code, 2]] if code else [])
    assert not [text for text in [*frame["message"], *frame["hint"]] if "白沙" in text or "石井" in text]
    assert ["白沙" in detail for detail in frame["detail"]] == ([True, False] if code else [])


def test_a_branch_without_the_column_shares_nothing():
    """The number stands in workbooks only where the township's switch is on."""
    assert "identity" not in set(keys(scene(roll("李元", "1949-12-31", "")))["field"])
