"""Issues that an earlier period left open come first in the next report, each issue once."""

import dataclasses
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from reportfacts import facts
from shuzhi.model.history import Earlier
from shuzhi.model.period import Coverage, Period
from shuzhi.proof.faults import faults
from shuzhi.render.template import load, render
from shuzhi.render.wording import replies

TEMPLATE = Path(__file__).parents[2] / "templates/意见建议办理情况报告.docx"
HEADER = "| 编号 | 提出日期 | 组别 | 事项 | 状态 | 答复内容 | 答复日期 | 办结日期 | 并入编号 |\n"
OPEN = "| 议2023-001 | 2023-05-18 | 二组 | 沟塘淤积 | 已办结 | 已清淤。 | 2023-07-02 | 2023-07-28 | |\n"
WAITING = "| 议2023-002 | 2023-06-18 | 一组 | 路灯不亮 | 正在办理 | | | | |\n"
SETTLED = "| 议2023-003 | 2023-05-18 | 一组 | 路面坑洼 | 已办结 | 已修补。 | 2023-06-02 | 2023-06-20 | |\n"
NEW = "| 议2023-004 | 2023-07-19 | 一组 | 桥栏断裂 | 已办结 | 已清淤。 | 2023-08-02 | 2023-08-28 | |\n"
JOINED = "| 议2023-005 | 2023-08-19 | 三组 | 沟塘又淤了 | 已办结 | | | | 议2023-001 |\n"
BEFORE = Period(2023, "Q", 2)
WHOLE = Earlier(BEFORE, BEFORE.days, {})
KNOWN, GENERAL = "2023年第二季度未办结意见建议的办理情况", "以前提出、2023年第三季度继续办理的意见建议"


def told(*rows, before=WHOLE, items=None):
    return dataclasses.replace(facts(items, 居民提案=HEADER + "".join(rows)), before=before)


def lines(given):
    """The lines of the report below its opening; it passes the check of finished reports."""
    report = render(load(TEMPLATE), given)
    assert faults(report.docx, given, report.figures) == ()
    return [line.text for line in Document(BytesIO(report.docx)).paragraphs][4:]


def test_what_was_left_open_comes_first():
    """Counts, then last quarter's open issues, then the new ones; the numbers run on, each issue is printed once."""
    text = lines(told(NEW, OPEN, WAITING))
    assert text == [
        "共有村民意见建议3条，其中以前结转2条、2023年第三季度新提1条。截至2023年10月8日，已答复2条；已办结2条、正在办理1条。",
        f"一、{KNOWN}",
        "（一）一组",
        "1．路灯不亮，2023年6月18日由村民提出。",
        "办理情况：截至2023年10月8日尚未办结，正在办理。",
        "（二）二组",
        "2．沟塘淤积，2023年5月18日由村民提出。",
        "办理情况：2023年7月2日答复：已清淤。2023年7月28日办结。",
        "二、2023年第三季度新提意见建议的办理情况",
        "（一）一组",
        "3．桥栏断裂，2023年7月19日由村民提出。",
        "办理情况：2023年8月2日答复，内容与第2条相同。2023年8月28日办结。",
    ]


@pytest.mark.parametrize(("rows", "before", "heading"), [
    ((OPEN,), WHOLE, KNOWN),
    ((OPEN,), None, GENERAL),
    ((OPEN,), Earlier(BEFORE, Coverage(BEFORE.days.start, BEFORE.days.end.replace(day=15)), {}), GENERAL),
    ((OPEN,), Earlier(Period(2023, "Q", 1), Period(2023, "Q", 1).days, {}), GENERAL),
    ((OPEN, SETTLED), WHOLE, "以前提出的意见建议办理情况"),
])
def test_the_heading_says_only_what_is_known(rows, before, heading):
    """The quarter is named where it was complete and ended the day before; settled issues are not called open."""
    text = lines(told(*rows, before=before))
    assert [line for line in text if line.startswith("一、")] == [f"一、{heading}"]
    assert not [line for line in text if line.startswith("二、")]


def test_where_all_are_new_the_report_has_one_section():
    """Heading, counts, groups: as before there was a period before."""
    text = lines(told(NEW))
    assert text[0] == "一、意见建议办理情况"
    assert text[1].startswith("2023年第三季度收到村民意见建议1条。")
    assert "结转" not in "".join(text)
    assert lines(told(NEW, before=None)) == text


def test_none_received_is_still_said():
    """A branch without issues says so below the one heading."""
    assert lines(told(items={"本期无意见建议": "确无"})) == ["一、意见建议办理情况", "2023年第三季度未收到村民意见建议。"]


def test_a_merged_issue_stands_with_the_one_it_joined():
    """A new issue merged into a carried one is printed there, and nowhere else."""
    carried, new = replies.sections(told(OPEN, JOINED))
    (entry,) = carried.groups[0]["条目"]
    assert "沟塘又淤了" in entry["并入"].text
    assert new.groups == ()


def test_days_that_differ_are_not_called_by_the_label():
    """A report on other days than its label says 统计期间."""
    text = lines(told(NEW, OPEN, before=None, items={"统计截止日期": "2023-08-31"}))
    assert [line for line in text if re.match("[一二]、", line)] == [
        "一、以前提出、统计期间继续办理的意见建议", "二、统计期间新提意见建议的办理情况",
    ]
