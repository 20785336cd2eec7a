"""`shuzhi history`: every workbook of a branch, its approvals, what changed from one to the next."""

from dataclasses import replace
from hashlib import sha256

import pandas as pd
import pytest
from openpyxl import load_workbook

from conftest import REPOSITORY
from joined import PERIOD, results
from shuzhi.archive import keep, place
from shuzhi.commands.history import history, history_of
from shuzhi.commands.submissions import history_text
from shuzhi.errors import ExitCode, NotFound
from shuzhi.ledger import open_ledger
from shuzhi.workspace import Workspace

STONE = results().settings.branches[0]
SAMPLE = REPOSITORY / "workbooks/inbox/2023Q3/村/石井村三季度.xlsx"


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """A workbook and the same with one 受益人数 corrected, a phone changed."""
    first = tmp_path_factory.mktemp("books") / "1.xlsx"
    first.write_bytes(SAMPLE.read_bytes())
    book = load_workbook(first)
    tasks, facts = book["民生实事"], book["支部信息"]
    column = next(cell.column for cell in tasks[1] if str(cell.value).startswith("受益人数"))
    row = next(row for row in range(2, 60) if isinstance(tasks.cell(row, column).value, int))
    tasks.cell(row, column).value = 4321
    phone = next(cells[1] for cells in facts.iter_rows() if str(cells[0].value).startswith("联系电话"))
    phone.value = "13811112222"
    second = first.with_name("2.xlsx")
    book.save(second)
    return first, second


@pytest.fixture
def known(tmp_path, books):
    """A ledger in which the branch handed in both, one after the other, and an archive that keeps them."""
    archive = tmp_path / "archive"
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        for number, path in enumerate(books):
            digest = sha256(path.read_bytes()).hexdigest()
            keep([(path, place(archive, PERIOD.code, STONE.code, digest), digest)])
            note(ledger, digest, moved=number)
        yield ledger, archive


def note(ledger, digest, moved):
    """A run in which the workbook was used; the second time its finding stands a row lower, and there is another."""
    given = results()
    files = given.submissions.assign(
        sha256=[digest if number == 2 else f"h{number}" for number in given.submissions["submission"]]
    )
    own = given.findings["branch_code"] == STONE.code
    found = given.findings.assign(row=given.findings["row"] + moved * own)
    if moved:
        found = pd.concat([found, found[own].assign(code="T02", message="填了完成日期，状态却还不是已完成。")])
    run = ledger.runs.begin(PERIOD.code, {"program": "1", "form": "1"})
    ledger.runs.record(run, replace(given, submissions=files, findings=found))
    ledger.runs.finish(run, ExitCode.WITH_FAULTS)


def told(known):
    ledger, archive = known
    return history_of(ledger, results().settings, STONE, archive)


def test_every_workbook_with_what_became_of_it(known):
    """Number, hash, file as it lay, outcome, state, findings by level; one that was never used has none of these."""
    found = told(known)
    lines = [line.split() for line in history_text(found).split("\n\n")[1].splitlines()[1:]]
    assert [(line[0], line[4:]) for line in lines] == [
        ("第1份", ["被替代", "石桥村旧.xlsx"]),
        ("第2份", ["采用（后来不在了）", "通过", "1", "石桥村新.xlsx"]),
        ("第3份", ["采用", "通过", "2", "石桥村新.xlsx"]),
    ]
    assert [line[1] for line in lines] == [one.sha256[:8] for one in found.submissions]


def test_cells_and_findings_that_changed(known, books):
    """The number old and new, of the phone only the cell; a finding that moved with its row is neither gone nor new."""
    (step,) = told(known).steps
    assert (step.before, step.after) == (2, 3)
    assert [(one.sheet, one.column) for one in step.changes] == [("支部信息", "联系电话"), ("民生实事", "受益人数")]
    assert step.changes[1].told.endswith(" → 4321")
    assert (step.gone, [one.code for one in step.new]) == ((), ["T02"])
    text = history_text(told(known))
    assert "新出现的问题1处" in text
    assert "不再有的问题" not in text
    assert "13811112222" not in text
    assert len(books) == 2


def test_approvals_stand_with_their_times(known):
    """Approved, reopened, approved: in this order, with the number of the workbook."""
    ledger, _ = known
    digest = told(known).submissions[2].sha256
    for again in (False, True):
        ledger.approvals.approve(PERIOD.code, STONE.code, digest)
        if not again:
            ledger.approvals.reopen(PERIOD.code, STONE.code)
    lines = history_text(told(known)).split("审定：\n")[1].split("\n\n")[0].splitlines()
    assert [line.split()[2] for line in lines] == ["审定第3份", "重新打开", "审定第3份"]


def test_an_archived_workbook_that_is_gone_is_told(known):
    """Findings are still compared."""
    _, archive = known
    place(archive, PERIOD.code, STONE.code, told(known).submissions[1].sha256).unlink()
    (step,) = told(known).steps
    assert step.changes is None
    assert "存档里的工作簿找不到了" in history_text(told(known))
    assert [one.code for one in step.new] == ["T02"]


def test_before_anything_came(tmp_path):
    """Said so, without making anything; an unknown branch is refused."""
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "workbooks/乡镇台账.xlsx").write_bytes((REPOSITORY / "workbooks/乡镇台账.xlsx").read_bytes())
    (tmp_path / "templates").symlink_to(REPOSITORY / "templates")
    workspace = Workspace(tmp_path)
    assert "还没有收到过它的工作簿" in history_text(history(workspace, None, "石井村"))
    assert not workspace.private.exists()
    with pytest.raises(NotFound, match="石井村"):
        history(workspace, None, "石井")
