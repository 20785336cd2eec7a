"""汇编.docx of a run: which reports, in which order, how the contents call them, on which page they begin."""

import re
from dataclasses import replace
from datetime import date

import pytest

from make.housestyle import write
from office import needs_office
from shuzhi.commands.running.batch import Batch
from shuzhi.commands.running.volume import VOLUME, bind
from shuzhi.model.period import Coverage, Period
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.words import Audience
from shuzhi.pdf.engine import Engine, engine
from shuzhi.progress import Silent
from shuzhi.proof.shown import shown

ROSTER = (
    Branch("02", "云溪镇石桥村党支部", "石桥村", "石桥村", "党支部", "村"),
    Branch("01", "云溪镇东湾社区党总支", "东湾社区", "东湾社区", "党总支", "社区"),
)
KINDS = tuple(
    ReportKind("模板.docx", name, audience, name) for name, audience in (
        ("意见建议办理情况报告", Audience.RESIDENTS), ("述职报告", Audience.SUPERIOR), ("内部情况", Audience.OFFICE),
    )
)


@pytest.fixture
def batch(tmp_path):
    """Two branches with three reports each in the staging folder, each two pages long."""
    settings = Settings(
        "青禾县云溪镇", "", Period(2023, "Q", 3), Coverage(date(2023, 7, 1), date(2023, 9, 30)), None, ROSTER, KINDS,
        limits={"volume_branches": 2.0},
    )
    made = Batch(settings, None, 1, tmp_path, tmp_path, Silent())
    for branch in ROSTER:
        for kind in KINDS:
            path = made.staging / "both" / "报告" / branch.place / f"{kind.output}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            title = [("gwTitle", branch.full_name), ("gwTitle", f"2023年第三季度{kind.name}")]
            write(path, [*title, *(("gwBody", f"第{number}段。") for number in range(30))], kind.name)
    return made


def lines(batch):
    docx = (batch.staging / "both" / VOLUME).read_bytes()
    return [line.text.strip() for line in shown(docx) if line.part == "document"]


def entries(batch):
    found = lines(batch)
    return found[found.index("目　录") + 1 : found.index("云溪镇石桥村党支部")]


def limited(batch, most):
    return replace(batch, settings=replace(batch.settings, limits={"volume_branches": most}))


def test_reports_follow_the_roster_and_the_list_of_reports(batch):
    """Neither codes nor file names order them; what is for the office only is not in the volume of both zips."""
    assert bind(batch, None) == ()
    assert entries(batch) == [
        "石桥村　意见建议办理情况报告", "石桥村　述职报告", "东湾社区　意见建议办理情况报告", "东湾社区　述职报告",
    ]
    assert lines(batch)[:4] == ["青禾县云溪镇", "2023年第三季度", "述职报告汇编", "（共收录4份报告）"]
    assert "2023年第三季度内部情况" not in lines(batch)


def test_a_report_put_back_by_hand_is_bound_as_it_lies_there(batch):
    """The title in the contents is that of the document, not of the settings; the branch is named once."""
    path = batch.staging / "both/报告/石桥村/述职报告.docx"
    for title in ("石桥村三季度工作报告", "石桥村党支部三季度工作报告", "三季度工作报告"):
        write(path, [("gwTitle", title), ("gwBody", "改过的正文。")], "定稿")
        bind(batch, None)
        assert entries(batch)[1] == "石桥村　三季度工作报告"
        assert "改过的正文。" in lines(batch)


def test_a_report_that_cannot_be_bound_is_left_out_and_told(batch):
    """The others are bound; the count is of those."""
    (batch.staging / "both/报告/石桥村/述职报告.docx").write_bytes(b"x")
    assert bind(batch, None) == ("汇编没有收录“石桥村/述职报告”：文件打不开。",)
    assert "（共收录3份报告）" in lines(batch)


def test_more_branches_than_wanted_give_no_volume(batch):
    """One line tells why; 0 means never, and is no news."""
    (told,) = bind(limited(batch, 1.0), None)
    assert "有2个支部出了报告" in told
    assert "（1）" in told
    assert bind(limited(batch, 0.0), None) == ()
    assert not (batch.staging / "both" / VOLUME).exists()


def test_without_reports_there_is_no_volume(tmp_path, batch):
    """A township from which nothing came."""
    assert bind(replace(batch, folder=tmp_path / "empty"), engine()) == ()
    assert not (tmp_path / "empty").exists()


def test_a_failing_program_leaves_the_contents_without_page_numbers(batch):
    """The volume is delivered all the same, and the office is told."""
    (told,) = bind(batch, Engine("no such program"))
    assert "不带页码" in told
    assert entries(batch)[0] == "石桥村　意见建议办理情况报告"


@needs_office
def test_page_numbers_of_the_contents_are_those_of_the_pages(batch):
    """Title page, contents, then four reports of two pages each: 3, 5, 7, 9."""
    assert bind(batch, engine()) == ()
    assert [re.split(r"\s(?=\d+$)", entry)[1] for entry in entries(batch)] == ["3", "5", "7", "9"]
