import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from joined import results
from shuzhi import form
from shuzhi.model.words import Level
from shuzhi.spreadsheet import CUT, DATE, LEVELS, LONGEST
from shuzhi.summarize.book.limits import Limits
from shuzhi.summarize.book.paint import number_format
from shuzhi.summarize.book.workbook import summary
from shuzhi.summarize.headings import MAIN, headings
from summarybook import book, by_header, lines

SHEETS = ["总表", "报送情况", "会议", "党员", "民生实事", "意见建议", "核对结果", "指标溯源", "填表说明"]
MARK = "只给本支部看"


def test_sheets():
    """The office's edition has nine sheets, the one that leaves the office none with findings."""
    assert book().sheetnames == SHEETS
    assert book(office=False).sheetnames == [name for name in SHEETS if name != "核对结果"]


def test_file_names_stay():
    """File names and reasons stand only in the office's edition."""
    leaving = str([lines(sheet) for sheet in book(office=False)])
    assert ".xlsx" not in leaving
    assert ".xlsx" in str([lines(sheet) for sheet in book()])


def test_nothing_personal():
    """No word of a personal column, and no explanation, is anywhere in either edition, not even hidden."""
    given = results()
    frames = {
        name: frame.assign(**{
            one.name: MARK for one in form.load().sheet(name).fields
            if (one.disclosure == "personal" or one.name == form.NOTE) and one.type == "string" and one.name in frame
        })
        for name, frame in given.frames.items()
    }
    assert (frames["proposals"]["proposer"] == MARK).all()
    assert (frames["meetings"]["absence"] == MARK).all()
    for office in (True, False):
        made = summary(replace(given, frames=frames), [], office=office)
        with zipfile.ZipFile(BytesIO(made)) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        assert "石桥村" in text
        assert MARK not in text
        assert not re.search(r"1\d{10}|陈小满|王小川", text)


def test_text_is_text():
    """Nothing typed becomes a formula or a link."""
    given = results()
    frames = {name: frame.assign(**{
        column: "=1+1" for column in frame if frame[column].dtype == "str" and column != "branch_code"
    }) for name, frame in given.frames.items()}
    made = book(replace(given, frames=frames), values=False)
    typed = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert len(typed) > 20
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in typed)


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
    assert office[3:11] == ["待说明", "", "", "", "", "", "", "由党总支统一填报（柳溪社区的工作簿），不用催报；请看柳溪社区一行。"]
    assert upward[3:10] == ["待说明", "", "", "", "", "", "由党总支统一填报（柳溪社区的工作簿）"]
    overview = lines(book(given)["总表"])[5]
    assert overview[4:12] == ["待说明", "由党总支统一填报", *[""] * 6]
    assert "不重复计算" in str(lines(book(given)["总表"]))
    assert "不重复计算" not in str(lines(book()["总表"]))


def test_cut():
    """A list longer than a sheet ends with where the whole is, and 填表说明 says the same; without sums of a part."""
    made = book(limits=Limits(rows=4))
    assert [row["编号"] for row in by_header(made["民生实事"])] == ["实2023-001", "实2023-002"]
    assert lines(made["民生实事"])[-1][0] == (
        "共4行，超过一张工作表的上限，本表只列前2行；完整清单见内部压缩包里的“数据/tasks.csv”。"
    )
    told = {row[0]: row[1] for row in lines(made["填表说明"])}
    assert told["没有列全"].startswith("“民生实事”共4行，只列前2行，完整的在“数据/tasks.csv”；“核对结果”共6行")
    assert "意见建议" not in told["没有列全"]
    whole = {row[0]: row[1] for row in lines(book()["填表说明"])}
    assert whole["没有列全"] == "没有，各表都列全了。"


def test_names():
    """Each list has a name for formulas that covers it with its header, and nothing below it."""
    named = {name: one.attr_text for name, one in book().defined_names.items()}
    assert named["民生实事清单"] == "'民生实事'!$A$1:$N$5"
    assert {"报送情况清单", "会议清单", "党员清单", "意见建议清单", "核对结果清单"} <= set(named)
