"""填表说明."""

from dataclasses import replace
from datetime import date

from joined import results
from shuzhi import __version__
from summarybook import book, lines


def told(given=None, *, office=True):
    """What stands under each name."""
    return dict(row[:2] for row in lines(book(given, office=office)["填表说明"]))


def test_who_is_in():
    """It says which period, which days where they differ, who is counted and who is not, and why."""
    said = told()
    assert said["报告期"] == "2023年第三季度，统计起止2023年7月1日至9月30日。"
    assert said["起止不同"] == "下列支部的统计起止与本期不同，按各自的起止统计：柳溪社区（2023年4月1日至6月30日）。"
    assert said["办理情况截至"] == "各支部按自己填的“办理情况截至日期”，最早2023年7月20日，最晚2023年10月8日。"
    assert said["报送"] == "应报4个，通过1个，待修改1个，待说明1个，未报送1个。报送截止2023年10月10日；逾期：柳溪社区、北坡村。"
    assert said["计入汇总"] == "状态是通过、已审定、待说明的2个支部。"
    assert said["没有计入"].startswith("未报送：北坡村；待修改：东风村。")
    assert said["版本"].startswith(f"述职 {__version__}，标准表 ")


def test_as_of():
    """A day given for all takes the place of each branch's own."""
    assert told(results(as_of=date(2023, 8, 5)))["办理情况截至"] == "全部截至2023年8月5日。"


def test_sheets():
    """It names the sheets and the links of its own edition only."""
    assert "核对结果" in told()
    assert "核对结果" not in told(office=False)
    assert told()["报送情况"].endswith("点蓝色的“打开”看文件，点蓝色的数字看是哪几处。")
    assert told(office=False)["报送情况"].endswith("点蓝色的“打开”看文件。")  # its numbers lead nowhere


def test_through_and_all_in():
    """Branches that another one fills in for are named; where all count, it says so, and of many only some are named."""
    given = results()
    branches = given.branches.assign(state="accepted", late=False, through=["", "", "", "QH02"])
    said = told(replace(given, branches=branches))
    assert said["没有计入"] == "没有，都已计入。"
    assert said["统一填报"].startswith("北坡村由所属党总支（党委）统一填报")


def test_many():
    """Of many branches twenty are named, and how many there are."""
    given = results()
    many = given.branches.iloc[[3] * 30].assign(short_name=[f"{number}村" for number in range(30)])
    assert "、19村等30个。" in told(replace(given, branches=many.reset_index(drop=True)))["没有计入"]


def test_no_limit():
    """Without 办结期限 nothing is said to be beyond it."""
    given = results()
    assert "没有定办结期限" in told(replace(given, settings=replace(given.settings, limits={})))["逾期、超期"]


def test_files():
    """The township's own files of the delivery are links; a branch's stand in 报送情况."""
    files = ("报告/石桥村/述职报告.docx", "报告/乡镇/工作要点.docx", "汇编.docx", "汇编.pdf")
    cells = [row[1] for row in book(files=files)["填表说明"].iter_rows() if row[1].hyperlink]
    assert [(cell.value, cell.hyperlink.target) for cell in cells] == [(path, path) for path in files[1:3]]
    assert told()["文件"] == "本期没有乡镇自己的报告和汇编。"
