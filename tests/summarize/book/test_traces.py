"""指标溯源."""

from dataclasses import replace

from branchfigures import figured
from joined import results
from shuzhi.summarize.book.limits import Limits
from summarybook import book, lines

TWO = """
| 支部 | 类型 | members_total | tasks_completion_rate |
|---|---|---|---|
| 石桥村 | 村 | 45 | 3/4 |
| 柳溪社区 | 社区 | 0 | 0/0 |
"""
BEFORE = """
| 支部 | members_total | tasks_completion_rate |
|---|---|---|
| 石桥村 | 47 | 1/4 |
"""


def traces(given=None, **more):
    return book(given, **more)["指标溯源"]


def test_traces():
    """A line a figure, indicator by indicator as in 总表, a 总支 with its branches behind; no line for a blank."""
    rows = lines(traces())
    assert rows[0] == [
        "支部编码", "支部简称", "单位类型", "指标", "范围", "数值", "单位", "分子", "分母", "来源行", "回总表",
    ]
    assert [row[:-1] for row in rows[1:]] == [
        ["QH01", "石桥村", "村", "党员总数", "本级", 45, "名", "", "", "党员第2、3行"],
        ["QH02", "柳溪社区", "社区", "党员总数", "本级", 30, "名", "", "", "党员第2行"],
        ["QH01", "石桥村", "村", "支部党员大会到会率", "本级", 93.75, "%", 45, 48, "会议第5行"],
        ["QH02", "柳溪社区", "社区", "支部党员大会到会率", "本级", 50, "%", 1, 2, "会议第5行"],
        ["QH01", "石桥村", "村", "计划总投资", "本级", 12.5, "万元", "", "", "民生实事第2行"],
        ["QH02", "柳溪社区", "社区", "计划总投资", "本级", 0.3, "万元", "", "", "民生实事第2行"],
        ["QH01", "石桥村", "村", "换届选举大会次数", "本级", 0, "次", "", "", "没有这样的行"],
        ["QH01", "石桥村", "村", "入户走访（户次）", "本级", 12, "户次", "", "", "其他工作第2行"],
        ["QH02", "柳溪社区", "社区", "党员总数", "全体", 75, "名", "", "", "党员第2行；石桥村的党员第2行"],
    ]


def test_before():
    """The period before stands beside it where there is one, with what the change of the totals is made from."""
    rows = lines(traces(figured(TWO, BEFORE)))
    assert rows[0][9:14] == ["上期数值", "上期分子", "上期分母", "比上期", "来源行"]
    assert [row[5:13] for row in rows[1:]] == [
        [45, "名", "", "", 47, "", "", -2], [0, "名", "", "", "", "", "", ""],
        [75, "%", 3, 4, 25, 1, 4, 50], ["", "%", 0, 0, "", "", "", ""],
    ]


def test_what_a_rate_is_made_from():
    """Its numbers, of this period and the one before, show what they are; the rates one decimal."""
    amounts = [table.replace("3/4", "3.25/4.15").replace("1/4", "1.25/4.05") for table in (TWO, BEFORE)]
    row = traces(figured(*amounts))[4]
    assert [row[place].number_format for place in (5, 7, 8, 9, 10, 11)] == ["0.0", "0.00", "0.00", "0.0", "0.00", "0.00"]


def test_back():
    """The header leads back to 总表 and stays in sight; the list has a filter and a name."""
    made = book()
    sheet = made["指标溯源"]
    assert (sheet["K1"].hyperlink.location, sheet.freeze_panes, sheet.auto_filter.ref) == ("总表!A1", "C2", "A1:J10")
    assert made.defined_names["指标溯源清单"].attr_text == "'指标溯源'!$A$1:$J$10"


def test_cut():
    """What a sheet cannot hold is left out, the last line says where it is; totals then stand as they are, unlinked."""
    made = book(figured(TWO), limits=Limits(rows=4))
    rows = lines(made["指标溯源"])
    assert [row[0] for row in rows[1:3]] == ["QH01", "QH02"]
    assert rows[3][0] == "共4行，超过一张工作表的上限，本表只列前2行；完整清单见内部压缩包里的“数据/indicators.csv”。"
    assert len(rows) == 4
    sheet = book(figured(TWO), limits=Limits(rows=4), values=False)["总表"]
    assert (sheet["G3"].hyperlink.location, sheet["H3"].hyperlink) == ("指标溯源!F2", None)
    assert [sheet.cell(5, at).value for at in (7, 8)] == ['=IF(COUNT(G$3:G$4)=0,"",SUM(G$3:G$4))', 75]


def test_odd_names():
    """Names of branches and titles stay text."""
    given = figured(TWO)
    names = given.branches.assign(short_name=["=1+1", "<r>x</r>"])
    titles = given.indicators["title"].replace({"党员总数": "@http://a"})
    sheet = traces(replace(given, branches=names, indicators=given.indicators.assign(title=titles)), values=False)
    assert [(row[1].value, row[3].value) for row in sheet.iter_rows(min_row=2, max_row=3)] == [
        ("=1+1", "@http://a"), ("<r>x</r>", "@http://a"),
    ]
    assert {cell.data_type for cell in sheet["B"]} == {"s"}


def test_year():
    """本年累计 has no line: 数据/indicators.csv has it."""
    given = results()
    names = given.indicators["name"].replace({"members_total": "members_total_ytd"})
    assert "党员总数" not in str(lines(traces(replace(given, indicators=given.indicators.assign(name=names)))))
