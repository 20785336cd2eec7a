"""所在支部 inside one workbook: names the roster does not have, other branches' 支部, rows that say nothing."""

from dataclasses import replace

import pytest

from goodbranch import GOOD, SETTINGS, found
from shuzhi.model.settings import Branch

FAMILY = (
    Branch("A01", "中共石井村支部委员会", "石井村", "石井村", "党支部", "村"),
    *(Branch(f"B0{n}", f"中共石井村第{han}支部委员会", f"第{han}党支部", f"第{han}党支部", "党支部", "村", (), "A01")
      for n, han in ((1, "一"), (2, "二"))),
    Branch("A02", "中共白沙村支部委员会", "白沙村", "白沙村", "党支部", "村"),
)
HANDING = replace(SETTINGS, branches=FAMILY)
FIRST_BRANCH = "第一党支部"


def with_units(meetings=(), members=()):
    """GOOD with 所在支部 added: of each meeting and of each member."""
    content = dict(GOOD)
    for sheet, names in (("会议", meetings), ("党员", members)):
        header, *rows = content[sheet].strip().splitlines()
        texts = [*names, *[""] * (len(rows) - len(names))]
        lines = [f"{header} 所在支部 |", *(f"{row} {text} |" for row, text in zip(rows, texts, strict=True))]
        content[sheet] = "\n".join(lines)
    return content


def faults(content, settings=HANDING, code="A01"):
    return [entry for entry in found(content, settings=settings, code=code) if entry[0].startswith(("B2", "R"))]


def test_rows_of_its_own_branches_are_in_order():
    """Each member and each meeting of one 支部 names one of them, or the 总支 itself."""
    assert faults(with_units([FIRST_BRANCH, "第二党支部", "第一党支部、第二党支部", "石井村"],
                             [FIRST_BRANCH, FIRST_BRANCH, "第二党支部", "第二党支部", "石井村"])) == []


def test_a_name_the_roster_does_not_have_is_one_question_a_sheet():
    """请核对 on the first cell that says so, however many do; another such name is another question."""
    content = with_units(["第三党支部"] * 4, ["第三党支部", "第三党支部", FIRST_BRANCH, "退休支部", "第三党支部"])
    assert faults(content) == [
        ("B20", "会议", 2, "所在支部"), ("B20", "党员", 2, "所在支部"), ("B20", "党员", 5, "所在支部"),
    ]


def test_without_any_below_it_in_the_roster_nobody_is_asked():
    """A township may list a 总支 without its 支部: there is nothing to compare with."""
    assert faults(with_units(["第三党支部"] * 4, ["第三党支部"] * 5), settings=SETTINGS) == []


@pytest.mark.parametrize(("code", "name", "codes"), [
    ("A01", "白沙村", ["B21"]), ("B01", "第二党支部", ["B21"]), ("B01", "第一党支部", []), ("B01", "石井村", []),
])
def test_a_branch_from_elsewhere_is_questioned(code, name, codes):
    """Neither one's own, nor below, nor above: once, and not as another branch's name in a text besides."""
    entries = faults(with_units([], [name] * 5), code=code)
    assert [entry[0] for entry in entries if entry[0] != "B22"] == codes
    assert all(entry[1:] == ("党员", 2, "所在支部") for entry in entries if entry[0] == "B21")


def test_rows_that_name_none_are_one_question_a_sheet():
    """Once some rows name a 支部: members, and meetings only a 支部 holds; in a workbook that names none, nothing."""
    assert faults(with_units(["", "石井村"], [FIRST_BRANCH, "", ""])) == [
        ("B22", "会议", 2, "所在支部"), ("B22", "党员", 3, "所在支部"),
    ]
    assert faults(with_units()) == []


def test_a_placeholder_is_one_fault():
    """XX支部 is left over from a model text (R01), not also a name nobody knows."""
    content = with_units([], ["XX支部", *[FIRST_BRANCH] * 4])
    assert [entry[0] for entry in faults(content) if entry[1] == "党员"] == ["R01"]
