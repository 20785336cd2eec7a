"""`shuzhi status`: where every branch stands, whatever became of the last run."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY
from joined import PERIOD, results
from shuzhi.cli import commands
from shuzhi.commands.standing import local, status_text, status_values
from shuzhi.commands.status import status_of
from shuzhi.errors import ExitCode
from shuzhi.ledger import open_ledger
from shuzhi.workspace import Workspace

VERSIONS = {"program": "1", "form": "1"}
STONE, WILLOW, EAST, NORTH = "QH01", "QH02", "QH03", "QH04"


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def note(ledger, given, code=ExitCode.WITH_FAULTS):
    number = ledger.runs.begin(PERIOD.code, VERSIONS)
    if code in (0, 1):
        ledger.runs.record(number, given)
    ledger.runs.finish(number, code)


def told(ledger, **changes):
    return status_of(ledger, replace(results().settings, **changes))


def lines(text):
    return {line.split()[0]: line.split()[1:] for line in text.split("\n\n")[1].splitlines()[1:]}


def test_a_line_a_branch_and_rates_of_those_expected(ledger):
    """State, 逾期, how many came, which one is used and its day; three of four handed in, one is accepted."""
    note(ledger, results())
    status = told(ledger, deadline=date(2023, 10, 10))
    text = status_text(status)
    assert lines(text) == {
        "石桥村": ["通过", "2份", "第2份", "2023-10-08"], "柳溪社区": ["待说明", "逾期", "1份", "第1份", "2023-10-12"],
        "东风村": ["待修改", "1份", "第1份", "2023-10-09"], "北坡村": ["未报送"],
    }
    assert "应报4个：收到3个，未报1个。" in text
    assert "收到的：通过1个，待说明1个，待修改1个；逾期1个。" in text
    assert "报送率75%，通过率25%（按应报的算）。" in text


def test_an_extension_takes_the_lateness_away(ledger):
    """By the roster of today, whose day is shown; a period without a deadline keeps what the run said."""
    note(ledger, results())
    settings = results().settings
    extended = [replace(one, extended_until=date(2023, 10, 15)) if one.code == WILLOW else one for one in settings.branches]
    status = told(ledger, deadline=date(2023, 10, 10), branches=tuple(extended))
    assert lines(status_text(status))["柳溪社区"] == ["待说明", "1份", "第1份", "2023-10-12", "2023-10-15"]
    noted = [one.standing.late for one in told(ledger, deadline=None).branches]
    assert noted == results().branches["late"].tolist()


def test_a_branch_new_in_the_roster_waits_for_a_run(ledger):
    """It is expected and counts in the rates, but is neither handed in nor missing; one that left is no longer told."""
    note(ledger, results())
    stone, willow, _, north = results().settings.branches
    new = replace(north, code="QH09", short_name="新村", full_name="新村党支部", place="新村")
    status = told(ledger, branches=(stone, willow, north, new))
    text = status_text(status)
    assert lines(text)["新村"] == ["还没有生成过"]
    assert "应报4个：收到2个，未报1个，还没有生成过1个。" in text
    assert (status.received_rate, status.accepted_rate) == (0.5, 0.25)


def test_what_was_approved_or_reopened_since_counts_at_once(ledger):
    """No run is needed in between; a 支部 in the workbook of its 总支 goes with it."""
    given = results()
    through = given.branches.assign(
        state=["accepted", "to_explain", "returned", "accepted"], through=["", "", "", STONE]
    )
    note(ledger, replace(given, branches=through))
    ledger.approvals.approve(PERIOD.code, STONE, "bb")
    counts = status_values(told(ledger))["counts"]
    assert (counts["approved"], counts["accepted"]) == (2, 0)
    assert lines(status_text(told(ledger)))["北坡村"] == ["已审定", "由石桥村统一填报"]
    ledger.approvals.reopen(PERIOD.code, STONE)
    counts = status_values(told(ledger))["counts"]
    assert (counts["approved"], counts["accepted"]) == (0, 2)


def test_a_failed_run_is_told_beside_the_last_good_one(ledger):
    """How it ended, and that the table is older; one without an end may be going on."""
    note(ledger, results())
    note(ledger, results(), ExitCode.NOT_DELIVERED)
    text = status_text(told(ledger))
    assert "最近一次没有成功" in text
    assert "结果写不进磁盘；下面是上一次成功时的情况。" in text
    assert lines(text)["石桥村"][0] == "通过"
    ledger.runs.begin(PERIOD.code, VERSIONS)
    assert "没有结束：正在进行，或者中途断了" in status_text(told(ledger))


def test_moments_are_the_township_s():
    """Beijing time, whatever the machine's."""
    assert local("2023-10-09T18:05:00+00:00") == "2023-10-10 02:05"


def test_before_any_run_it_says_so_and_makes_nothing(tmp_path):
    """How many are expected, no list of branches of which nothing is known; as JSON all are; no folder appears."""
    (tmp_path / "workbooks").mkdir()
    shutil.copy(REPOSITORY / "workbooks/乡镇台账.xlsx", tmp_path / "workbooks")
    (tmp_path / "templates").symlink_to(REPOSITORY / "templates")
    runner = CliRunner()
    text = runner.invoke(commands, ["status", "--workspace", str(tmp_path)]).stdout
    assert "这一期还没有生成过" in text
    assert text.splitlines()[2:] == ["应报14个。"]
    given = json.loads(runner.invoke(commands, ["status", "--format", "json", "--workspace", str(tmp_path)]).stdout)
    assert given["last_run"] is None
    assert given["counts"]["expected"] == given["counts"]["not_run"] == len(given["branches"])
    assert given["rates"] == {"received": None, "accepted": None}
    assert not Workspace(tmp_path).private.exists()
