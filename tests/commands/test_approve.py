"""审定: whose workbook may be signed for, what a run does with it, how it is taken back and corrected."""

import shutil
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from documents import docx_text
from shuzhi.commands.approve import approve, reopen
from shuzhi.commands.closing import whole
from shuzhi.commands.run import RunRequest, run
from shuzhi.commands.running.undrafted import DRAFT
from shuzhi.errors import AlreadyRunning, ExitCode, NotFound, NotReady
from shuzhi.ledger import open_ledger
from shuzhi.model.period import Period
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

QUARTER = Period(2023, "Q", 3)
REPORT = "报告/石井村/抓基层党建述职报告.docx"
GOOD, FAULTY = "石井村三季度.xlsx", "白沙村三季度报表.xlsx"


@pytest.fixture
def once(few_run):
    """One good and one faulty village after a run; read only."""
    return few_run


@pytest.fixture
def through(workspace, delivered_few):
    """The same after a run in which the rows of a 支部 stood in the accepted workbook of its 总支."""
    results = delivered_few.outcome.results
    branches = results.branches.set_index("short_name", drop=False)
    branches.loc[["湖滨社区党总支", "湖滨社区第一党支部"], "state"] = "accepted"
    branches.loc["湖滨社区第一党支部", "through"] = branches.loc["湖滨社区党总支", "branch_code"]
    files = results.submissions.assign(branch_code=branches.loc["湖滨社区党总支", "branch_code"])
    branches.loc["湖滨社区党总支", "submission"] = files["submission"].iloc[0]
    with open_ledger(workspace.ledger) as ledger:
        number = ledger.runs.begin("2023Q3", {"program": "1", "form": "1"})
        ledger.runs.record(number, replace(results, branches=branches.reset_index(drop=True), submissions=files))
        ledger.runs.finish(number, ExitCode.WITH_FAULTS)
    return workspace


@pytest.fixture
def workspace(once, tmp_path):
    """The same, the test's own to change."""
    return Workspace(shutil.copytree(once.root, tmp_path / "own"))


@pytest.fixture
def draft(once):
    """The village's report as it was first delivered."""
    return report(once.output / "2023Q3_内部.zip")


def again(workspace):
    return run(RunRequest(workspace, jobs=1), Silent())


def inbox_file(workspace, name=GOOD):
    return next((workspace.root / "workbooks/inbox").rglob(name))


def report(office):
    with zipfile.ZipFile(office) as archive:
        return docx_text(archive.read(REPORT))


def outcomes(outcome):
    files = outcome.results.submissions
    return dict(zip(files["file"].str.split("/").str[-1], files["outcome"], strict=True))


def state(outcome, name="石井村"):
    return outcome.results.branches.set_index("short_name").loc[name, "state"]


def one_more_served(path):
    """Raise the first 受益人数 by one; gives its Excel row and the number before."""
    book = load_workbook(path)
    sheet = book["民生实事"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("受益人数"))
    row = next(row for row in range(2, 60) if isinstance(sheet.cell(row, column).value, int))
    before = sheet.cell(row, column).value
    sheet.cell(row, column).value = before + 1
    book.save(path)
    return row, before


def test_the_draft_goes_and_later_files_are_locked(workspace, draft):
    """The report loses the words of a draft; a later workbook of the branch, good or broken, is listed, no more."""
    told = approve(workspace, None, "石井村")
    assert "已审定：石井村2023年第三季度，第1份" in told
    assert "shuzhi reopen 石井村" in told
    later = inbox_file(workspace).with_name("石井村补报.xlsx")
    shutil.copy(inbox_file(workspace), later)
    one_more_served(later)
    later.with_name("石井村又一份.xlsx").write_bytes(b"PK")
    outcome = again(workspace)
    assert state(outcome) == "approved"
    assert DRAFT in draft
    assert report(outcome.office) == draft.replace(DRAFT, "")
    assert outcomes(outcome) == {GOOD: "used", "石井村补报.xlsx": "locked", "石井村又一份.xlsx": "locked", FAULTY: "used"}
    told = whole(outcome)
    assert "已审定1个" in told
    assert next(line for line in told.splitlines() if "补报" in line).split()[1] == "已审定不再采用"


def test_an_approved_workbook_that_is_gone_is_read_from_the_archive(workspace, draft):
    """Replaced in the inbox, the report stays and the new one is locked; other branches go on as usual."""
    approve(workspace, QUARTER, "石井村")
    one_more_served(inbox_file(workspace))
    outcome = again(workspace)
    assert (state(outcome), state(outcome, "白沙村")) == ("approved", "returned")
    assert report(outcome.office) == draft.replace(DRAFT, "")
    assert outcomes(outcome) == {GOOD: "locked", FAULTY: "used", "石井村.xlsx": "used"}


def test_a_corrected_workbook_gives_a_corrected_report(workspace):
    """Reopened, replaced and approved again: the report says 更正稿 with the number before and now and its row."""
    approve(workspace, None, "石井村")
    assert "（更正稿）" not in report(again(workspace).office)
    assert "已重新打开：石井村2023年第三季度" in reopen(workspace, None, "石井村")
    row, before = one_more_served(inbox_file(workspace))
    draft = report(again(workspace).office)
    assert DRAFT in draft
    assert "第2份" in approve(workspace, None, "石井村")
    outcome = again(workspace)
    final = report(outcome.office)
    assert state(outcome) == "approved"
    assert final == draft.replace(DRAFT, "")
    assert "（更正稿）" in final
    lines = final.split("\n")
    at = lines.index("民生实事·受益人数", lines.index("更正说明"))
    assert lines[at + 1 : at + 4] == [str(before), str(before + 1), f"民生实事第{row}行"]


def test_twice_says_so(workspace):
    """Approving or reopening again changes nothing and ends well; between two runs it may go to and fro."""
    approve(workspace, None, "石井村")
    assert "已经审定过了" in approve(workspace, None, "石井村")
    reopen(workspace, None, "石井村")
    assert "没有审定。不用重新打开。" in reopen(workspace, None, "石井村")
    assert "已审定：" in approve(workspace, None, "云溪镇石井村党支部")
    with open_ledger(workspace.ledger) as ledger:
        (code,) = ledger.approvals.of("2023Q3")
        assert len(ledger.approvals.history("2023Q3", code)) == 2


@pytest.mark.parametrize(("name", "said"), [
    ("白沙村", "白沙村2023年第三季度的表待修改"), ("河湾村", "还没有报送"),
])
def test_what_must_come_first(once, name, said):
    """A workbook sent back, a missing one: not approved, with what to do; exit code 2."""
    with pytest.raises(NotReady, match=said) as raised:
        approve(once, None, name)
    assert raised.value.exit_code == ExitCode.USAGE
    assert "shuzhi run" in str(raised.value)
    with open_ledger(once.ledger) as ledger:
        assert ledger.approvals.of("2023Q3") == {}


def test_a_branch_in_its_parent_s_workbook_goes_with_it(through):
    """It says whom to approve or reopen instead; once the 总支 is approved, so is the 支部."""
    with pytest.raises(NotReady, match="随它一起审定。请运行 shuzhi approve 湖滨社区党总支。"):
        approve(through, None, "湖滨社区第一党支部")
    approve(through, None, "湖滨社区党总支")
    assert "已随湖滨社区党总支审定" in approve(through, None, "湖滨社区第一党支部")
    assert "请重新打开湖滨社区党总支" in reopen(through, None, "湖滨社区第一党支部")


def test_before_any_run(sample):
    """Nothing was read yet: run first; --period is repeated in the command."""
    with pytest.raises(NotReady, match="还没有生成过，不能审定。请先运行 shuzhi run --period 2023Q3"):
        approve(sample, QUARTER, "石井村")


@pytest.mark.parametrize(("text", "near"), [("石井", "石井村"), ("白沙树", "白沙村"), ("没这个", "请核对名称")])
def test_a_name_the_roster_does_not_have(once, text, near):
    """The names that are near are listed."""
    with pytest.raises(NotFound, match=near):
        approve(once, None, text)


def test_not_while_a_run_is_going_on(once):
    """Exit code 5."""
    with once.locked():
        for command in (approve, reopen):
            with pytest.raises(AlreadyRunning):
                command(once, None, "石井村")
