"""What a township's report says of its own meetings and work."""

import pytest

from shuzhi.render.township import meetings, works
from townshipfacts import kind, township

MEETINGS = """
| 日期 | 会议类型 | 议题 | 主持人 | 主讲人 | 学习内容 |
|---|---|---|---|---|---|
| 2023-01-18 | 理论学习中心组学习 | 学习党章 | 王小川 | | 《中国共产党章程》 |
| 2023-02-20 | 理论学习中心组学习 | 学习廉洁自律准则 | 王小川 | | 《中国共产党廉洁自律准则》 |
| 2023-03-15 | 党课 | 讲党课：怎样发展党员 | 李小河 | 王小川 | |
| 2023-03-20 | 党课 | 讲党课：党费怎样交 | 王小川 | 李小河 | |
| 2023-04-11 | 党建工作专题会议 | 研究发展党员计划。 | 王小川、李小河 | | |
| 2023-05-08 | 党建工作专题会议 | 研究党员轮训 | 李小河 | | |
| 2023-05-09 | 片区联席会 | 商定河道清理 | 王小川 | | |
| 2023-06-01 | 其他 | 通报情况 | 李小河 | | |
"""
WORKS = """
| 日期 | 类别 | 内容 | 数量 | 单位 | 责任人 |
|---|---|---|---|---|---|
| 2023-03-28 | 集体经济 | 清理合作社 | 7 | 家 | 王小川 |
| 2023-12-18 | 集体经济 | 合作社分红 | 48.6 | 万元 | 王小川 |
| 2023-03-31 | 中心工作 | 按季督查考评各党支部 | 2 | 次 | 李小河 |
| 2023-09-30 | 中心工作 | 按季督查考评各党支部 | 2 | 次 | 李小河 |
| 2023-06-09 | 培训 | 党员集中轮训 | 320 | 人 | |
| 2023-06-10 | 其他 | 征求镇属单位、干部职工意见 | 38 | 条 | |
| 2023-06-11 | 谈心谈话 | 与干部谈话 | | 人次 | |
| 2023-06-12 | 宣传教育 | 办宣讲3场 | 3 | 场 | |
"""


def test_a_township_tells_all_its_meetings():
    """Studies and lectures apart from other meetings; a type of its own behind those of the form, 其他 in its place."""
    given = township(本级会议=MEETINGS)
    assert meetings.studied(given).text == (
        "2023年度，召开理论学习中心组学习2次，组织党课2次。学习内容：《中国共产党章程》《中国共产党廉洁自律准则》。"
        "党课内容：怎样发展党员；党费怎样交。"
    )
    assert meetings.held(given).text == "2023年度，召开党建工作专题会议2次、其他会议1次、片区联席会1次。"


def test_a_person_tells_only_what_they_led_or_taught():
    """主持人 counts for meetings, 主讲人 for lectures; one of several hosts is one."""
    given = township(本级会议=MEETINGS, kind=kind("王小川"))
    assert meetings.studied(given).text == (
        "2023年度，主持理论学习中心组学习2次，讲党课1次。学习内容：《中国共产党章程》《中国共产党廉洁自律准则》。"
        "党课内容：怎样发展党员。"
    )
    assert meetings.held(given).text == "2023年度，主持党建工作专题会议1次、片区联席会1次。"
    assert [line.text for line in meetings.topics(given)] == [
        "党建工作专题会议议题：研究发展党员计划。", "片区联席会内容：商定河道清理。",
    ]
    number = meetings.held(given).parts[3]
    assert (number.text, number.source, number.rows) == ("1", "本级会议", ("本级会议!6",))


def test_a_routine_is_told_by_its_number_alone():
    """A type of meeting held more than six times lists no topics."""
    lines = "".join(f"| 2023-0{month}-26 | 党建工作推进会 | 调度{month}月党建工作 | 李小河 |\n" for month in range(1, 8))
    given = township(本级会议="| 日期 | 会议类型 | 议题 | 主持人 |\n|---|---|---|---|\n" + lines)
    assert meetings.held(given).text == "2023年度，召开党建工作推进会7次。"
    assert meetings.topics(given) == ()


def test_work_is_told_by_category():
    """Quantities behind the words, equal words added up, unlike units never; a quantity the words give is not repeated."""
    found = {group["名称"]: [line.text for line in group["条目"]] for group in works.groups(township(本级工作=WORKS))}
    assert found == {
        "党建责任和日常工作": ["中心工作：按季督查考评各党支部4次。", "培训：党员集中轮训320人。"],
        "谈心谈话": ["与干部谈话。"],
        "宣传教育": ["办宣讲3场。"],
        "集体经济": ["清理合作社7家；合作社分红48.6万元。"],
        "其他工作": ["征求镇属单位、干部职工意见，共38条。"],
    }


def test_every_quantity_knows_its_cell():
    """A single row gives its cell, a sum its rows."""
    [first, *_] = works.groups(township(本级工作=WORKS))
    total, trained = (line.parts[-3] for line in first["条目"])
    assert (total.text, total.source, total.rows) == ("4", "本级工作", ("本级工作!4", "本级工作!5"))
    assert (trained.text, trained.source, trained.rows) == ("320", "本级工作!D6", ("本级工作!6",))


@pytest.mark.parametrize("say", [meetings.studied, meetings.held])
def test_nothing_is_said_of_nothing(say):
    """No row, no sentence, no line."""
    assert say(township()) is None
    assert meetings.topics(township()) == works.groups(township()) == ()
