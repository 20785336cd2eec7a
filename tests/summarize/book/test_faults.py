"""核对结果."""

import re
from dataclasses import replace

from joined import results
from summarybook import book, by_header, lines


def test_faults():
    """核对结果 lists branch by branch, sheet by sheet, with the cell; files of no branch come last."""
    rows = by_header(book()["核对结果"])
    assert [(row["支部"], row["级别"], row["表"], row["单元格"], row["栏目"]) for row in rows] == [
        ("石桥村", "提醒", "支部信息", "B12", "联系电话"), ("石桥村", "请核对（已说明）", "民生实事", "I4", "计划总投资（万元）"),
        ("柳溪社区", "请核对", "会议", "第 4 行", ""),
        ("东风村", "必须改", "会议", "AB7", "应到人数"), ("东风村", "必须改", "表决事项", "H3", "赞成"),
        ("", "必须改", "", "", ""),
    ]


def test_explanations():
    """What a branch explained stands in 核对结果 with its words and what only the township reads; nobody else's words do.

    It is no warning of the branch any more, and what leaves the office says nothing of it.
    """
    rows = by_header(book()["核对结果"])
    assert [(row["支部说明"], row["供乡镇核对"]) for row in rows] == [
        ("", ""), ("由县里核定", "另一处：东风村。"), ("", ""), ("", ""), ("", ""), ("", ""),
    ]
    assert book()["报送情况"]["H2"].value == 0
    given = results()
    noted = given.frames["tasks"].assign(note="说明的话")
    given = replace(given, frames={**given.frames, "tasks": noted})
    upward = str([lines(sheet) for sheet in book(given, office=False)])
    assert not re.search("由县里核定|另一处|说明的话|作了1处说明", upward)
    assert "说明的话" not in str([lines(sheet) for sheet in book(given)])
