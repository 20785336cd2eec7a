"""催报.txt as it stands in a group chat."""

import re
from datetime import date, datetime
from itertools import combinations_with_replacement

import pytest

from shuzhi.model.words import State
from shuzhi.summarize.urging import urging, urging_file
from stood import stood

NOW = datetime(2023, 10, 9, 17, 40)
TOWN = """
| 支部 | 状态 | 逾期 | 延期至 | 填在 |
|---|---|---|---|---|
| 石桥村 | 未报送 | | | |
| 柳溪社区 | 待修改 | | | |
| 柳溪第一支部 | 待修改 | | | 柳溪社区 |
| 东风村 | 待说明 | 是 | | |
| 北坡村 | 无法读取 | | | |
| 南湾村 | 通过 | 是 | | |
| 西岭村 | 已审定 | | | |
| 云台村 | 未报送 | | 2023-10-12 | |
"""


def test_the_whole_text():
    """Every part with its branches, what they do now, those late, those put off, the deadline; no minute."""
    assert urging(stood(TOWN), NOW) == (
        "青禾镇2023年第三季度报送情况\n"
        "截至10月9日17时，应报8个，已报2个，需修改2个，需说明1个，打不开1个，未报2个。\n"
        "未报：石桥村、云台村（延期至10月12日）。\n"
        "打不开：北坡村。文件打不开，请重新保存后再报送。\n"
        "需修改：柳溪社区（含由它填报的柳溪第一支部）。标好的表已发回，请改好后尽快报送。\n"
        "需说明：东风村。标好的表已发回，请改正或写明原因后尽快报送。\n"
        "逾期报送：东风村、南湾村。\n"
        "报送截止日期为10月9日。\n"
    )


def test_when_all_is_there_that_is_said_politely():
    """No part of none, no deadline any more, no praise."""
    results = stood("| 支部 | 状态 |\n|---|---|\n| 石桥村 | 通过 |\n| 东风村 | 已审定 |")
    assert urging(results, NOW).splitlines()[1:] == ["截至10月9日17时，应报2个，已报2个。", "各支部的表已全部报齐，谢谢配合。"]


def test_all_there_but_something_to_correct():
    """It says both."""
    results = stood("| 支部 | 状态 |\n|---|---|\n| 石桥村 | 通过 |\n| 东风村 | 待修改 |")
    assert urging(results, NOW).splitlines()[1:] == [
        "截至10月9日17时，应报2个，已报1个，需修改1个。", "需修改：东风村。标好的表已发回，请改好后尽快报送。",
        "各支部的表已全部报齐。", "报送截止日期为10月9日。",
    ]


@pytest.mark.parametrize(("deadline", "end"), [
    (date(2023, 10, 10), "报送截止日期为10月10日。"), (date(2023, 10, 9), "报送截止日期为10月9日。"),
    (date(2023, 10, 8), "报送截止日期（10月8日）已过，请尽快报送。"), (date(2022, 12, 30), "报送截止日期（2022年12月30日）已过，请尽快报送。"),
    (None, "未报：石桥村。"),
])
def test_the_deadline_before_and_after(deadline, end):
    """On its day it is not past; one of another year has its year; without one nothing is said."""
    results = stood("| 支部 | 状态 |\n|---|---|\n| 石桥村 | 未报送 |", deadline)
    assert urging(results, NOW).splitlines()[-1] == end


def test_the_parts_add_up_whatever_the_states():
    """应报 is the sum of what stands behind it, for every mix of states; a part of none is left out."""
    labels = [state.label for state in State]
    for picked in (picked for size in (1, 2, 4) for picked in combinations_with_replacement(labels, size)):
        rows = "\n".join(f"| 村{number} | {label} |" for number, label in enumerate(picked))
        line = urging(stood(f"| 支部 | 状态 |\n|---|---|\n{rows}"), NOW).splitlines()[1]
        expected, *parts = map(int, re.findall(r"(\d+)个", line))
        assert expected == sum(parts) == len(picked)
        assert 0 not in parts


def test_the_file_opens_right_in_old_editors():
    """UTF-8 with a byte order mark, every line ended by CRLF."""
    content = urging_file(stood(TOWN), NOW)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 8
    assert content.decode("utf-8-sig").replace("\r\n", "\n") == urging(stood(TOWN), NOW)
