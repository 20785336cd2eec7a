"""总表."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from branchfigures import figured
from joined import results
from shuzhi.spreadsheet.book import open_book
from shuzhi.spreadsheet.rows import Rows, closed
from shuzhi.summarize.book.figures import figures_of
from shuzhi.summarize.book.limits import EXCEL, Limits
from shuzhi.summarize.book.overview.sheet import write_overview
from shuzhi.summarize.book.paint import SIGNED, Painter
from shuzhi.summarize.book.workbook import summary
from shuzhi.summarize.headings import headings
from summarybook import book, lines, opened

THREE = """
| 支部 | 类型 | members_total | meetings_group | meetings_group_expected | tasks_overdue | tasks_completion_rate |
|---|---|---|---|---|---|---|
| 石桥村 | 村 | 45 | 2 | 3 | 1 | 3/4 |
| 柳溪社区 | 社区 | 30 | 3 | 3 | 0 | 1/1 |
| 东风村 | 村 | | 3 | | | 0/0 |
"""
BEFORE = """
| 支部 | members_total | tasks_completion_rate |
|---|---|---|
| 石桥村 | 47 | 2/4 |
| 东风村 | 20 | 1/2 |
"""


def overview(given=None, *, values=True):
    """总表 alone, which takes a third of the time of the whole workbook."""
    given, made = given or results(), BytesIO()
    new = open_book(made, {"title": "汇总表", "author": "青禾镇"}, given.settings.coverage.end)
    write_overview(new.add_worksheet("总表", Rows), Painter(new), given, figures_of(given, EXCEL))
    return opened(closed(new, made), values=values)["总表"]


def column(sheet, header):
    """The cells below a header."""
    place = next(cell.column for cell in sheet[2] if cell.value == header)
    return [row[place - 1] for row in sheet.iter_rows(min_row=3)]


def values(sheet, header, count):
    return [cell.value for cell in column(sheet, header)[:count]]


def test_overview():
    """A line for every branch of the roster in its order, figures only where they count, 小计 by unit type, 合计 last."""
    rows = [row[:12] for row in lines(overview())]
    assert rows[0][:7] == ["支部", "", "", "报送", "", "", "党员队伍"]
    assert rows[1] == [
        "序号", "支部编码", "支部简称", "单位类型", "状态", "统计起止", "党员总数（名）", "支部党员大会到会率（%）",
        "计划总投资（万元）", "集体经济收入达标村数（个）", "换届选举大会次数（次）", "入户走访（户次）",
    ]
    assert rows[2:9] == [
        [1, "QH01", "石桥村", "村", "通过", "2023年7月1日至9月30日", 45, 93.75, 12.5, "", 0, 12],
        [2, "QH02", "柳溪社区", "社区", "待说明", "2023年4月1日至6月30日", 30, 50, 0.3, "", "", ""],
        [3, "QH03", "东风村", "村", "待修改", "2023年7月1日至9月30日", "", "", "", "", "", ""],
        [4, "QH04", "北坡村", "村", "未报送", "", "", "", "", "", "", ""],
        ["", "", "小计（村）", "", "", "", 45, 93.75, 12.5, "", 0, 12],
        ["", "", "小计（社区）", "", "", "", 30, 50, 0.3, "", "", ""],
        ["", "", "合计", "", "", "", 75, 92, 12.8, 1, 0, 12],
    ]


def test_decimals_of_a_column():
    """All numbers of a column show as many decimals as the one that needs most, 小计 and 合计 too."""
    sheet = overview()
    shown = {
        header: {cell.number_format for cell in column(sheet, header)[:7] if cell.value is not None}
        for header in ("党员总数（名）", "支部党员大会到会率（%）", "计划总投资（万元）")
    }
    assert shown == {"党员总数（名）": {"0"}, "支部党员大会到会率（%）": {"0.0"}, "计划总投资（万元）": {"0.0"}}


def test_order_of_subtotals():
    """小计 follow each other as in the form and in 汇总表.docx, whatever the roster begins with."""
    given = results()
    mixed = given.branches.assign(unit_type=["其他", "社区", "村", "村"])
    assert [row[2] for row in lines(overview(replace(given, branches=mixed)))[6:10]] == [
        "小计（村）", "小计（社区）", "小计（其他）", "合计",
    ]


def test_foot_of_a_narrow_table():
    """Where no branch has a figure, the line that is signed and the notes are printed whole, beside the table."""
    given = results()
    sheet = overview(replace(given, indicators=given.indicators.iloc[:0]))
    last = range_boundaries(sheet.print_area.split("!")[1])[2]
    signed = [cell for row in sheet.iter_rows() for cell in row if cell.value in SIGNED]
    assert [cell.value for cell in signed] == list(SIGNED)
    assert sheet.max_column <= last
    starts = [cell.column for cell in signed]
    assert min(after - before for before, after in pairwise(starts)) > 1


def test_no_subtotals_of_one_kind():
    """Where all branches are of one type, or each of its own, 小计 would say nothing."""
    for kinds in (["村"] * 4, ["村", "社区", "居", "其他"]):
        given = results()
        rows = lines(overview(replace(given, branches=given.branches.assign(unit_type=kinds))))
        assert [row[2] for row in rows[6:7]] == ["合计"]


def test_foot():
    """Under an empty row stands what is signed, each in a cell of its own, then how to read the table."""
    rows = lines(overview(figured(THREE, BEFORE)))
    last = next(place for place, row in enumerate(rows) if row[2] == "合计")
    assert set(rows[last + 1]) == {""}
    assert list(filter(None, rows[last + 2])) == [
        "单位（盖章）：", "主要负责人：", "审核人：", "填表人：", "填报时间：　　年　月　日",
    ]
    notes = [next(filter(None, row), "") for row in rows[last + 3:]]
    assert [re.sub("：.*", "", note) for note in notes] == [
        "注", "　　2. 红色", "　　3. 与上期比较",
    ]
    assert not any(row[:3] != ["", "", ""] for row in rows[last + 1:]), "the columns of every page stay empty"


@pytest.mark.parametrize("given", [results(), replace(results(), indicators=results().indicators.iloc[:0])])
def test_foot_in_sight(given):
    """All that is signed stands in columns that are not folded away, of a narrow table too."""
    sheet = overview(given)
    last = next(row for row in sheet.iter_rows() if row[3].value == "单位（盖章）：")
    places = [cell.column_letter for cell in last if cell.value]
    assert len(places) == 5
    assert not any(sheet.column_dimensions[place].hidden for place in places)


def test_folded():
    """A column behind the main list with nothing but zeros is folded away, not dropped."""
    sheet = overview()
    assert sheet.column_dimensions["K"].hidden
    assert not sheet.column_dimensions["L"].hidden


def test_empty_indicators():
    """A township without any figure still gets a line for every branch."""
    given = results()
    rows = lines(overview(replace(given, indicators=given.indicators.iloc[:0])))
    assert [row[2] for row in rows[2:9]] == ["石桥村", "柳溪社区", "东风村", "北坡村", "小计（村）", "小计（社区）", "合计"]


def test_change():
    """Behind the main groups stands the change of each branch that has both; totals add up such branches only."""
    sheet = overview(figured(THREE, BEFORE))
    assert [cell.value for cell in sheet[1] if cell.value][-1] == "与上期比较"
    assert values(sheet, "党员总数比上期（名）", 6) == [-2, None, None, -2, None, -2]
    assert values(sheet, "民生实事完成率比上期（百分点）", 6) == [25, None, None, 25, None, 25]
    live = overview(figured(THREE, BEFORE), values=False)
    assert values(live, "党员总数比上期（名）", 1) == ["=ROUND(G3-47,6)"]
    assert column(sheet, "党员总数比上期（名）")[0].number_format == "+0;-0;0"


def test_no_change():
    """Without a period before that can be compared the group is not there, nor its note."""
    text = str(lines(overview(figured(THREE))))
    assert "上期" not in text


def test_ranks():
    """Only if the township wants it are rates ranked, the highest first; equal ones share a rank, totals have none."""
    given = """
| 支部 | 类型 | proposals_closure_rate |
|---|---|---|
| 甲村 | 村 | 1/2 |
| 乙村 | 村 | 3/3 |
| 丙村 | 村 | |
| 丁村 | 村 | 2/4 |
"""
    assert values(overview(figured(given, switches=["ranks"])), "意见建议办结率名次", 5) == [2, 1, None, 2, None]
    live = overview(figured(given, switches=["ranks"]), values=False)
    assert values(live, "意见建议办结率名次", 1) == ["=RANK(G3,G$3:G$6)"]
    assert "名次" not in str(lines(overview(figured(given))))


def test_every_figure_leads_to_its_line():
    """Each figure of a branch, its change too, leads to its own line of 指标溯源, and looks as if it did not."""
    made = book(figured(THREE, BEFORE))
    sheet, traces = made["总表"], made["指标溯源"]
    found = []
    for row in sheet.iter_rows(min_row=3, max_row=5, min_col=7):
        for cell in filter(lambda cell: cell.value is not None, row):
            title, place = cell.hyperlink.location.split("!")
            line = [one.value for one in traces[traces[place].row]]
            header = sheet.cell(2, cell.column).value
            assert (title, line[0]) == ("指标溯源", sheet.cell(cell.row, 2).value)
            assert header.startswith(line[3])
            assert "比上期" in header or line[5] == cell.value
            assert (cell.font.underline, cell.hyperlink.tooltip[:3]) == (None, "来源：")
            found.append(line[3])
    assert len(found) == 11 + 2


def test_too_many_links():
    """Beyond a sheet's limit of links each branch's name leads to its first line instead."""
    made = book(figured(THREE), limits=Limits(links=11))
    linked = {cell.value: cell.hyperlink.location for row in made["总表"].iter_rows() for cell in row if cell.hyperlink}
    assert linked == {"石桥村": "指标溯源!A2", "柳溪社区": "指标溯源!A3", "东风村": "指标溯源!A6"}
    assert made["指标溯源"]["B6"].value == "东风村"
    assert "点支部简称到“指标溯源”" in str(lines(made["填表说明"]))
    assert "点支部简称到“指标溯源”" not in str(lines(book()["填表说明"]))


def test_what_stands_out():
    """What is overdue is red, fewer meetings than expected yellow; a total has its own look."""
    sheet = overview(figured(THREE))
    late, plain = column(sheet, "民生实事逾期件数（件）")[:2]
    assert (late.font.color.rgb, plain.font.color) == ("FFB00020", column(sheet, "党员总数（名）")[0].font.color)
    looks = [cell.fill.fgColor.rgb for cell in column(sheet, "党小组会次数（次）")[:3]]
    assert (looks[0], looks[1] == looks[2]) == ("FFFFF3D1", True)


def test_names():
    """总表数据 and a name for each column, whatever its title looks like, once and only over the branches' rows."""
    given = figured(THREE, BEFORE)
    odd = given.indicators["title"].replace({"党员总数": "AB12", "党小组会次数": "R1C1", "党小组会应召开次数": "c"})
    made = book(replace(given, indicators=given.indicators.assign(title=odd)))
    names = list(made.defined_names)
    assert len({name.casefold() for name in names}) == len(names)
    assert {"_AB12", "_R1C1", "_c", "AB12比上期", "民生实事完成率", "总表数据"} <= set(names)
    areas = {name: range_boundaries(made.defined_names[name].attr_text.split("!")[1]) for name in names
             if "总表" in made.defined_names[name].attr_text}
    assert areas.pop("总表数据") == (1, 2, 13, 5)
    assert {(top, bottom, right - left) for left, top, right, bottom in areas.values()} == {(3, 5, 0)}
    assert made["总表"].cell(2, areas["民生实事完成率"][0]).value == "民生实事完成率（%）"


def charts(given):
    """Per chart of 总表: its title, the names along the axis, the values of each series."""
    with zipfile.ZipFile(BytesIO(summary(given, [], office=False))) as archive:
        texts = [archive.read(name).decode() for name in sorted(archive.namelist()) if "charts/chart" in name]
    texts = [text for text in texts if "总表!" in text]
    points = r"<c:pt idx=\"(\d+)\"><c:v>([^<]*)</c:v>"
    return [
        (re.search(r"<a:t>([^<]*)</a:t>", text)[1],
         [found[1] for found in re.findall(points, re.search(r"<c:cat>.*?</c:cat>", text)[0])],
         [[(at, float(value)) for at, value in re.findall(points, part)] for part in re.findall(r"<c:val>.*?</c:val>", text)])
        for text in texts
    ]


def test_charts():
    """Charts carry the values they show, a blank as a gap; what has no columns has no chart."""
    assert charts(figured(THREE)) == [(
        "党小组会（次）", ["石桥村", "柳溪社区", "东风村"],
        [[("0", 3), ("1", 3)], [("0", 2), ("1", 3), ("2", 3)]],
    )]


def test_charts_of_many():
    """With more branches than can stand along an axis their unit types do."""
    many = THREE + "".join(f"| 第{number}村 | 村 | 1 | 1 | 2 | | |\n" for number in range(40))
    assert [(names, series) for _, names, series in charts(figured(many))] == [(
        ["小计（村）", "小计（社区）"], [[("0", 83), ("1", 3)], [("0", 45), ("1", 3)]],
    )]


def test_works_by_category():
    """The units of a category of work stand side by side, whatever came between them."""
    names = ["work_care_events", "work_care_visits_events", "work_care_visits_times", "work_news_events", "work_care_times"]
    assert [heading.name for heading in headings([*names, "unheard_of"])] == [
        "work_care_events", "work_care_times", *names[1:4], "unheard_of",
    ]


def test_group_over_two_pages():
    """A group that goes on behind a page's end has its heading on the next page too."""
    given = figured(THREE)
    more = [given.indicators.assign(name=f"work_{at}", title=f"某项工作{at}") for at in range(40)]
    sheet = overview(replace(given, indicators=pd.concat([one.head(3) for one in more], ignore_index=True)))
    groups = {cell.value: cell.column - 1 for cell in sheet[1] if cell.value}
    assert list(groups) == ["支部", "报送", "其他工作", "其他工作（续）"]
    assert groups["其他工作（续）"] in [one.id for one in sheet.col_breaks.brk]


def test_print():
    """A3 across, the two header rows and the branch on each page, panes frozen, a filter over the branches alone."""
    sheet = overview(figured(THREE))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.freeze_panes) == (8, "landscape", "D3")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$C")
    assert sheet.auto_filter.ref == "A2:K5"
