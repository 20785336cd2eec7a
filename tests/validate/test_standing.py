"""How a branch is set up, where it takes another township than goodbranch's: 党总支 and 党委, 居委会 from 2026 on."""

from dataclasses import replace

import pytest

from goodbranch import GOOD, SETTINGS, changed, found_in, scene
from shuzhi.model.settings import Branch
from shuzhi.validate.stage import validate

CHILD = Branch("B01", "中共青禾县税务分局支部委员会", "税务支部", "税务支部", "党支部", "机关", (), "A01")


def general(kind, unit, number, own="税务支部"):
    """A general branch with so many members, all but the first of its 支部."""
    rows = [f"| 党员{n} | 男 | 1970-01-01 | 正式党员 | 1995-07-01 | 1996-07-01 | {own if n else ''} |" for n in range(number)]
    header = "| 姓名 | 性别 | 出生日期 | 人员类别 | 入党日期 | 转正日期 | 所在支部 |"
    return {"支部信息": {**GOOD["支部信息"], "组织类别": kind, "单位类型": unit}, "党员": "\n".join([header, *rows])}


@pytest.mark.parametrize(("kind", "unit", "sizes"), [
    ("党总支", "机关", {49: True, 50: False, 100: False, 101: True}), ("党委", "事业单位", {99: True, 100: False}),
    ("党总支", "村", {49: True}), ("党总支", "国有企业", {49: False}),
])
def test_the_size_of_a_general_branch(kind, unit, sizes):
    """党总支 50 to 100 members, 党委 100 and more: a notice, where the members of all its 支部 stand in the workbook."""
    settings = replace(SETTINGS, branches=(Branch("A01", "中共石井村支部委员会", "石井村", "石井村", kind, unit), CHILD))
    workbooks = [general(kind, unit, number, own) for own in ("税务支部", "") for number in sizes]
    odd = ["B07" in {code for code, *_ in entries} for entries in found_in(workbooks, settings)]
    assert odd == [*sizes.values(), *(False for _ in sizes)]


def township(unit):
    return replace(SETTINGS, branches=(replace(SETTINGS.branches[0], unit_type=unit),))


@pytest.mark.parametrize(("unit", "cases"), [
    ("社区", [("2026-03-31", "999", True), ("2026-03-31", "1000", False), ("2026-03-31", "3000", False), ("2025-12-31", "700", False)]),
    ("居", [("2026-03-31", "3001", True)]), ("村", [("2026-03-31", "300", False)]),
])
def test_households_of_a_neighbourhood(unit, cases):
    """From 2026 on a 居民委员会 serves 1,000 to 3,000 households; a village is not asked."""
    workbooks = [changed(("支部信息", "统计截止日期", end), ("支部信息", "单位类型", unit), ("支部信息", "户数", number),
                         ("支部信息", "填报日期", "2026-04-08")) for end, number, _ in cases]
    odd = ["B08" in {code for code, *_ in entries} for entries in found_in(workbooks, township(unit))]
    assert odd == [case[2] for case in cases]


@pytest.mark.parametrize(("unit", "day", "message"), [
    ("村", "2018-09-30", "从换届日期算起，5年任期已满。"), ("机关", "2020-09-01", "从换届日期算起，3年任期已满。"),
    ("社区", "2018-12-01", "从换届日期算起，5年任期将在统计截止日期后6个月内届满。"), ("机关", "2021-06-01", None),
])
def test_a_term_is_five_years_in_villages_and_three_elsewhere(unit, day, message):
    """The notice says whether the term is over, or when it will be."""
    content = changed(("支部信息", "换届日期", day), ("支部信息", "单位类型", unit))
    frame = validate(scene(content, township(unit)), ())
    assert list(frame.loc[frame["code"] == "B05", "message"]) == ([message] if message else [])


def test_a_secretary_is_looked_for_in_complete_rosters_of_branches_only():
    """A 党总支 lists its members in the workbooks of its 支部; a roster may be incomplete."""
    workbooks = [changed(("支部信息", "书记姓名", "郑云"), change) for change in
                 (("支部信息", "组织类别", "党总支"), ("支部信息", "党员名册是否完整", "否"))]
    assert "B06" not in {code for entries in found_in(workbooks) for code, *_ in entries}


def test_members_who_live_elsewhere_may_be_counted_or_not():
    """应到 of 2 with three of five members away is no doubt; nor is 应到 of 7."""
    lines = GOOD["党员"].strip().splitlines()
    away = ["是否流动", "否", "是", "是", "是", "否"]
    content = {**GOOD, "党员": "\n".join(f"{line} {text} |" for line, text in zip(lines, away, strict=True))}
    header, *rows = GOOD["会议"].strip().splitlines()
    workbooks = [
        {**content, "会议": "\n".join([header, *rows, f"| 2023-08-16 | 支部党员大会 | 学习 | 王方 | {number} | 2 |  |  |  |  |"])}
        for number in ("2", "7")
    ]
    assert "H21" not in {code for entries in found_in(workbooks) for code, *_ in entries}
