import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from joined import results
from shuzhi.model.settings import ReportKind
from shuzhi.model.words import Audience, Level
from shuzhi.spreadsheet import CUT, DATE, LEVELS, LONGEST
from shuzhi.summarize.book.headings import MAIN, headings
from shuzhi.summarize.book.paint import number_format
from shuzhi.summarize.book.workbook import summary


def book(given=None, *, office=True, values=True):
    return load_workbook(BytesIO(summary(given or results(), [], office=office)), data_only=values)


def lines(sheet):
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def by_header(sheet, row=1):
    header, *rows = lines(sheet)[row - 1:]
    return [dict(zip(header, line, strict=True)) for line in rows]


def test_sheets():
    """The office's edition has five sheets, the one that leaves the office none with findings."""
    assert book().sheetnames == ["总表", "报送情况", "民生实事", "意见建议", "核对结果"]
    assert book(office=False).sheetnames == ["总表", "报送情况", "民生实事", "意见建议"]


def test_overview():
    """总表 has a line for every branch of the roster in its order, figures only where they count, 合计 last."""
    rows = lines(book()["总表"])
    assert rows[0][:7] == ["支部", "", "", "", "", "", "党员队伍"]
    assert rows[1] == [
        "序号", "支部编码", "支部简称", "单位类型", "状态", "统计起止", "党员总数（名）", "支部党员大会到会率（%）",
        "计划总投资（万元）", "集体经济收入达标村数（个）", "换届选举大会次数（次）", "入户走访（户次）",
    ]
    assert rows[2:] == [
        [1, "QH01", "石桥村", "村", "通过", "2023年7月1日至9月30日", 45, 93.75, 12.5, "", 0, 12],
        [2, "QH02", "柳溪社区", "社区", "待说明", "2023年4月1日至6月30日", 30, 50, 0.3, "", "", ""],
        [3, "QH03", "东风村", "村", "待修改", "2023年7月1日至9月30日", "", "", "", "", "", ""],
        [4, "QH04", "北坡村", "村", "未报送", "", "", "", "", "", "", ""],
        ["", "", "合计", "", "", "", 75, 92, 12.8, 1, 0, 12],
    ]


def test_total_formulas():
    """合计 adds counts and sums up by live formulas over the branches' cells; a rate is no sum and no average."""
    rows = lines(book(values=False)["总表"])
    assert rows[-1][6:] == ["=SUM(G3:G6)", 92, "=SUM(I3:I6)", 1, "=SUM(K3:K6)", "=SUM(L3:L6)"]


def test_folded():
    """A column behind the main list with nothing but zeros is folded away, not dropped."""
    sheet = book()["总表"]
    assert sheet.column_dimensions["K"].hidden
    assert not sheet.column_dimensions["L"].hidden


def test_empty_indicators():
    """A township without any figure still gets a line for every branch."""
    given = results()
    rows = lines(book(replace(given, indicators=given.indicators.iloc[:0]))["总表"])
    assert [row[2] for row in rows[2:]] == ["石桥村", "柳溪社区", "东风村", "北坡村", "合计"]


def test_arrivals():
    """报送情况 says of each branch how it stands and what to do, and below it what became of each file."""
    rows = lines(book()["报送情况"])
    assert rows[1][:9] == [1, "QH01", "石桥村", "通过", "", rows[1][5], 0, 0, 1]
    assert [row[3:5] for row in rows[1:5]] == [["通过", ""], ["待说明", "逾期"], ["待修改", ""], ["未报送", "逾期"]]
    assert "待修改/东风村.xlsx" in rows[3][10]
    assert rows[4][5:10] == ["", "", "", "", ""]
    assert rows[6][0] == "收到的文件（5 个）"
    assert [row[9] for row in rows[8:]] == [
        "石桥村旧.xlsx", "石桥村新.xlsx", "柳溪/柳溪社区.xlsx", "东风.xlsx", "照片.xlsx",
    ]
    assert [row[3] for row in rows[8:]] == ["被替代", "采用", "采用", "采用", "无法读取"]
    assert "另存为" in rows[-1][10]


def test_no_report_is_promised_that_nobody_makes():
    """Where 报告 has nothing for the branch in this period, 怎么办 names no draft."""
    given = results()
    kind = ReportKind("a.docx", "述职报告", Audience.SUPERIOR, "报告", period_kinds=("Q",))

    def advice(*kinds):
        made = book(replace(given, settings=replace(given.settings, reports=kinds)))
        return made["报送情况"]["K2"].value

    assert advice(kind) == "报告初稿已生成，请书记审定；支部作了1处说明，有提醒，请看“核对结果”。"
    assert advice(replace(kind, period_kinds=("Y",))) == "本期没有要生成的报告；支部作了1处说明，有提醒，请看“核对结果”。"


def test_file_names_stay():
    """File names and reasons stand only in the office's edition."""
    leaving = str([lines(sheet) for sheet in book(office=False)])
    assert ".xlsx" not in leaving
    assert ".xlsx" in str([lines(sheet) for sheet in book()])


def test_tasks():
    """民生实事 counts days late from the adjusted date to the branch's own day, for open tasks only, in red."""
    sheet = book()["民生实事"]
    rows = by_header(sheet)
    assert [(row["支部简称"], row["编号"], row["逾期天数"]) for row in rows] == [
        ("石桥村", "实2023-001", ""), ("石桥村", "实2023-002", 8), ("石桥村", "实2023-003", ""),
        ("柳溪社区", "实2023-001", ""),
    ]
    states = next(column for column in sheet.iter_cols() if column[0].value == "状态")
    assert [cell.font.color.rgb == "FFB00020" for cell in states[1:]] == [False, True, False, False]


def test_as_of():
    """--as-of takes the place of every workbook's own day."""
    rows = by_header(book(results(as_of=date(2023, 8, 5)))["民生实事"])
    assert [row["逾期天数"] for row in rows] == ["", "", "", 5]


def test_proposals():
    """意见建议 shows the days beyond 办结期限 of open proposals, never who proposed."""
    rows = by_header(book()["意见建议"])
    assert [(row["编号"], row["超期天数"]) for row in rows] == [("议2023-001", 8), ("议2023-002", "")]
    assert "提出人" not in rows[0]


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


def test_nothing_personal():
    """No personal column is in either edition: phones, proposers, absences, notes."""
    for office in (True, False):
        text = str([lines(sheet) for sheet in book(office=office)])
        assert not re.search(r"1\d{10}|陈小满|王小川", text)


def test_text_is_text():
    """Nothing typed becomes a formula or a link."""
    with zipfile.ZipFile(BytesIO(summary(results(), [], office=True))) as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name}
    assert not any("hyperlink" in text for text in sheets.values())
    assert sum(text.count("<f>") for text in sheets.values()) == 4


def test_same_bytes():
    """The same results give the same bytes."""
    assert summary(results(), [], office=True) == summary(results(), [], office=True)


@pytest.mark.parametrize(("value", "shown"), [
    (5, "0"), (5.0, "0"), (0.3, "0.0"), (12.25, "0.00"), (93.333333, "0.00"), (99.996, "0.000"), (0.001, "0.000"),
    (100, "0"), (0, "0"), (0.1 + 0.2, "0.0"),
])
def test_number_formats(value, shown):
    """A number shows at most two decimals, no trailing zeros, and never rounds up to 100 or down to 0."""
    assert number_format(value) == shown


def test_rates():
    """A rate shows one decimal, yet never 100 for less nor 0 for more."""
    assert [number_format(value, 1) for value in (93.75, 50, 99.96, 99.996, 0.04, 100)] == [
        "0.0", "0", "0.00", "0.000", "0.00", "0",
    ]


@pytest.mark.parametrize(("text", "shown"), [
    ("<r>x<br</r>", "<r>x<br</r>"), ("<r><t>粗</t></r>", "<r><t>粗</t></r>"), ("=1+1", "=1+1"),
    ("http://a", "http://a"), ("A & B <x>", "A & B <x>"), ("前\x00\x1b\uffff后", "前后"), ("\x01", None),
    ("长" * 40_000, "长" * (LONGEST - len(CUT)) + CUT),
])
def test_hostile_text(text, shown):
    """Whatever one branch typed, everybody's workbook opens and shows it as text, in lists and findings alike."""
    given = results()
    tasks = given.frames["tasks"].assign(title=text)
    found, explained = (frame.assign(message=text, file=text) for frame in (given.findings, given.explained))
    made = book(replace(given, frames={**given.frames, "tasks": tasks}, findings=found, explained=explained))
    cells = [row["事项名称"] for row in by_header(made["民生实事"])] + [row["问题"] for row in by_header(made["核对结果"])]
    assert set(cells) == {shown or ""}
    assert len(cells) == 10


def test_levels_look_alike():
    """A level has one colour: in 核对结果, in the counts of 报送情况, and in the marked copies."""
    made = book()
    found = {row[2].value: row[2].fill.fgColor.rgb for row in made["核对结果"].iter_rows(min_row=2)}
    assert found.pop("请核对（已说明）") not in {f"FF{look['bg_color'][1:]}" for look in LEVELS.values()}
    assert found == {level.label: f"FF{LEVELS[level]['bg_color'][1:]}" for level in Level}
    errors, notices = made["报送情况"]["G4"], made["报送情况"]["I2"]
    assert (errors.value, errors.fill.fgColor.rgb) == (2, found["必须改"])
    assert (notices.value, notices.fill.fgColor.rgb) == (1, found["提醒"])


def test_one_date_format():
    """Dates look as the form asks for them."""
    assert book()["报送情况"]["F2"].number_format == DATE


def test_main_list():
    """No indicator stands twice in the main list; others follow in groups of their own, 本年累计 nowhere."""
    names = [name for group in MAIN.values() for name in group]
    assert len(names) == len(set(names))
    found = headings(["x_ytd", "work_news_articles", "members_total", "meetings_work", "unheard_of"])
    assert [(column.group, column.main) for column in found] == [
        ("党员队伍", True), ("其他会议", False), ("其他工作", False), ("其他指标", False),
    ]


def test_handed_in_through_another():
    """A branch whose rows stand in the workbook of its 总支 says so in both editions, and has no figures of its own."""
    given = results()
    given = replace(given, branches=given.branches.assign(
        state=["accepted", "to_explain", "returned", "to_explain"], through=["", "", "", "QH02"], late=False,
    ))
    office, upward = (lines(book(given, office=office)["报送情况"])[4] for office in (True, False))
    assert office[3:] == ["待说明", "", "", "", "", "", "", "由党总支统一填报（柳溪社区的工作簿），不用催报；请看柳溪社区一行。"]
    assert upward[3:] == ["待说明", "", "", "", "", "", "由党总支统一填报（柳溪社区的工作簿）"]
    overview = lines(book(given)["总表"])[5]
    assert overview[4:] == ["待说明", "由党总支统一填报", *[""] * 6]
    assert "不重复计算" in book(given)["总表"].oddFooter.left.text
    assert "不重复计算" not in book()["总表"].oddFooter.left.text
