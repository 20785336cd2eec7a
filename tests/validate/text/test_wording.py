"""The township's own words of 用语."""

from dataclasses import replace
from datetime import date

import pytest

from goodbranch import BRANCHES, GOOD, SETTINGS, scene
from shuzhi.model.finding import findings_frame
from shuzhi.model.settings import Word
from shuzhi.validate.text import reading

NOBODY = findings_frame(())[["submission", "sheet", "row", "field"]]


def read(body, *words, **content):
    rows = body if body.startswith("|") else f"| 特色做法 | {body} |"
    content = {**GOOD, "文字材料": f"| 栏目 | 正文 |\n{rows}", **content}
    found = reading.read(scene(content, replace(SETTINGS, words=words)), NOBODY)
    return [(one.code, one.level.value, one.row, one.message, one.hint) for one in found.itertuples()]


@pytest.mark.parametrize(("word", "body", "expected"), [
    (Word("禁用", "圆满完成", "完成"), "任务圆满完成。", ("R01", "error", "出现了乡镇规定不能用的词语“圆满完成”。", "请删去或换成规定的写法“完成”。")),
    (Word("过时", "三讲教育", "主题教育"), "开展三讲教育。", ("R06", "warning", "用了已经过时的说法“三讲教育”。", "请核对，现在一般写“主题教育”；写以前工作的，请写明年份。")),
    (Word("易混", "收到影响", "受到影响"), "工期收到影响。", ("R11", "warning", "有容易写错的词“收到影响”。", "请核对，是不是应写“受到影响”。")),
    (Word("固定写法", "三会一课", "“三会一课”"), "落实三会一课制度。", ("R12", "notice", "“三会一课”没有照固定的写法写。", "请照规定的写法改正，写“三会一课”。")),
    (Word("须写全称", "镇党委", "中共云溪镇委员会"), "镇党委检查了两次。", ("R12", "notice", "“镇党委”第一次出现时没有写全称。", "第一次出现时请写全称“中共云溪镇委员会”。")),
])
def test_a_word_of_the_township_is_found_and_named(word, body, expected):
    """Each kind of 用语 is checked; the word and what to write are the township's, so they may be told."""
    assert [(code, level, message, hint) for code, level, _, message, hint in read(body, word)] == [expected]


@pytest.mark.parametrize(("word", "body"), [
    (Word("固定写法", "三会一课", "“三会一课”"), "落实“三会一课”制度。"),
    (Word("易混", "截止", "截止日期"), "定了截止日期。"),
    (Word("须写全称", "镇党委", "中共云溪镇委员会"), "中共云溪镇委员会（以下简称镇党委）检查了两次，镇党委都作了通报。"),
    (Word("须写全称", "镇党委", "中共云溪镇委员会"), "| 开头语 | 中共云溪镇委员会检查过。 |\n| 班子建设 | 镇党委检查过。 |"),
    (Word("过时", "三讲教育"), "学习《三讲教育读本》。"),
])
def test_the_right_spelling_is_no_fault(word, body):
    """What stands inside the right spelling, behind the full name or in a title is left alone."""
    assert read(body, word) == []


def test_a_short_name_is_told_once():
    """Only its first place in the workbook lacks the full name."""
    rows = "| 班子建设 | 镇党委检查过。 |\n| 特色做法 | 镇党委又检查过。 |"
    assert [entry[2] for entry in read(rows, Word("须写全称", "镇党委", "中共云溪镇委员会"))] == [2]


@pytest.mark.parametrize(("since", "until", "count"), [
    (date(2023, 9, 30), None, 1), (date(2023, 10, 1), None, 0), (None, date(2023, 7, 1), 1), (None, date(2023, 6, 30), 0),
])
def test_a_word_counts_on_its_days_only(since, until, count):
    """起始日期 and 截止日期 of 用语, both included, against the days of the report."""
    assert len(read("开展三讲教育。", Word("过时", "三讲教育", "", since, until))) == count


def test_words_of_paragraphs_only_remind_elsewhere():
    """In a title a stale word is a notice: the meeting may have been about just that."""
    meetings = GOOD["会议"].replace("主题党日 | 学习 |", "主题党日 | 学习三讲教育 |", 1)
    found = read("以上报告，请予评议。", Word("过时", "三讲教育"), 会议=meetings)
    assert [entry[:3] for entry in found] == [("R06", "notice", 3)]


def test_a_local_place_is_known():
    """本地地名 of 用语 is not another's village."""
    assert [entry[0] for entry in read("截至9月，东兴社区未发生事故。")] == ["R02"]
    assert read("截至9月，东兴社区未发生事故。", Word("本地地名", "东兴社区")) == []


def test_the_name_of_another_branch_is_only_told_to_the_township():
    """The message stays silent about which branch it is; 详情 says it."""
    content = {**GOOD, "文字材料": "| 栏目 | 正文 |\n| 特色做法 | 白沙村的环境整治已经完成。 |"}
    found = reading.read(scene(content), NOBODY).iloc[0]
    assert (found["code"], found["detail"]) == ("R02", "白沙村")
    assert "白沙" not in found["message"] + found["hint"]


def test_the_names_of_the_family_are_one_s_own():
    """A 总支 names its 支部, and they name it."""
    family = (BRANCHES[0], replace(BRANCHES[1], parent="A01"))
    content = {**GOOD, "文字材料": "| 栏目 | 正文 |\n| 特色做法 | 白沙村的环境整治已经完成。 |"}
    assert reading.read(scene(content, replace(SETTINGS, branches=family)), NOBODY).empty
    assert reading.read(scene(content, replace(SETTINGS, branches=family), code="A02"), NOBODY).empty
