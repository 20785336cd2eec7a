"""What residents are told one by one: matters decided and proposed, meetings, who joined the party in which month."""

import dataclasses
from pathlib import Path

import pytest

from reportfacts import facts
from shuzhi.model.words import Audience
from shuzhi.proof.shown import shown
from shuzhi.render.template import load, render
from shuzhi.render.wording import SENTENCES, agenda

ROOT = Path(__file__).parents[2]
MATTERS = """
| 编号 | 议题 | 地点 | 具体情况 | 关联提案编号 | 关联实事编号 | 提议日期 | 商议日期 | 审议日期 | 决议日期 | 决议公开日期 | 结果公开日期 | 结果 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 公2023-001 | 修凉亭。 | 西塘边 | 上次会议议定 | | 实2023-001 | 2022-12-28 | 2023-07-03 | 2023-07-10 | 2023-07-20 | 2023-07-21 | 2023-09-28 | 通过 |
| 公2023-002 | 东塘出租 | | | 议2023-001 | | 2023-07-05 | | | 2023-07-20 | | | 未通过 |
| 公2023-003 | 村口装监控 | 村口 | | | | | | | | | | 下次再议 |
| 公2023-004 | 老年活动室 | 老村部 | 走访时提出 | | | 2023-09-11 | 2023-09-15 | | | | | 拟定 |
| 公2023-005 | 换变压器 | | | | | | | | | | | 拟定 |
"""
MEETINGS = """
| 日期 | 会议类型 | 同时作为（1） | 议题 | 地点 | 主持人 | 记录人 | 应到人数 | 实到人数 | 缺席情况 | 主要内容（一两句话） |
|---|---|---|---|---|---|---|---|---|---|---|
| 2023-07-20 | 居（村）情报告会 | 村（居）民代表会议 | 报告 | 大会议室 | 贺长青 | 陶小满 | 32 | 29 | 外出3人：米四 | 议定修凉亭 |
| 2023-08-11 | 专题工作会议 | | 防溺水分工。 | 村部 | 贺长青 | 陶小满 | 9 | 9 | | |
| 2023-09-11 | 支部委员会会议 | | 提议活动室 | 村部 | 贺长青 | 陶小满 | 3 | 3 | | |
| 2023-09-12 | 专题工作会议 | | 秋收安排 | 村部 | 贺长青 | 陶小满 | 9 | 9 | | |
"""
VOTES = """
| 会议日期 | 表决主体 | 表决事项 | 事项类别 | 有表决权应到 | 有表决权实到 | 会前书面意见 | 赞成 | 反对 | 弃权 | 结果 | 关联编号 |
|---|---|---|---|---|---|---|---|---|---|---|---|
| 2023-07-20 | 村（居）民代表会议 | 修凉亭 | 议事事项 | 32 | 29 | 1 | 27 | 0 | 2 | 通过 | 实2023-001 |
"""
TASKS = """
| 编号 | 事项名称 | 类别 | 计划总投资（万元） | 累计已支付（万元） | 责任人 | 开工日期 | 计划完成日期 | 状态 |
|---|---|---|---|---|---|---|---|---|
| 实2023-001 | 西塘凉亭 | 公共设施 | 5 | 2 | 高桂英 | 2023-08-01 | 2023-11-30 | 进行中 |
"""
ISSUES = """
| 编号 | 提出日期 | 组别 | 事项 | 提出人 | 可公开姓名 | 类别 | 状态 |
|---|---|---|---|---|---|---|---|
| 议2023-001 | 2023-06-18 | 七组 | 东塘没人管 | 米五 | 否 | 集体资产 | 正在办理 |
"""
MEMBERS = """
| 姓名 | 性别 | 出生日期 | 人员类别 | 党籍状态 | 确定积极分子日期 | 入党日期 | 接收审批日期 | 转正日期 |
|---|---|---|---|---|---|---|---|---|
| 甲一 | 男 | 1950-01-01 | 正式党员 | 在册 | | 2022-08-16 | | 2023-08-16 |
| 甲二 | 女 | 1990-01-01 | 预备党员 | 在册 | | 2023-06-20 | 2023-07-15 | |
| 甲三 | 女 | 1995-01-01 | 预备党员 | 在册 | | 2023-08-01 | | |
| 甲四 | 男 | 1999-01-01 | 预备党员 | 在册 | | 2023-08-01 | | |
| 甲五 | 男 | 1999-01-01 | 入党积极分子 | 在册 | 2022-08-01 | | | |
"""


def whole(**more):
    return facts(more, Audience.RESIDENTS, 四议两公开=MATTERS, 会议=MEETINGS, 表决事项=VOTES, 民生实事=TASKS,
                 居民提案=ISSUES, 党员=MEMBERS)


def test_matters_decided():
    """Origin, steps with their days (a year named once), the ballot without its zeros, how far the work is."""
    assert [line.text for line in agenda.decided(whole())] == [
        ("修凉亭（西塘边）：上次会议议定。2022年12月28日提议，2023年7月3日“两委”会商议，7月10日党员大会审议，"
        "7月20日村民代表会议决议，7月21日公开决议，9月28日公开实施结果。"
        "村民代表会议表决：应到32人，实到29人，会前提出书面意见1人，赞成27票、弃权2票，通过。"
        "实施情况（截至2023年10月8日）：2023年8月1日开工，正在实施，计划2023年11月30日完成，累计已支付2万元。"),
        "东塘出租：村民意见建议“东塘没人管”。2023年7月5日提议，7月20日村民代表会议决议。未通过。",
        "村口装监控：下次再议。",
    ]


def test_matters_proposed():
    """Place, origin and the steps so far; the meeting that proposed is named where its row says so."""
    assert [line.text for line in agenda.proposed(whole())] == [
        "老年活动室（老村部）：走访时提出。2023年9月11日支部委员会会议提议，9月15日“两委”会商议。",
        "换变压器。",
    ]


def test_numbers_of_a_ballot_are_cells():
    """Votes and money are known by the cells they stand in."""
    parts = [part.source for part in agenda.decided(whole())[0].parts if not isinstance(part, str)]
    assert parts == ["表决事项!E2", "表决事项!F2", "表决事项!G2", "表决事项!H2", "表决事项!J2", "民生实事!M2"]


@pytest.mark.parametrize(("tag", "expected"), [
    ("居情报告会", "2023年7月20日在大会议室召开村情报告会，贺长青主持，陶小满记录，应到32人，实到29人。议定修凉亭。"),
    ("专题会议", "专题工作会议议题：2023年8月11日防溺水分工；2023年9月12日秋收安排。"),
    ("党员发展", ("2023年6月接收预备党员1名，8月接收预备党员2名、预备党员转正1名。"
               "截至2023年9月30日，有入党积极分子1名。")),
    ("党小组", "党支部设党小组2个。"),
])
def test_single_meetings_and_members(tag, expected):
    """Day, place, leader and attendance of a meeting; members by the month they joined, each month once."""
    assert SENTENCES[tag](whole()).text == expected
    assert SENTENCES[tag](facts()) is None


def test_months_are_left_out_where_other_workbooks_are_counted():
    """A 总支 knows how many of its 支部's members joined, not in which month."""
    given = whole()
    elsewhere = given.all["members_admitted"]._replace(rows=("0201:党员!3", "党员!4", "党员!5"))
    both = dataclasses.replace(given, all={**given.all, "members_admitted": elsewhere})
    assert SENTENCES["党员发展"](both).text.startswith("2023年第三季度接收预备党员3名，2023年8月预备党员转正1名。")


def test_the_report_to_residents_names_nobody():
    """No resident without consent, no member, nobody absent; empty sections are left out."""
    template = load(ROOT / "templates/一述两评三议事居情报告.docx")
    text = "\n".join(line.text for line in shown(render(template, whole(报告会日期="2023-10-12")).docx))
    assert "“一述两评三议事”村情报告" in text
    assert "现将2023年第三季度工作情况向2023年10月12日村情报告会报告如下。" in text
    assert [line for line in text.split("\n") if line[1:2] == "、"] == [
        "一、工作完成情况", "二、会议议定事项及办理情况", "三、本次拟定议题",
    ]
    assert not any(name in text for name in ("米四", "米五", "甲一", "甲二", "甲三", "甲四", "甲五"))
