"""党员: numbers of a branch, never a person."""

from dataclasses import replace
from functools import cache

import pytest

from joined import frame, results
from shuzhi.compute.catalogue import definition
from shuzhi.model.indicator import headed
from shuzhi.summarize.book.members import COMPARED, GROUPS
from summarybook import book, by_header, lines

OWN = """
| branch_code | scope | name | value |
|---|---|---|---|
| QH01 | own | members_total | 45 |
| QH01 | own | members_admitted | 2 |
| QH01 | own | members_out | 1 |
| QH01 | own | members_suspended | 1 |
| QH01 | own | members_female | 20 |
| QH02 | own | members_total | 30 |
| QH02 | own | members_lost | 3 |
| QH02 | all | members_total | 75 |
| TOTAL | own | members_total | 75 |
"""
BEFORE = """
| period | branch_code | name | value |
|---|---|---|---|
| 2023Q1 | QH01 | members_total | 99 |
| 2023Q2 | QH01 | members_total | 45 |
| 2023Q2 | QH01 | members_suspended | 0 |
| 2023Q2 | TOTAL | members_total | 45 |
"""


def numbers(text):
    found = frame(text, (), ("value",)).assign(numerator=float("nan"), denominator=float("nan"))
    if "period" in found:
        return found
    return found.assign(title=[definition(name).title for name in found["name"]], unit="名", rows="")


def township(before=BEFORE):
    return replace(results(), indicators=numbers(OWN), earlier=numbers(before))


@cache
def members(before=BEFORE, *, values=True):
    """党员 of that township, made once: its readers change nothing."""
    return book(township(before), values=values)["党员"]


def test_titles():
    """A column is called as its indicator is everywhere else."""
    titles = {name: title for group in GROUPS.values() for name, title in group.items() if name not in COMPARED}
    assert titles == {name: headed(definition(name).title, "名") for name in titles}


def test_members():
    """A line a branch of the roster: its own numbers where it counts, blank is not zero; 合计 by live formulas."""
    sheet = members()
    rows = by_header(sheet, 2)
    keys = ("支部简称", "上期党员总数（名）", "党员总数（名）", "比上期（名）", "女党员数（名）", "失联党员数（名）")
    assert [[row[key] for key in keys] for row in rows] == [
        ["石桥村", 45, 45, 0, 20, ""], ["柳溪社区", "", 30, "", "", 3], ["东风村", "", "", "", "", ""],
        ["北坡村", "", "", "", "", ""],
    ]
    total = dict(zip(lines(sheet)[1], lines(sheet)[6], strict=True))
    assert [total[key] for key in keys[1:]] == [45, 75, 0, 20, 3]
    assert total["预备党员数（名）"] == ""
    assert members(values=False)["M7"].value == "=SUM(M3:M6)"


def test_check():
    """What came and went has to explain the change: 45 + 2 − 1 − 1 more suspended is 45; one that does not is told."""
    assert by_header(members(), 2)[0]["增减核对"] == "相符"
    for then, said in (("44", "多1名"), ("46", "少1名")):
        given = township(BEFORE.replace("2023Q2 | QH01 | members_total | 45", f"2023Q2 | QH01 | members_total | {then}"))
        assert by_header(book(given)["党员"], 2)[0]["增减核对"] == said
    formula = members(values=False)["O3"].value
    assert formula.startswith('=IF(COUNT(F3,M3)<2,"",IF((M3-F3-(N(G3)+N(H3)-N(I3)-N(J3)-N(K3)-N(L3)))=0,"相符",')


@pytest.mark.parametrize("office", [True, False])
def test_nothing_before(office):
    """Without a period before, nothing is compared; the sheet says that the lists of persons stay with the branch."""
    sheet = book(replace(township(), earlier=results().earlier), office=office)["党员"]
    header = lines(sheet)[1]
    assert "比上期（名）" not in header
    assert header[5] == "本期发展党员数（名）"
    assert lines(sheet)[7][0] == "本表只列人数，党员花名册留在各支部。"
    assert lines(sheet)[8][0].startswith("单位（盖章）：")
