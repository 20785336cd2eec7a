"""Texts that stand in the workbooks of two branches."""

from dataclasses import replace

from goodbranch import BRANCHES, GOOD, SETTINGS
from markdown import tables
from shuzhi import form
from shuzhi.model.settings import RuleSetting
from shuzhi.validate.across import Gathered, across, keys
from shuzhi.validate.scene import Scene

OWN = "逐户走访在家党员，登记他们对村里修路和清淤的看法，能办的当月办，办不了的向本人说明原因"
OTHER = "请镇里的农技员来村里讲玉米病虫害防治，党员带头在自家地里试种，收成后把账算给大家看"


def many(count):
    return tuple(replace(BRANCHES[0], code=f"B{n}", full_name=f"第{n}支部", short_name=f"支部{n}", place=f"支部{n}")
                 for n in range(count))


def found(bodies, branches, sections=(), **given):
    settings = replace(SETTINGS, branches=branches, **given)
    contents = [
        {**GOOD, "文字材料": f"| 栏目 | 正文 |\n| {section} | {body} |"}
        for body, section in zip(bodies, sections or ["特色做法"] * len(bodies), strict=True)
    ]
    codes = {number: branch.code for number, branch in enumerate(branches[:len(bodies)], 1)}
    cells = keys(Scene(tables(*contents), form.load(), settings, codes))
    frame = across(Gathered(settings, codes, cells[cells["field"] != "name"]))
    return [(one.code, one.level.value, one.submission, one.sheet, one.row, one.column, one.detail)
            for one in frame.itertuples()]


def test_both_cells_are_doubted_and_only_the_township_reads_where_the_other_is():
    """Nobody knows who copied; the branch reads no other branch's name."""
    assert found([OWN, f"今年{OWN}。", OTHER], many(3)) == [
        ("R07", "warning", 1, "texts", 2, 2, "支部1“文字材料”第2行"),
        ("R07", "warning", 2, "texts", 2, 2, "支部0“文字材料”第2行"),
    ]


def test_a_common_phrase_is_no_copy():
    """Half of a text is not the text."""
    assert found([OWN, OWN[:20] + OTHER], many(2)) == []


def test_a_short_text_is_no_copy():
    """每月寄送学习资料。 stands in many workbooks."""
    assert found([OWN[:30], OWN[:30]], many(2)) == []


def test_a_family_may_say_the_same():
    """A 总支 and its 支部 share their work, and so may two of its 支部."""
    head, one, other = many(3)
    family = (head, replace(one, parent=head.code), replace(other, parent=head.code))
    assert found([OWN, OWN, OWN], family) == []


def test_what_stands_everywhere_was_worded_for_all():
    """In more than five other branches (or the township's number) a text is prescribed."""
    assert len(found([OWN] * 6, many(6))) == 6
    assert found([OWN] * 7, many(7)) == []
    assert found([OWN] * 3, many(3), rules={"R07": RuleSetting("R07", threshold=1)}) == []


def test_opening_and_closing_are_alike_everywhere():
    """开头语 and 结束语 follow one pattern."""
    assert found([OWN, OWN], many(2), ["开头语", "特色做法"]) == []


def test_an_explanation_holds_while_the_text_stays():
    """The key is the text's own digest: the same in both, another for another text."""
    settings = replace(SETTINGS, branches=many(2))
    contents = [{**GOOD, "文字材料": f"| 栏目 | 正文 |\n| 特色做法 | {body} |"} for body in (OWN, f"{OWN}，每月一次")]
    codes = {1: "B0", 2: "B1"}
    frame = across(Gathered(settings, codes, keys(Scene(tables(*contents), form.load(), settings, codes))))
    frame = frame[frame["code"] == "R07"]
    assert frame["key"].nunique() == 2
    assert not frame[["message", "hint"]].stack().str.contains("支部0|支部1").any()
