"""The annual inbox of the sample: two good workbooks, and what a run makes of them."""

import csv
import zipfile

import pytest
from docx import Document

from conftest import YEAR, copy_sample
from shuzhi import form
from shuzhi.commands.check import check
from shuzhi.errors import ExitCode
from shuzhi.intake.stage import Source, receive
from shuzhi.model.period import Period
from shuzhi.workspace import load_settings

EAST, WEST = "东苑社区党总支全年台账.xlsx", "西苑社区2023年度.xlsx"
# The same branches in the third quarter; the year was written from the quarters.
QUARTERS = {EAST: "社区/东苑社区2023年第三季度.xlsx", WEST: "社区/西苑社区-三季度台账.xlsx"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample township, for this file only."""
    return copy_sample(tmp_path_factory.mktemp("year"))


@pytest.fixture(scope="module")
def year(delivered_year):
    """The outcome of `shuzhi run --period 2023Y`; read only."""
    return delivered_year.outcome


@pytest.mark.parametrize(("file", "reminders"), [(EAST, {"H29", "P17"}), (WEST, {"P17"})])
def test_an_annual_workbook_is_plainly_good(sample, file, reminders):
    """No error, no warning; late answers and an undiscussed matter are only mentioned."""
    [checked] = check(sample, [sample.inbox(YEAR) / file], YEAR)
    assert {record["level"] for record in checked.records} == {"notice"}
    assert {record["code"] for record in checked.records} == reminders


def test_a_run_of_the_year_takes_both_and_misses_the_others(year):
    """No branch is late: the deadline of 参数 is another period's; each gets the two annual reports."""
    branches = year.results.branches.set_index("short_name")
    assert branches["state"].value_counts().to_dict() == {"missing": 12, "accepted": 2}
    assert {"东苑社区", "西苑社区"} == set(branches.index[branches["state"] == "accepted"])
    assert not branches["late"].any()
    assert (year.exit_code, year.faults) == (ExitCode.WITH_FAULTS, ())
    with zipfile.ZipFile(year.upward) as upward, zipfile.ZipFile(year.office) as office:
        reports = [f"报告/{name}/{title}.docx" for name in ("东苑社区", "西苑社区") for title in ("工作总结", "抓基层党建述职报告")]
        reports += ["报告/乡镇/镇党委年度述职报告.docx", "报告/乡镇/党建办年度述职报告.docx"]
        assert sorted(upward.namelist()) == sorted([*reports, "manifest.json", "汇总表.xlsx", "汇总表.docx", "汇编.docx"])
        assert {name.split("/")[0] for name in office.namelist()} == {
            "index.html", "manifest.json", "报告", "汇总表.xlsx", "汇总表.docx", "数据", "汇编.docx", "催报.txt",
        }


def test_the_reports_of_the_year_have_their_sections(year):
    """The annual report has what superiors found before the problems; the summary is signed, dated, by 方面."""
    folder = year.office.parent / "2023Y" / "报告"
    duty, summary = (
        [paragraph.text for paragraph in Document(folder / name).paragraphs]
        for name in ("东苑社区/抓基层党建述职报告.docx", "西苑社区/工作总结.docx")
    )
    wanted = ["一、基本情况", "二、主要工作", "三、上级反馈问题整改情况", "四、存在的问题及原因", "五、下一步工作打算"]
    assert [line for line in duty if line[:2] in ("一、", "二、", "三、", "四、", "五、")] == wanted
    assert [line for line in summary if line.endswith("方面")] == [
        "（一）上级部署落实方面", "（二）党组织建设方面", "（三）党风廉政方面",
    ] * 2
    assert summary[-3:] == ["特此报告，请审阅。", "云溪镇西苑社区党支部", "2024年1月12日"]


def test_a_year_expects_twelve_months_of_meetings(year):
    """A 支部 with two 党小组: 12 支委会, 24 党小组会, 4 党员大会 in a year, all of them held."""
    listed = year.office.parent / "2023Y" / "数据" / "indicators.csv"
    with listed.open(encoding="utf-8-sig", newline="") as file:
        values = {row["name"]: row["value"] for row in csv.DictReader(file) if row["branch_code"] == "YX12"}
    kinds = ("committee", "group", "general")
    assert [values[f"meetings_{kind}_expected"] for kind in kinds] == ["12", "24", "4"]
    assert [values[f"meetings_{kind}"] for kind in kinds] == ["12", "24", "4"]


@pytest.mark.parametrize("file", [EAST, WEST])
def test_the_year_holds_the_meetings_of_its_quarter(sample, file):
    """The third quarter's workbook of a branch and its year tell of the same meetings on the same days."""
    quarter = held(sample, Period(2023, "Q", 3), QUARTERS[file])
    assert len(quarter) >= 10
    assert quarter == {meeting for meeting in held(sample, YEAR, file) if "2023-07" <= meeting[0] < "2023-10"}


def held(sample, period, file):
    """(day, type, 所在支部, 党小组) of every meeting of one workbook; a joint type counts by its first."""
    settings = load_settings(sample, period)
    chunk = receive([Source(1, file, sample.inbox(period) / file)], form.load(), settings)
    rows = chunk.tables.frames["meetings"][["date", "type", "unit", "group"]].fillna({"unit": "", "group": ""})
    return {(f"{day:%Y-%m-%d}", kind.split("、")[0], unit, group) for day, kind, unit, group in rows.to_numpy().tolist()}
