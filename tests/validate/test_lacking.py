"""The workbook of a year that was put together without one of its quarters."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import GOOD, SETTINGS, listed, scene
from shuzhi.model.period import Coverage, Period
from shuzhi.model.tables import quarters
from shuzhi.validate.stage import validate

YEAR = replace(SETTINGS, period=Period(2023, "Y", 0), coverage=Coverage(date(2023, 1, 1), date(2023, 12, 31)))
PERIOD = ("F59", "支部信息", 18, "报告期")


def typed(**items):
    """GOOD as a year's workbook."""
    facts = {"报告期": "2023Y", "统计起始日期": "2023-01-01", "统计截止日期": "2023-12-31", **items}
    return GOOD | {"支部信息": GOOD["支部信息"] | facts}


def found(lacking, content):
    """(code, sheet title, row, column title) of each finding, and its message."""
    seen = scene(content, settings=YEAR)
    seen = replace(seen, tables=replace(seen.tables, lacking=quarters([(1, code) for code in lacking])))
    findings = validate(seen, ())
    return listed(findings).get(1, []), findings["message"].tolist()


@pytest.mark.parametrize(("lacking", "named"), [(["2023Q1"], "第一季度"), (["2023Q1", "2023Q4"], "第一季度、第四季度")])
def test_the_quarters_that_lack_are_asked_for(lacking, named):
    """One warning on 报告期 names them all."""
    entries, messages = found(lacking, typed())
    assert [entry for entry in entries if entry[0] == "F59"] == [("F59", "支部信息", PERIOD[2], "报告期")]
    assert f"这里的数据不含{named}：没有通过的工作簿。" in messages


def test_without_its_last_quarter_a_year_is_not_reported_early():
    """填报日期 and 办理情况截至日期 are those of the third quarter: that the fourth lacks is said once, by F59."""
    entries, _ = found(["2023Q4"], typed())
    assert {"F51", "F52"} & {code for code, *_ in entries} == set()
    entries, _ = found(["2023Q1"], typed())
    assert {"F51", "F52"} <= {code for code, *_ in entries}


def test_nobody_is_reminded_of_meetings_in_a_quarter_that_lacks():
    """支部党员大会 of the first and second quarter are missing; only the one that was handed in is told."""
    _, messages = found([], typed())
    assert "1月至3月、4月至6月、10月至12月未见支部党员大会记录。" in messages
    _, messages = found(["2023Q1", "2023Q4"], typed())
    assert "4月至6月未见支部党员大会记录。" in messages


def test_nobody_is_asked_for_what_stood_in_a_quarter_that_lacks():
    """Steps of 四议两公开 and an admission of the second quarter need no meeting and no vote where it has no workbook."""
    content = typed() | {"党员": GOOD["党员"].replace("2023-07-05", "2023-05-05")}
    asked, _ = found([], content)
    assert {"A03", "M14"} <= {code for code, *_ in asked}
    spared, _ = found(["2023Q2"], content)
    assert {"A03", "M14"} & {code for code, *_ in spared} == set()
