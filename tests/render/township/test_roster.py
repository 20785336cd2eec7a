"""A line a branch, a line a type of unit: what the township's tables print."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportfacts import counted
from shuzhi.compute.catalogue import with_blanks
from shuzhi.model.settings import Branch
from shuzhi.proof.faults import faults
from shuzhi.proof.shown import shown
from shuzhi.render.context import context_of
from shuzhi.render.sentence import BLANK
from shuzhi.render.template import load, render
from shuzhi.render.township.roster import without_serials
from townshipfacts import ROSTER, kind, township

MEETING = Path(__file__).parents[3] / "templates/汇总表.docx"
BRANCHES = {"QH01": "members_total=30 tasks_total=0", "QH03": "members_total=5"}


def facts(**more):
    given = township("members_total=35 tasks_total=0", branches=BRANCHES, **more)
    return replace(given, all=with_blanks(given.all))


def test_every_branch_has_a_line():
    """Figures of those that count, with the branch's code before their rows; a 0 is a 0, else blank."""
    lines = [*context_of(facts(standing={"QH01": "通过", "QH02": "未报送", "QH03": "通过"}))["各支部"]]
    assert [(one["序号"].text, one["简称"], one["状态"]) for one in lines] == [
        ("1", "石桥村", "通过"), ("2", "柳溪社区", "未报送"), ("3", "东风村", "通过"),
    ]
    assert [one["党员总数"].value for one in lines] == [30, None, 5]
    assert lines[0]["党员总数"].rows == ("QH01:表!2",)
    assert [one["民生实事项数"].value for one in lines] == [0, None, None]
    assert lines[0]["走访慰问户次"] is BLANK
    with pytest.raises(KeyError):
        lines[1]["没有这个指标"]


def test_a_branch_is_found_by_its_names():
    """简称, full name, place; a 简称 that two share is nobody's."""
    twin = Branch("QH09", "青禾镇石桥第二党支部", "石桥村", "石桥村_QH09", "党支部", "村")
    lines = context_of(facts())["各支部"]
    assert lines["石桥村"]["编码"] == lines["青禾镇石桥村党支部"]["编码"] == "QH01"
    lines = context_of(facts(expected=(*ROSTER, twin)))["各支部"]
    assert "石桥村" not in lines.names
    assert lines["石桥村_QH09"]["编码"] == "QH09"


def test_sub_totals_follow_the_form():
    """The types of unit in the roster, how many branches each has, and what was added up."""
    given = facts(subtotals={"村": counted("members_total=35")})
    lines = context_of(given)["小计"]
    assert [(one["单位类型"], one["支部数"].text, one["党员总数"].value) for one in lines] == [
        ("村", "2", 35), ("社区", "1", None),
    ]


def test_the_table_of_a_large_township_passes_the_linter():
    """200 branches with digits and marks in their names, every seventh missing: nothing is a false alarm."""
    odd = ("=SUM(A1)", "A & B <村>", "石桥2号小区", "驻上海市浦东新区张江高科技园区流动党员联合党支部", "第3网格", "+86村")
    names = [*odd, *(f"样本{n}村" for n in range(200 - len(odd)))]
    roster = tuple(
        Branch(f"X{n:03}", f"青禾镇{name}党支部", name, f"X{n}", "党支部", ("村", "社区")[n % 2])
        for n, name in enumerate(names)
    )
    values = {one.code: counted(BRANCHES["QH01"]) for n, one in enumerate(roster) if n % 7}
    given = facts(kind=replace(kind(), name="汇总表"), expected=roster, subtotals={"村": counted("members_total=9")})
    given = replace(given, values=values, children=tuple(one for one in roster if one.code in values))
    report = render(load(MEETING), given)
    lines = [line.text for line in shown(report.docx)]
    assert [name for name in names if name not in lines] == []
    assert faults(report.docx, given, report.figures) == ()
    figures = without_serials(report.figures)
    assert [one.number for one in figures] == list(range(1, len(figures) + 1))
    assert len(report.figures) - len(figures) == 200


def test_one_type_of_unit_needs_no_sub_total():
    """It would be the whole once more."""
    given = facts(kind=replace(kind(), name="汇总表"), expected=(ROSTER[0], ROSTER[2]))
    assert not any("小计" in line.text for line in shown(render(load(MEETING), given).docx)[:-3] if "：" not in line.text)
