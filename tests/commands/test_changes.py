"""What changed between two workbooks: rows are known by what they are, and no personal value is told."""

import pytest

from goodbranch import GOOD, changed
from markdown import tables
from shuzhi.commands.changes import ADDED, CHANGED, GONE, changes


def told(*edits):
    """(sheet, cell, key, column, told) of every change that the edits make to the good branch."""
    found = changes(tables(GOOD, changed(*edits)), 1, 2)
    return [(one.sheet, one.cell, one.key, one.column, one.told) for one in found]


def test_the_same_content_has_no_change():
    """Two copies differ in nothing."""
    assert told() == []


def test_a_public_cell_shows_old_and_new_with_its_number():
    """Dates, numbers, choices; what was blank says so, long texts are cut."""
    long = "已报供电所维修，" * 5
    assert told(
        ("民生实事", "| 9.6 | 6 |", "| 12.5 | 6 |"), ("居民提案", "| 2023-09-21 |  |", "| 2023-09-22 | " + long + " |"),
    ) == [
        ("民生实事", "G2", "实2023-001", "计划总投资（万元）", "9.6 → 12.5"),
        ("居民提案", "G4", "议2023-003", "受理日期", "2023-09-21 → 2023-09-22"),
        ("居民提案", "H4", "议2023-003", "答复内容", f"空白 → {long[:24]}……"),
    ]


@pytest.mark.parametrize(("edit", "place"), [
    (("支部信息", "联系电话", "13811112222"), ("支部信息", "B14", "", "联系电话")),
    (("支部信息", "书记姓名", "王小方"), ("支部信息", "B9", "", "书记姓名")),
    (("民生实事", "| 王方 | 9.6", "| 王小方 | 9.6"), ("民生实事", "F2", "实2023-001", "责任人")),
    (("党员", "周七 | 男 | 1985-02-01 | 正式党员 | 在册", "周七 | 男 | 1985-02-01 | 正式党员 | 停止党籍"), ("党员", "E5", "", "党籍状态")),
    (("党员", "周七 | 男", "周小七 | 男"), ("党员", "A5", "", "姓名")),
    (("表决事项", "接收赵一为预备党员", "接收赵二为预备党员"), ("表决事项", "C2", "", "表决事项")),
    (("会议", "| 讲党章 | 王方 | 5 | 4 |  | 王方", "| 讲党章 | 王方 | 5 | 4 |  | 李元"), ("会议", "H6", "2023-09-20 党课", "主讲人")),
])
def test_what_is_not_public_is_only_placed(edit, place):
    """Phones, members, whoever is in charge, whom a vote is about: the address, never a value."""
    assert told(edit) == [(*place, CHANGED)]


def test_an_inserted_row_moves_the_others_and_is_the_only_change():
    """With numbers, with names, with neither: by what the rows say."""
    work = "| 2023-07-20 | 走访慰问 | 走访慰问高龄老人 | 12 | 户次 |  |"
    problem = "| 1 | 存在问题 | 外出党员参加学习少。 |"
    assert told(
        ("民生实事", "| 实2023-001 |", "| 实2023-009 | 修桥 | 道路桥涵 | 居民提案 |  | 王方 | 3 | 3 |  |  |  |  |  |  | 未启动 |  |  |  |\n| 实2023-001 |"),
        ("党员", "| 李元 | 女", "| 吴八 | 男 | 1990-02-01 | 正式党员 | 在册 |  |  |  |  |  | 2015-07-01 |  | 2016-07-01 |  |\n| 李元 | 女"),
        ("其他工作", work, f"| 2023-08-20 | 志愿服务 | 清理河道 | 3 | 次 |  |\n{work}"),
        ("问题与措施", problem, f"| 1 | 存在问题 | 活动室设备旧。 | 年底前更换。 |  |  |\n{problem.replace('| 1 |', '| 2 |')}"),
        ("问题与措施", "| 2 | 下步打算", "| 3 | 下步打算"),
    ) == [
        ("党员", "第3行", "", "", ADDED), ("民生实事", "第2行", "实2023-009", "", ADDED),
        ("其他工作", "第2行", "", "", ADDED), ("问题与措施", "A3", "", "序号", "1 → 2"),
        ("问题与措施", "A4", "", "序号", "2 → 3"), ("问题与措施", "第2行", "", "", ADDED),
    ]


def test_a_row_that_went_is_told_where_it_was():
    """By its place in the earlier workbook; the rows below it did not change."""
    line = "| 议2023-002 | 2023-07-03 | 一组 | 路灯不亮 | 照明监控 | 已转办 | 2023-07-04 | 已报供电所维修。 | 2023-07-06 | 供电所 | 2023-07-05 |  |  |  |  |  |\n"
    assert told(("居民提案", line, "")) == [("居民提案", "第3行", "议2023-002", "", GONE)]


def test_a_corrected_number_is_a_change_of_the_same_row():
    """Two rows of one number, one of them put right: not a row gone and another come."""
    twice = changed(("民生实事", "| 实2023-002 |", "| 实2023-001 |"))
    (one,) = changes(tables(twice, GOOD), 1, 2)
    assert (one.cell, one.column, one.told) == ("A3", "编号", "实2023-001 → 实2023-002")


def test_a_row_filled_in_anew_under_its_number_stays_that_row():
    """However little it shares with what stood there before."""
    line = "| 实2023-002 | 南塘清淤 | 沟渠水利 | 支部谋划 |  | 王方 | 2 | 2 |  |  |  | 2023-09-10 | 2023-11-30 |  | 进行中 | 全村 |  |  |"
    new = "| 实2023-002 | 北塘护坡 | 公共设施 | 居民提案 |  | 李元 | 5 |  | 5 |  |  | 2023-09-12 | 2023-12-30 |  | 未启动 | 60 |  |  |"
    found = told(("民生实事", line, new))
    assert {place for _, _, place, *_ in found} == {"实2023-002"}
    assert ("民生实事", "B3", "实2023-002", "事项名称", "南塘清淤 → 北塘护坡") in found
    assert not {GONE, ADDED} & {words for *_, words in found}
