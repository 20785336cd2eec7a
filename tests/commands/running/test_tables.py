"""The township's tables in a run: every figure of 汇总表.docx recounted, workbooks of templates/, what goes wrong."""

import csv
import shutil
import zipfile
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from conftest import REPOSITORY
from gridbook import edited, gridbook
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.tables import KIND, MEETING_FILE, write_tables
from shuzhi.commands.running.township import township_facts
from shuzhi.commands.trace import ADDED, trace
from shuzhi.model.indicator import number_text, rate_text
from shuzhi.progress import Silent

COLUMNS = (
    "members_total", "meeting_events", "meetings_general", "meetings_lecture", "orglife_attendance_rate", "dues_rate",
    "tasks_total", "tasks_done", "tasks_overdue", "proposals_total", "proposals_closed", "proposals_closure_rate",
    "proposals_overdue", "collective_income",
)
PAGE = """
|   | A | B | C |
|---|---|---|---|
| 1 | {{ 乡镇 }} | | |
| 2 | {{ 序号 }} | {{ 支部.简称 }} | {{ 支部.党员总数 }} |
| 3 | 合计 | | =SUM(C2:C2) |
"""


@pytest.fixture(scope="module")
def rows(delivered):
    """The table of 汇总表.docx: a list of texts a row, merged cells once; without the note and what is signed."""
    return texts(Document(delivered.folder / MEETING_FILE))[:-2]


@pytest.fixture
def batch(delivered, tmp_path):
    """A batch of the sample with a templates folder of its own that holds the house style only."""
    (tmp_path / "templates").mkdir()
    shutil.copy(REPOSITORY / "templates/公文版式.docx", tmp_path / "templates")
    return Batch(delivered.outcome.results.settings, None, 1, tmp_path, tmp_path / "templates", Silent())


def texts(document):
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in document.tables[0].rows]


def printed(line):
    """An indicator of indicators.csv as templates print it."""
    if not line or not line["value"]:
        return ""
    if line["denominator"]:
        return rate_text(float(line["numerator"]), float(line["denominator"]))
    return number_text(float(line["value"]), 1 if line["unit"] == "%" else 2)


def lines(delivered, name):
    return list(csv.DictReader((delivered.folder / f"数据/{name}.csv").read_text("utf-8-sig").splitlines()))


def test_a_line_stands_for_every_branch(delivered, rows):
    """In the order of the roster, with its state; figures of those that count as in indicators.csv, else none."""
    told = {(one["branch_code"], one["name"]): one for one in lines(delivered, "indicators") if one["scope"] == "own"}
    labels = {"missing": "未报送", "unreadable": "无法读取", "returned": "待修改", "to_explain": "待说明", "accepted": "通过"}
    names = {one.code: one.short_name for one in delivered.outcome.results.settings.branches}
    wanted = [
        [str(place), names[one["branch_code"]], labels[one["state"]], *(printed(told.get((one["branch_code"], name))) for name in COLUMNS)]
        for place, one in enumerate(lines(delivered, "branches"), 1)
    ]
    assert [row[:3] for row in rows[2:16]] == [row[:3] for row in wanted]
    assert rows[2:16] == wanted
    assert rows[-1] == ["合计", *(printed(told.get(("TOTAL", name))) for name in COLUMNS)]


def test_sub_totals_add_up_to_the_whole(rows):
    """A line a type of unit, saying how many of the roster; counts add up to 合计."""
    parts = rows[16:-1]
    assert [row[0] for row in parts] == [
        "村（4个）小计", "社区（6个）小计", "居（2个）小计", "非公企业（1个）小计", "其他（1个）小计",
    ]
    for place in (1, 2, 3, 4, 7, 8, 9, 10, 11, 13):
        assert sum(int(row[place] or 0) for row in parts) == int(rows[-1][place])


def test_its_figures_are_traced(delivered, rows):
    """Every number but serial ones and the counts of the roster is a figure with its rows; a total has none."""
    name, figures = trace(delivered.workspace, None, MEETING_FILE, None)
    assert name == f"{MEETING_FILE}\n{ADDED}"
    cells = [text for row in rows[2:16] for text in row[3:] if text]
    assert [one.text for one in figures][: len(cells)] == cells
    assert figures[0].rows[0].startswith("YX01:党员!")
    assert figures[-1].rows == ()


def test_it_says_whose_and_of_when_it_is_and_is_signed(delivered):
    """Title, days, what blanks mean, lines to sign; head rows come again on each page, no row is torn."""
    document = Document(delivered.folder / MEETING_FILE)
    title, days = [one.text for one in document.paragraphs if one.text]
    [note], [signed] = texts(document)[-2:]
    assert title == "青禾县云溪镇2023年第三季度党组织工作汇总表"
    assert days == "统计期间：2023年7月1日至9月30日\t办理情况以各支部填报的日期为准"
    assert "不是没有发生" in note
    assert [one for one in ("单位（盖章）", "主要负责人", "审核人", "填表人", "填报时间") if one not in signed] == []
    [section] = document.sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    marks = [{node.tag.rpartition("}")[2] for node in row._tr.trPr} for row in document.tables[0].rows]
    assert all("cantSplit" in one for one in marks)
    assert ["tblHeader" in one for one in marks[:3]] == [True, True, False]


def test_the_signature_is_never_alone_on_a_page(delivered):
    """The rows of sums, the note and what is signed are kept together: each of their paragraphs with the next."""
    document = Document(delivered.folder / MEETING_FILE)
    sums = [row for row in document.tables[0].rows if row.cells[0].text.endswith(("小计", "合计"))]
    kept = [
        one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next
        for row in [*sums, document.tables[0].rows[-2]] for cell in dict.fromkeys(row.cells) for one in cell.paragraphs
    ]
    assert len(sums) == 6
    assert all(kept)


def test_it_lies_in_both_zips_and_not_in_the_volume(delivered):
    """汇编 holds reports only."""
    for path in (delivered.outcome.office, delivered.outcome.upward):
        with zipfile.ZipFile(path) as archive:
            assert MEETING_FILE in archive.namelist()
            volume = Document(BytesIO(archive.read("汇编.docx")))
    assert "汇总表" not in "".join(one.text for one in volume.paragraphs)


def test_without_its_template_there_is_a_remark(delivered, batch):
    """Nothing is written, nothing is a fault."""
    written = write_tables(township_facts(delivered.outcome.results, KIND, {}), batch)
    assert (written.figures, written.faults) == ([], ())
    assert written.remarks == (
        "没有出汇总表.docx：templates 文件夹里没有这个模板。要出的话，请把它放回去，再运行一次。",
    )
    assert not batch.staging.exists()


@pytest.mark.parametrize(("old", "new", "told"), [
    ("支部.党员总数", "支部.党员总署", "不认识“支部.党员总署”，是不是“支部.党员总数”？"),
    ("小计、", "小计9、", "没有通过校对，这次没有出"),
], ids=["a tag", "a fixed number"])
def test_a_broken_template_leaves_the_table_out(delivered, batch, old, new, told):
    """A tag nobody knows, a number of no indicator: a fault, the workbooks are filled all the same."""
    shutil.copy(REPOSITORY / "templates" / MEETING_FILE, batch.templates)
    edited(batch.templates / MEETING_FILE, "word/document.xml", (old, new))
    gridbook(batch.templates / "季报.xlsx", ("季报", PAGE))
    written = write_tables(township_facts(delivered.outcome.results, KIND, {}), batch)
    assert len(written.faults) >= 1
    assert all(MEETING_FILE in fault for fault in written.faults)
    assert told in written.faults[0]
    assert [path.name for path in batch.staging.rglob("*.*")] == ["季报.xlsx"]


def test_workbooks_are_filled_in(delivered, batch):
    """Below 报告/乡镇, the period in the name where it is asked for; their figures are told with their place."""
    gridbook(batch.templates / "{报告期}季报.xlsx", ("季报", PAGE))
    (batch.templates / "~$季报.xlsx").write_bytes(b"lock")
    written = write_tables(township_facts(delivered.outcome.results, KIND, {}), batch)
    place = "报告/乡镇/2023年第三季度季报.xlsx"
    assert written.faults == ()
    assert {line[0] for line in written.figures} == {place}
    assert [path.relative_to(batch.staging).as_posix() for path in batch.staging.rglob("*.*")] == [f"both/{place}"]
    sheet = load_workbook(batch.staging / "both" / place).active
    assert (sheet["A1"].value, sheet["C16"].value, sheet.max_row) == ("青禾县云溪镇", "=SUM(C2:C15)", 16)
    assert [sheet.cell(row, 3).value for row in (2, 8, 10)] == [39, None, None]
    assert [line[1] for line in written.figures] == list(range(1, len(written.figures) + 1))


def test_a_workbook_that_cannot_be_filled_is_left_out(delivered, batch):
    """A fault with sheet and cell; the others are filled; two that would have one name are told."""
    shutil.copy(REPOSITORY / "templates" / MEETING_FILE, batch.templates)
    gridbook(batch.templates / "甲.xlsx", ("季报", PAGE.replace("支部.党员总数", "支部.党员总署")))
    gridbook(batch.templates / "2023年第三季度.xlsx", ("季报", PAGE))
    gridbook(batch.templates / "{报告期}.xlsx", ("季报", PAGE))
    written = write_tables(township_facts(delivered.outcome.results, KIND, {}), batch)
    assert [fault.partition("，")[0] for fault in written.faults] == [
        "模板“{报告期}.xlsx”没有填：它填出来也叫“报告/乡镇/2023年第三季度.xlsx”", "模板“甲.xlsx”“季报”表 C2 格：不认识“支部.党员总署”",
    ]
    assert sorted(path.name for path in batch.staging.rglob("*.*")) == ["2023年第三季度.xlsx", MEETING_FILE]


def test_a_workbook_that_others_cannot_open_is_left_out(delivered, batch):
    """What the delivery's own check refuses would keep everything from being delivered."""
    path = gridbook(batch.templates / "季报.xlsx", ("季报", PAGE))
    lost = '<Relationship Id="x" Type="y" Target="lost.xml"/></Relationships>'
    edited(path, "xl/_rels/workbook.xml.rels", ("</Relationships>", lost))
    written = write_tables(township_facts(delivered.outcome.results, KIND, {}), batch)
    assert len(written.faults) == 1
    assert written.faults[0].startswith("模板“季报.xlsx”填出来的表打不开（")
    assert not [path for path in batch.staging.rglob("*") if path.is_file()]
