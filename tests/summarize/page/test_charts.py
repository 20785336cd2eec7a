"""The data of the page's charts: the numbers of the tables, cut where a picture would not be read."""

import json
from dataclasses import replace
from datetime import date

import pytest

from joined import frame
from joined import results as joined
from manybranches import multiplied
from shuzhi.summarize.page.charts import charts

EARLIER = """
| period | branch_code | name | value | numerator | denominator |
|---|---|---|---|---|---|
| 2023Q1 | QH01 | members_total | 40 | | |
| 2023Q1 | TOTAL | members_total | 70 | | |
| 2023Q2 | QH01 | members_total | 41 | | |
| 2023Q2 | QH01 | general_attendance_rate | 99.96 | 2499 | 2500 |
| 2023Q2 | QH03 | dues_due | 12 | | |
"""


@pytest.fixture(scope="module")
def drawn():
    """The charts of four branches."""
    return charts(joined())


def with_earlier():
    return replace(joined(), earlier=frame(EARLIER, (), ("value", "numerator", "denominator")))


def ranked(results):
    return replace(results, settings=replace(results.settings, switches=frozenset({"ranks"})))


def parts(chart):
    """Label → name of each part that is not 0 → its number."""
    return {
        label: {one["name"]: one["values"][place] for one in chart["series"] if one["values"][place]}
        for place, label in enumerate(chart["labels"])
    }


def test_states_add_up_to_the_roster(drawn):
    """Each state that a branch is in has a bar; the words say the same."""
    chart = drawn["completeness"]
    assert parts(chart) == {name: {"支部": 1} for name in ("通过", "待说明", "待修改", "未报送")}
    assert chart["summary"] == "应报4个支部：通过1个，待说明1个，待修改1个，未报送1个。"
    assert chart["note"] == "其中逾期2个。"


def test_findings_stand_under_rule_and_branch(drawn):
    """Rules show what they say, branches their own findings only; what is explained is not counted."""
    assert parts(drawn["findings_by_rule"]) == {
        "C03 应到人数没有填": {"必须改": 1}, "F01 文件已损坏": {"必须改": 1}, "M01 整行可能重复": {"请核对": 1},
        "S01 号码位数少见": {"提醒": 1}, "V02 赞成、反对、弃权加起来不对": {"必须改": 1},
    }
    assert drawn["findings_by_rule"]["note"] == "不含支部已经说明的1处。"
    assert parts(drawn["findings_by_branch"]) == {
        "东风村": {"必须改": 2}, "柳溪社区": {"请核对": 1}, "石桥村": {"提醒": 1},
    }


def test_indicator_has_a_bar_for_each_branch_that_filled_it_in(drawn):
    """Values as printed in the roster's order, blanks and the township left out; zeros behind the main list not offered."""
    chart = drawn["indicators"]
    assert [option["title"] for option in chart["options"]] == [
        "党员总数（名）", "支部党员大会到会率（%）", "计划总投资（万元）", "入户走访（户次）",
    ]
    assert chart["bars"]["general_attendance_rate"] == {
        "unit": "%", "labels": ["石桥村", "柳溪社区"], "values": [93.8, 50],
    }


def test_ranks_put_the_highest_first():
    """Bars follow their values only where 参数 asks for ranks."""
    results = joined()
    values = results.indicators.assign(value=results.indicators["value"].where(
        results.indicators["branch_code"] != "QH01", 1.0))
    turned = replace(results, indicators=values)
    assert charts(turned)["indicators"]["bars"]["members_total"]["values"] == [1, 30]
    assert charts(ranked(turned))["indicators"]["bars"]["members_total"]["values"] == [30, 1]


def test_trend_ends_with_now():
    """Earlier periods oldest first, then this one; a rate is never rounded up to 100; what cannot be compared is left out."""
    chart = charts(with_earlier())["trend"]
    assert chart["periods"] == ["2023年第一季度", "2023年第二季度", "2023年第三季度"]
    assert chart["township"] == {"members_total": [70, None, 75]}
    assert chart["branches"] == ["石桥村"]
    assert chart["values"] == {
        "members_total": {"0": [40, 41, 45]}, "general_attendance_rate": {"0": [None, 99.9, 93.8]},
    }


def test_trend_of_the_first_period_is_empty(drawn):
    """Without earlier periods there is nothing to compare."""
    assert drawn["trend"]["periods"] == ["2023年第三季度"]
    assert not drawn["trend"]["township"]
    assert not drawn["trend"]["values"]


def test_timeline_has_the_late_ones_first():
    """Lines by days late, then by due date, done ones last; the adjusted date counts."""
    chart = charts(joined(date(2023, 10, 8)))["timeline"]
    assert [(one["branch"], one["title"], one["state"], one["due"], one["late"]) for one in chart["lines"]] == [
        ("柳溪社区", "加装扶手", "未启动", "2023-07-31", 69),
        ("石桥村", "http://example.com", "进行中", "2023-09-30", 8),
        ("石桥村", "修渠", "进行中", "2023-12-31", 0),
        ("石桥村", "三组水泥路修补", "已完成", "2023-08-31", 0),
    ]
    assert chart["summary"] == "民生实事4件：已完成1件，未完成3件，其中逾期2件。"
    assert chart["today"] == "2023-10-08"


def test_proposals_are_told_by_age():
    """Open ones by the days since they were made, beyond the limit apart; each once."""
    chart = charts(joined(date(2023, 10, 8)))["proposals"]
    assert parts(chart) == {"未办理": {"0—30天": 1}, "正在办理": {"60天以上（超过期限）": 1}}
    assert chart["summary"] == "意见建议2条：还没有办结的2条，其中提出超过60天的1条。"


def test_many_branches_are_shown_by_unit_type():
    """A picture of 100 branches would not be read: sums by unit type, the worst branches, the most urgent tasks, said so."""
    found = charts(multiplied(joined(), 100))
    assert found["indicators"]["bars"]["members_total"] == {
        "unit": "名", "labels": ["村", "社区"], "values": [25 * 45, 25 * 30],
    }
    assert found["indicators"]["bars"]["general_attendance_rate"]["values"] == [93.8, 50]
    assert "按单位类型合计" in found["indicators"]["note"]
    assert len(found["findings_by_branch"]["labels"]) == 15
    assert "共75个支部" in found["findings_by_branch"]["note"]
    assert len(found["timeline"]["lines"]) == 30
    both = charts(ranked(multiplied(joined(), 400)))["indicators"]
    assert both["bars"]["members_total"]["values"] == [45] * 20 + [30] * 20


def test_nothing_at_all_is_said_plainly():
    """A township that nobody handed in to has charts, too."""
    results = joined()
    empty = {name: sheet.iloc[:0] for name, sheet in results.frames.items()}
    none = replace(
        results, findings=results.findings.iloc[:0], explained=results.explained.iloc[:0], frames=empty,
        indicators=results.indicators.iloc[:0],
        branches=results.branches.assign(state="missing", errors=0, warnings=0, notices=0),
    )
    found = charts(none)
    assert found["findings_by_rule"]["labels"] == found["proposals"]["labels"] == found["timeline"]["lines"] == []
    assert found["indicators"]["options"] == []
    assert found["completeness"]["summary"] == "应报4个支部：未报送4个。"


def test_same_results_give_the_same_json_of_public_things_only():
    """No order of sets, no not-a-number; no host, officer or proposer."""
    first, second = (json.dumps(charts(with_earlier()), ensure_ascii=False, allow_nan=False) for _ in range(2))
    assert first == second
    assert not any(name in first for name in ("张大山", "李小河", "陈小满", "13900000000", "石桥村新.xlsx"))
