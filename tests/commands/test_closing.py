"""What a run prints at its end."""

import pytest

from ended import ended
from shuzhi.commands.aligned import width
from shuzhi.commands.closing import closing, whole
from shuzhi.model.words import Outcome, State

SCREEN = 23  # of the 24 lines of a plain terminal, the last for the prompt
TOWN = """
| 支部 | 状态 | 填在 |
|---|---|---|
| 石桥村 | 未报送 | |
| 柳溪社区 | 待修改 | |
| 柳溪第一支部 | 待修改 | 柳溪社区 |
| 东风村 | 待说明 | |
| 南湾村 | 通过 | |
| 西岭村 | 已审定 | |
"""


def test_the_whole_page():
    """Who has something to do, by name and state; what went unused; the next step; where all the rest stands."""
    told = closing(ended(
        TOWN, ["模板“年度工作总结.docx”第 3 段“共有”：没有“党员总署”这个标签"], ["石桥村的审定不再有效。"],
        [("村/a.xlsx", Outcome.FOREIGN, "不是本表。"), ("b.xlsx", Outcome.SUPERSEDED, "另有一份。")],
    ))
    assert told.splitlines() == [
        "青禾镇2023年第三季度：应报6个，已审定1个，通过1个。",
        "  待修改（发回去改）1个            柳溪社区",
        "  待说明（发回去改或写明原因）1个  东风村",
        "  未报送（请催报）1个              石桥村",
        "核对出来的：必须改2处，提醒6处。",
        "没有采用的文件2个，请看一看的1个：",
        "  村/a.xlsx：不是本表。",
        "模板有问题，用它的报告没有出，1条：",
        "  模板“年度工作总结.docx”第 3 段“共有”：没有“党员总署”这个标签",
        "  全部问题和改法：shuzhi templates check",
        "还有要知道的，1条：",
        "  石桥村的审定不再有效。",
        "下一步：把 output/2023Q3 下“待修改”“待说明”里的工作簿发回各支部，改好后放进报送",
        "        文件夹，换掉原来的那本，再运行一次。",
        "详细情况：output/2023Q3/index.html（全部列出：--verbose）",
        "催报的话：output/2023Q3/催报.txt",
    ]


def test_when_all_is_well_little_is_said():
    """Nothing goes back, nobody is urged: the secretary reads the report; once all are approved, no next step."""
    told = closing(ended("| 支部 | 状态 | 填在 |\n|---|---|---|\n| 南湾村 | 通过 | |"))
    assert told.splitlines()[0] == "青禾镇2023年第三季度：应报1个，通过1个。"
    assert told.splitlines()[2].startswith("下一步：请书记看报告，同意了的，运行 shuzhi approve 支部简称")
    assert "催报" not in told
    others = [("甲.xlsx", Outcome.SUPERSEDED, "另有一份。"), ("乙.xlsx", Outcome.LOCKED, "已经审定。")]
    told = closing(ended("| 支部 | 状态 | 填在 |\n|---|---|---|\n| 南湾村 | 通过 | |", unused=others))
    assert "没有采用的文件2个（各是什么原因：--verbose）。" in told.splitlines()
    told = closing(ended("| 支部 | 状态 | 填在 |\n|---|---|---|\n| 南湾村 | 已审定 | |"))
    assert "下一步" not in told
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_thousand_branches_fit_the_screen(columns):
    """With everything that may be said, and the two paths below it: no scrolling, no line too wide."""
    labels = [state.label for state in State]
    rows = "\n".join(f"| 第{n}村党支部 | {labels[n % 6]} | |" for n in range(1000))
    told = closing(ended(
        f"| 支部 | 状态 | 填在 |\n|---|---|---|\n{rows}", [f"模板“{n}.docx”：{'很长' * 60}" for n in range(9)],
        [f"第{n}村：{'要知道的' * 40}" for n in range(300)],
        [(f"{n}/{'长' * 50}.xlsx", kind, "文件不完整") for n in range(200) for kind in Outcome if kind != Outcome.USED],
    ), columns)
    lines = told.splitlines()
    assert len(lines) + 2 <= SCREEN
    assert max(map(width, lines)) <= columns
    assert "等167个" in told
    assert "还有要知道的，300条，先列2条：" in lines
    assert "没有采用的文件1000个，请看一看的400个，先列2个：" in lines


def test_everything_is_said_where_it_is_asked_for():
    """Every branch, file, template and remark."""
    remarks = [f"第{n}条" for n in range(9)]
    told = whole(ended(TOWN, ["甲", "乙", "丙"], remarks, [("b.xlsx", Outcome.SUPERSEDED, "另有一份。")]))
    assert all(f"  {line}" in told.splitlines() for line in [*remarks, "甲", "乙", "丙"])
    assert "柳溪第一支部  柳溪社区" in told
    assert "b.xlsx  被替代  另有一份。" in told
    assert "应报6个，已审定1个，通过1个，待说明1个，待修改2个，未报送1个。" in told
    assert told.splitlines()[-2:] == ["详细情况：output/2023Q3/index.html", "催报的话：output/2023Q3/催报.txt"]
    assert "核对出来的：必须改2处，提醒6处。" in told.splitlines()
