"""One branch through two quarters in one workspace: the second report is compared with the first."""

import csv
import io
import re
import shutil
import zipfile
from dataclasses import replace

import pytest

from conftest import copy_sample
from documents import docx_text
from goodbranch import GOOD, changed
from markdown import tables
from shuzhi import form
from shuzhi.author.workbook import build
from shuzhi.commands.issuing.carrying import records
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.trace import trace
from shuzhi.model.period import Period
from shuzhi.progress import Silent

PLACE = "石井村"
SECOND, THIRD = Period(2023, "Q", 2), Period(2023, "Q", 3)
OWN = {"支部编码": "YX06", "支部全称": "云溪镇石井村党支部", "支部简称": PLACE, "上级党组织": "中共云溪镇委员会"}
NEXT = (
    ("居民提案", "| 议2023-001 | 2023-07-03 |", "| 议2023-003 | 2023-06-20 |"),
    ("居民提案", "| 议2023-003 | 2023-09-20 |", "| 议2023-005 | 2023-09-20 |"),
    ("居民提案", "| 议2023-002 | 2023-07-03 |", "| 议2023-004 | 2023-07-03 |"),
    ("民生实事", "| 议2023-001 |", "| 议2023-003 |"),
    ("民生实事", "实2023-001", "实2023-003"), ("居民提案", "实2023-001", "实2023-003"),
    ("四议两公开", "| 公2023-001 | 道路修补 | 议2023-001 | 实2023-001 |", "| 公2023-002 | 道路修补 | 议2023-003 | 实2023-003 |"),
    ("会议", "| 2023-09-20 | 党课 |", "| 2023-08-20 | 党课 | 讲党史 | 王方 | 5 | 5 |  | 王方 |  |  |\n| 2023-09-20 | 党课 |"),
    ("其他工作", "| 12 | 户次 |", "| 30 | 户次 |"),
)


def content(period):
    """The workbook of the third quarter, or of the second: every day three months earlier."""
    whole = changed(*NEXT) if period == THIRD else {
        title: _shifted(text) if isinstance(text, str) else {name: _shifted(value) for name, value in text.items()}
        for title, text in GOOD.items()
    }
    return whole | {"支部信息": whole["支部信息"] | OWN | {"报告期": period.code}}


def _shifted(text):
    found = re.sub(r"2023-(\d\d)-(\d\d)", lambda day: f"2023-{int(day[1]) - 3:02}-{day[2]}", text)
    return found.replace("2023-06-31", "2023-06-30").replace("2023-08-30", "2023-09-30")


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The two quarters, run one after the other."""
    workspace = copy_sample(tmp_path_factory.mktemp("two"))
    shutil.rmtree(workspace.root / "workbooks/inbox")
    standard = form.load()
    whole = [replace(sheet, fields=tuple(replace(one, fresh=False) for one in sheet.fields)) for sheet in standard.sheets]
    outcomes = []
    for period in (SECOND, THIRD):
        frames = tables(content(period))
        rows = {sheet.name: [dict(record) for *_, record in records(sheet, frames)] for sheet in whole}
        workspace.inbox(period).mkdir(parents=True)
        (workspace.inbox(period) / f"{PLACE}.xlsx").write_bytes(build(standard.printed(), rows, 2023))
        outcomes.append(run(RunRequest(workspace, period), Silent()))
    return workspace, outcomes


def text(outcome, name):
    with zipfile.ZipFile(outcome.upward) as archive:
        return docx_text(archive.read(f"报告/{PLACE}/{name}.docx"))


def test_the_second_report_says_what_changed(year):
    """The first is compared with nothing, the second with the quarter before; nothing of last year is known."""
    _, (first, second) = year
    assert "主要数据变化情况" not in text(first, "抓基层党建述职报告")
    assert "2023年第三季度，党课2次，比第二季度增加1次；" in text(second, "抓基层党建述职报告")
    assert "走访慰问30户次，增加18户次；" in text(second, "抓基层党建述职报告")
    assert "同比" not in text(second, "抓基层党建述职报告")


def test_what_the_quarter_left_open_opens_the_next_report(year):
    """The issue raised in June stands first, under the quarter that left it open."""
    _, (first, second) = year
    assert "一、意见建议办理情况" in text(first, "意见建议办理情况报告")
    lines = text(second, "意见建议办理情况报告").splitlines()
    heads = [line for line in lines if re.match("[一二]、", line)]
    assert heads[:2] == ["一、2023年第二季度未办结意见建议的办理情况", "二、2023年第三季度新提意见建议的办理情况"]
    assert "1．道路破损，2023年6月20日由村民提出。" in lines


def test_a_difference_leads_to_the_rows_of_both_quarters(year):
    """trace and figures.csv name the rows of now and those of then."""
    workspace, (_, second) = year
    _, (one,) = trace(workspace, THIRD, "抓基层党建述职报告", "党课次数，与2023年第二季度相比")
    assert one.rows == ("会议!6", "会议!7", "2023Q2:会议!6")
    with zipfile.ZipFile(second.office) as archive:
        lines = csv.DictReader(io.StringIO(archive.read("数据/figures.csv").decode("utf-8-sig")))
    assert [line["rows"] for line in lines if line["source"] == "meetings_lecture@2023Q2"] == [";".join(one.rows)]
