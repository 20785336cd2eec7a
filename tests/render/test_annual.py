"""The two annual reports: what each says, in which section, and what is left out where nothing is filled in."""

import dataclasses
import os
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from reportfacts import counted, facts
from shuzhi import form
from shuzhi.model.words import Audience
from shuzhi.render.template import load, render
from shuzhi.render.wording import SENTENCES, judged, problems, works

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
ANNUAL, YEARLY = "年度抓基层党建述职报告", "年度工作总结"
YEAR = {
    "支部全称": "青禾街道望湖社区党总支", "支部简称": "望湖社区", "组织类别": "党总支", "单位类型": "社区",
    "报告期": "2023年度", "统计起始日期": "2023-01-01", "统计截止日期": "2023-12-31", "办理情况截至日期": "2023-12-31",
}
MEETINGS = """
| 日期 | 会议类型 | 同时作为（1） | 议题 | 主持人 | 应到人数 | 实到人数 | 主讲人 | 学习内容 |
|---|---|---|---|---|---|---|---|---|
| 2023-02-06 | 总支（党委）委员会会议 | | 学习党章 | 贺长青 | 5 | 5 | | 《中国共产党章程》 |
| 2023-03-06 | 总支（党委）委员会会议 | | 研究年度实事 | 贺长青 | 5 | 5 | | |
| 2023-03-10 | 主题党日 | 党课 | 讲党课 | 贺长青 | 40 | 30 | 贺长青 | |
| 2023-05-10 | 主题党日 | | 清扫楼道 | 贺长青 | 40 | 32 | | |
| 2023-05-12 | 支部书记例会 | | 学习条例 | 贺长青 | 3 | 3 | | 《支部工作条例》 |
| 2023-06-10 | 支部党员大会 | | 讨论转正 | 贺长青 | 40 | 34 | | |
| 2023-06-20 | 党建专题会议 | | 研究发展党员 | 贺长青 | 9 | 9 | | |
| 2023-08-20 | 党员集中学习 | | 集中学习 | 贺长青 | 40 | 31 | | 《中国共产党章程》 |
| 2023-11-22 | 述职评议会 | | 评议总支工作 | 贺长青 | 30 | 28 | | |
"""
TASKS = """
| 编号 | 事项名称 | 来源 | 工程量 | 工程量单位 | 计划总投资（万元） | 责任人 | 计划完成日期 | 完成日期 | 状态 |
|---|---|---|---|---|---|---|---|---|---|
| 实2023-001 | 更换路灯 | 述职评议会 | 86 | 盏 | 5.16 | 甲 | 2023-07-15 | 2023-07-12 | 已完成 |
| 实2023-002 | 活动室 | 支部谋划 | 1 | 间 | | 甲 | 2023-09-30 | 2023-09-26 | 已完成 |
| 实2023-003 | 服务厅 | 支部谋划 | 1 | 处 | 6.2 | 甲 | 2024-03-31 | | 进行中 |
| 实2023-004 | 凉亭 | 上级部署 | | | 3 | 甲 | 2023-12-31 | | 取消 |
"""
ISSUES = """
| 编号 | 提出日期 | 组别 | 事项 | 来源 | 状态 | 并入编号 |
|---|---|---|---|---|---|---|
| 议2023-001 | 2023-11-22 | 一组 | 路灯太暗 | 述职评议会 | 已办结 | |
| 议2023-002 | 2023-11-22 | 二组 | 充电没地方 | 述职评议会 | 正在办理 | |
| 议2023-003 | 2023-11-22 | 二组 | 也要充电 | 述职评议会 | 正在办理 | 议2023-002 |
| 议2023-004 | 2023-03-08 | 二组 | 楼道堆物 | 走访 | 已办结 | |
"""
WORKS = """
| 日期 | 类别 | 内容 | 数量 | 单位 |
|---|---|---|---|---|
| 2023-05-18 | 入户走访 | 上半年走访 | 1120 | 户 |
| 2023-10-26 | 入户走访 | 下半年走访 | 940 | 户 |
| 2023-12-14 | 入户走访 | 深入网格 | 24 | 次 |
| 2023-02-16 | 平安建设 | 按148个单元划分片区 | 8 | 个 |
| 2023-12-19 | 其他 | 核对外出党员 | 7 | 人 |
"""
PROBLEMS = """
| 序号 | 类型 | 方面 | 来源说明 | 存在问题 | 原因分析 | 整改措施 | 责任人 | 完成时限 | 整改情况 | 下步打算 |
|---|---|---|---|---|---|---|---|---|---|---|
| 1 | 上级反馈问题 | 组织生活 | 县委巡察反馈 | 记录不全 | 没有人核对 | 每季度核对 | 甲 | 2023-06-30 | 已整改 | |
| 2 | 存在问题 | 党员教育 | | 集中学习9次 | 以会代学 | 每月学习一次 | 甲 | 2024-12-31 | 整改中 | |
| 3 | 存在问题 | 宣传 | | 投稿少 | 没有专人 | 定一名信息员 | | | 未整改 | |
| 4 | 存在问题 | 党员教育 | | 外出党员学习少 | | 每月寄送资料 | | | 已整改 | |
| 5 | 下步打算 | 宣传 | | | | | | | | 每月写一篇 |
"""
FUNDS = {
    "网格数": "8", "网格员数": "26", "户数": "3215", "常住人口": "8640", "志愿服务队数": "4", "合作社数": "0",
    "共建单位数": "9", "专职党务工作者数": "2", "党建经费支出（元）": "28600",
}
CATEGORIES = form.load().sheet("works").field("type").choices
BASICS = (
    "截至2023年12月31日，本社区有居民3215户、常住人口8640人；划分网格8个，有网格员26名；有志愿服务队4支；"
    "有共建单位9家、专职党务工作者2名。"
)
SIGNED = {"署名": "青禾街道望湖社区党总支", "成文日期": "2024-01-12"}


def community(**items):
    return facts(
        YEAR | FUNDS | SIGNED | items, 会议=MEETINGS, 民生实事=TASKS, 居民提案=ISSUES, 其他工作=WORKS, 问题与措施=PROBLEMS,
    )


def text(template, given):
    report = render(load(ROOT / f"templates/{template}.docx"), given)
    return [paragraph.text for paragraph in Document(BytesIO(report.docx)).paragraphs]


@pytest.mark.parametrize(("name", "template"), [("annual", ANNUAL), ("yearly", YEARLY)])
def test_annual_reports_read_as_expected(name, template):
    """The text of each annual report, paragraph by paragraph."""
    golden, found = GOLDEN / f"{name}.txt", "\n".join(text(template, community())) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("template", [ANNUAL, YEARLY])
def test_a_branch_that_filled_in_nothing_gets_no_heading(template):
    """Empty sheets print no section and no zero; what is left is title and opening."""
    found = text(template, facts(YEAR | {"党小组数": "0"}))
    assert not [line for line in found if line[:2] in ("一、", "二、") or line.startswith("（一）")]
    assert not [line for line in found if "0次" in line or "0条" in line]


def test_feedback_has_a_section_of_its_own_before_the_problems():
    """上级反馈问题 stands with origin, cause, measure and state; it is in neither the problems nor the measures."""
    found = text(ANNUAL, community())
    places = [found.index(next(line for line in found if line.endswith(end)))
              for end in ("上级反馈问题整改情况", "存在的问题及原因", "下一步工作打算")]
    assert places == sorted(places)
    told = [place for place, line in enumerate(found) if "记录不全" in line or "每季度核对" in line]
    assert len(told) == 1
    assert places[0] < told[0] < places[1]


def test_problems_and_steps_stand_by_aspect():
    """Rows of one 方面 stand together, in the order of its first row; a solved one has its measure beside it."""
    given = community()
    assert [(group["名称"], [line.text for line in group["条目"]]) for group in problems.by_aspect(given)] == [
        ("党员教育方面", [
            "集中学习9次。原因：以会代学。整改情况：整改中。", "外出党员学习少。整改措施：每月寄送资料。整改情况：已整改。",
        ]),
        ("宣传方面", ["投稿少。原因：没有专人。整改情况：未整改。"]),
    ]
    assert [(group["名称"], [line.text for line in group["条目"]]) for group in problems.steps(given)] == [
        ("党员教育方面", ["每月学习一次。（责任人：甲，完成时限：2024年12月31日）"]),
        ("宣传方面", ["定一名信息员。", "每月写一篇。"]),
    ]


@pytest.mark.parametrize(("tag", "expected"), [
    ("基本情况", BASICS),
    ("党建经费", "2023年度党建经费支出28600元。"),
    ("责任会议", "2023年度召开党总支委员会会议2次、支部书记例会1次、党建专题会议1次。"),
    ("学习活动", "2023年度组织党课1次、党员集中学习1次。"),
    ("会议学习", "在其他会议上安排学习的有党总支委员会会议1次、支部书记例会1次。"),
    ("组织生活", "2023年度召开支部党员大会1次、主题党日2次。"),
    ("主题党日到会", "主题党日应到80人次、实到62人次，到会率77.5%。"),
    ("述职评议", "召开述职评议会1次；会上提出的意见建议2条，已办结1条、正在办理1条；来源为述职评议会的民生实事1件，已完成。"),
    ("意见来源", "按来源分，述职评议会2条、走访1条。"),
    ("实事来源", "按来源分，支部谋划2件、计划投资6.2万元；述职评议会1件、计划投资5.16万元。"),
])
def test_annual_sentences(tag, expected):
    """What each sentence says of the rows; zeros, cancelled tasks and merged issues are not counted."""
    assert SENTENCES[tag](community()).text == expected


def test_theme_days_are_not_told_twice():
    """Where 主题党日 were all there was of 党内组织生活, the sentence on the latter has the numbers."""
    meeting = MEETINGS.splitlines()
    alone = "\n".join(line for line in meeting if "支部党员大会" not in line)
    assert SENTENCES["主题党日到会"](facts(YEAR, 会议=alone)) is None
    assert "应到80人次" in SENTENCES["到会"](facts(YEAR, 会议=alone)).text


def test_annual_sentences_know_their_source():
    """Every number of these sentences names an indicator, a sheet or a cell, and the rows it was counted from."""
    given = community()
    said = [SENTENCES[tag](given) for tag in ("基本情况", "党建经费", "会议学习", "主题党日到会", "述职评议", "实事来源")]
    numbers = [part for each in said for part in each.parts if not isinstance(part, str)]
    assert all(each.source and each.rows for each in numbers)
    assert SENTENCES["党建经费"](given).parts[-2].source.startswith("支部信息!B")


def test_work_stands_by_kind_with_sums_of_what_is_shared():
    """Two visits in 户 are summed, the one in 次 is not; 148个 does not hide 8个; 其他 has no heading word of its own."""
    assert [(group["名称"], [line.text for line in group["条目"]]) for group in works.groups(community())] == [
        ("入户走访", ["入户走访2060户：上半年走访1120户；下半年走访940户；深入网格24次。"]),
        ("平安建设", ["平安建设8个：按148个单元划分片区。"]),
        ("其他工作", ["核对外出党员7人。"]),
    ]


def test_every_kind_of_work_is_in_one_group():
    """No category of the form is left out of the annual reports, none is told twice."""
    rows = "".join(f"| 2023-02-01 | {category} | 事{n} | | |\n" for n, category in enumerate(CATEGORIES))
    given = facts(YEAR, 其他工作="| 日期 | 类别 | 内容 | 数量 | 单位 |\n|---|---|---|---|---|\n" + rows)
    told = [line.text for group in works.groups(given) for line in group["条目"]]
    assert sorted(told) == sorted(line.text for line in works.lines(given))


def test_a_parent_branch_tells_its_own_only_where_the_whole_differs():
    """Of 本级 only the types that its 支部 held too are told beside those of the whole 总支."""
    own = facts(YEAR)
    given = dataclasses.replace(
        own, own=counted("meeting_events=3 meetings_partywork=2 meetings_secretaries=1"),
        all=counted("meeting_events=5 meetings_partywork=4 meetings_secretaries=1"), children=(own.branch,),
    )
    said = SENTENCES["责任会议"](given).text
    assert said == "2023年度，党总支本级召开党建专题会议2次。全党总支召开支部书记例会1次、党建专题会议4次。"
    issues = dataclasses.replace(community(), children=(own.branch,))
    assert judged.issue_sources(issues).text.startswith("党总支本级按来源分")


def test_who_works_away_is_told_to_the_superior_only():
    """思想汇报 of 流动党员 come from the roster; the residents' copy has no such sentence."""
    members = """
        | 姓名 | 性别 | 出生日期 | 人员类别 | 党籍状态 | 是否流动 | 思想汇报次数 |
        | 甲一 | 男 | 1980-01-01 | 正式党员 | 在册 | 是 | 4 |
        | 甲二 | 女 | 1990-01-01 | 正式党员 | 在册 | 否 | 1 |
    """
    assert SENTENCES["流动党员汇报"](facts(YEAR, 党员=members)).text == "有1名流动党员提交思想汇报4份。"
    assert SENTENCES["流动党员汇报"](facts(YEAR, audience=Audience.RESIDENTS, 党员=members)) is None
