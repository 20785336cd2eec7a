"""The loop of the nights, with a clock of the test's own and a job that does as it is told."""

import shutil
import signal
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from schedule import Scheduler

import odd
from conftest import REPOSITORY
from goodbranch import SETTINGS
from shuzhi.commands.run import RunOutcome
from shuzhi.commands.running.ended import BranchEnd, Ended, FileEnd
from shuzhi.errors import AlreadyRunning, ExitCode, InboxMissing, LedgerFault, SettingsFault
from shuzhi.ledger import open_ledger
from shuzhi.model.clock import BEIJING
from shuzhi.nightly import journal as journals
from shuzhi.nightly.journal import journal
from shuzhi.nightly.loop import Rounds, Terminated, terminating, ticking, watch_nights
from shuzhi.nightly.night import NotDue, Watch, once
from shuzhi.workspace import Workspace, load_settings

CANARY = "张三13900001234"
MONDAY = datetime(2023, 10, 9, 1, 59, tzinfo=BEIJING)
DAY = timedelta(days=1)


class Job:
    """Runs as its plan says, an exception a time, then for ever well; refuses broken settings as a run does."""

    def __init__(self, workspace, *plan):
        self.workspace, self.plan, self.days = workspace, list(plan), []

    def __call__(self):
        if not self.workspace.settings_file.stat().st_size:
            load_settings(self.workspace)
        if self.plan and (fault := self.plan.pop(0)):
            raise fault
        self.days.append(True)
        return outcome()


class Night:
    """A workspace, its loop, a clock, and what was told."""

    def __init__(self, folder, log, *plan):
        self.workspace, self.now, self.told = Workspace(folder), MONDAY, []
        self.job = Job(self.workspace, *plan)
        self.watch = Watch(self.workspace, self.job, self.tell, log, lambda: self.now)
        self.rounds = Rounds(self.watch)

    def tell(self, message):
        self.told.append(type(message).__name__)
        return ()

    def ticks(self, *minutes):
        """How many runs were delivered after ticks so many minutes after Monday, 01:59."""
        for minute in minutes:
            self.now = MONDAY + timedelta(minutes=minute)
            self.rounds.tick()
        return len(self.job.days)

    def attempts(self, day=9):
        with open_ledger(self.workspace.ledger) as ledger:
            return [night.exit_code for night in ledger.nights.of(date(2023, 10, day))]

    def lines(self):
        return self.workspace.log.read_text(encoding="utf-8").splitlines()


def outcome():
    branches = tuple(BranchEnd("", CANARY, state, "", 1, 0, 0) for state in ("accepted", "accepted", "returned"))
    files = (FileEnd(CANARY, "", "used", CANARY, ""),)
    ended = Ended(SETTINGS, branches, files, {"YX06": {"R01": 1}, "YX07": {"R01": 1}}, (CANARY,))
    return RunOutcome(Path(), Path(), ended, lambda: None, (CANARY,))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "w/workbooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "workbooks/乡镇台账.xlsx", tmp_path / "w/workbooks")
    (tmp_path / "w/templates").symlink_to(REPOSITORY / "templates")
    return tmp_path / "w"


@pytest.fixture
def make(folder):
    """Nights whose job raises what the plan says, one a run (None = well)."""
    with journal(Workspace(folder).log) as log:
        yield lambda *plan: Night(folder, log, *plan)


def test_one_run_a_night_and_a_catch_up(make):
    """The night still open is made up for, then one run each night however often the clock ticks; three nights off give one."""
    nights = make()
    assert nights.ticks(0) == 1
    assert nights.attempts(8) == [1]
    assert nights.ticks(1, 2, 3, 600) == 2
    assert nights.ticks(4 * 1440 + 300, 4 * 1440 + 301) == 3
    assert (nights.attempts(9), nights.attempts(12), nights.attempts(13)) == ([1], [], [1])
    assert nights.told == ["RunOutcome"] * 3


def test_a_machine_that_was_off_overnight_catches_up_when_it_starts(make):
    """Off from Monday noon to Wednesday morning: the new loop makes up for Wednesday at once, and never for Tuesday."""
    assert make().ticks(1, 2) == 1
    morning = make()
    assert morning.ticks(2 * 1440 + 360, 2 * 1440 + 361, 2 * 1440 + 720) == 1
    assert [morning.attempts(day) for day in (9, 10, 11)] == [[1], [], [1]]


def test_a_job_that_raises_is_noted_told_and_written_and_the_next_night_comes(make):
    """A broken program and a missing inbox cost a night each; the log has class and place, never the message."""
    nights = make(None, RuntimeError(CANARY), InboxMissing(CANARY))
    assert nights.ticks(0, 1, 2, 1441, 1442, 2881) == 2
    assert [nights.attempts(day) for day in (8, 9, 10, 11)] == [[1], [4], [3], [1]]
    assert nights.told == ["RunOutcome", "RuntimeError", "InboxMissing", "RunOutcome"]
    text = "\n".join(nights.lines())
    assert "RuntimeError，退出码4，位置 test_loop.py:" in text
    assert CANARY not in text
    assert "核对 YX06：R01 1处" in text
    assert "应报3个：待修改1个，通过2个" in text


def test_a_workspace_that_is_gone_is_told_once_and_nothing_is_made_in_its_place(make, folder):
    """The share vanishes at night: told once a day, no folder made; back again, the same night is made up for."""
    nights = make()
    nights.ticks(0)
    folder.rename(folder.with_name("away"))
    assert nights.ticks(1, 2, 3, 4) == 1
    assert not folder.exists()
    assert nights.ticks(1441) == 1
    assert nights.told == ["RunOutcome", "SettingsFault", "SettingsFault"]
    folder.with_name("away").rename(folder)
    assert nights.ticks(1500) == 2
    assert (nights.attempts(9), nights.attempts(10)) == ([], [1])


def test_broken_settings_cost_a_night_and_are_read_again_when_repaired(make):
    """The time stays as it was last known; once repaired, also with another time, the next night runs at it."""
    nights = make()
    nights.ticks(0)
    whole = nights.workspace.settings_file.read_bytes()
    odd.rested(nights.workspace.settings_file, b"")
    assert nights.ticks(1, 2) == 1
    assert nights.attempts(9) == [int(ExitCode.NOT_STARTED)]
    nights.workspace.settings_file.write_bytes(whole)
    retimed(nights.workspace, "03:30")
    assert nights.ticks(1441) == 1
    assert nights.ticks(1440 + 92) == 2
    assert nights.attempts(10) == [1]
    assert any("夜间运行时间：03:30" in line for line in nights.lines())


def retimed(workspace, text):
    book = openpyxl.load_workbook(workspace.settings_file)
    row = next(row for row in book["参数"].iter_rows() if "夜间运行时间" in str(row[0].value))
    row[1].value = text
    book.save(workspace.settings_file)


def test_a_broken_ledger_is_told_once_a_day_and_blocks_no_later_night(make):
    """A file that is no ledger; put right, the night is made up for."""
    nights = make()
    nights.ticks(0)
    whole = nights.workspace.ledger.read_bytes()
    nights.workspace.ledger.write_bytes(b"broken" * 1000)
    assert nights.ticks(1, 2, 3) == 1
    assert nights.told == ["RunOutcome", LedgerFault.__name__]
    nights.workspace.ledger.write_bytes(whole)
    assert nights.ticks(4) == 2


def test_another_run_does_not_use_up_the_night(make):
    """A run by hand is going on at five ticks: the sixth runs, nothing is told of it."""
    nights = make(*[AlreadyRunning()] * 5)
    assert nights.ticks(1, 2, 3, 4, 5) == 0
    assert nights.attempts() == []
    assert nights.ticks(6) == 1
    assert nights.told == ["RunOutcome"]


def test_a_run_that_was_cut_off_is_made_up_for_three_times_at_most(make):
    """An interrupt leaves the loop and the night open; the next start runs it; after three it waits for the next night."""
    nights = make(*[KeyboardInterrupt()] * 4)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            nights.ticks(1)
    assert nights.attempts() == [None] * 3
    assert sum("中断：业务日2023-10-09没有完成" in line for line in nights.lines()) == 3
    assert nights.ticks(2) == 0
    assert once(nights.watch).exit_code is ExitCode.INTERNAL
    nights.job.plan.clear()
    assert nights.ticks(1441) == 1


def test_a_clock_that_jumps_a_year_ahead_and_back_loses_no_night(make):
    """The night of that day is run, and every night after the clock is right again."""
    nights = make()
    assert nights.ticks(1, 525600, 2, 1441) == 3
    assert nights.attempts(10) == [1]


def test_a_teller_that_raises_fails_nothing(make):
    """Its class stands in the log, and the night is done."""
    nights = make()
    nights.rounds = Rounds(replace(nights.watch, tell=lambda _: 1 / 0))
    assert nights.ticks(1, 2) == 1
    assert sum("ZeroDivisionError" in line for line in nights.lines()) == 1


def test_once_says_what_became_of_the_night(make):
    """Run, then 已经生成过 with the time; after a fault that it failed; a fault is told and raised."""
    nights = make(None, SettingsFault("x", [CANARY]))
    assert once(nights.watch).exit_code is ExitCode.WITH_FAULTS
    again = once(nights.watch)
    assert isinstance(again, NotDue)
    assert again.text.startswith("10月8日的已经生成过（")
    assert again.exit_code is ExitCode.OK
    nights.now += timedelta(minutes=5)
    with pytest.raises(SettingsFault):
        once(nights.watch)
    assert "今天的已经运行过" in once(nights.watch).text
    assert "没有成功（退出码3）" in once(nights.watch).text
    assert nights.told == ["RunOutcome", "SettingsFault"]


class Enough(Exception):
    """The test has seen enough ticks."""


def test_a_clock_set_back_does_not_make_the_loop_wait():
    """`schedule` plans by the wall clock; an hour further away, it is planned anew and waits no longer than usual."""
    scheduler, slept, ticks = Scheduler(), [], []

    def sleep(seconds):
        slept.append(seconds)
        (job,) = scheduler.jobs
        job.next_run += timedelta(hours=1) if len(slept) == 1 else -timedelta(seconds=31)
        if len(slept) == 4:
            raise Enough

    with pytest.raises(Enough):
        ticking(lambda: ticks.append(True), 30, scheduler, sleep)
    assert all(0 < seconds <= 30 for seconds in slept)
    assert len(ticks) == 3  # at once, not while the clock was back, then at each


def test_sigterm_ends_the_loop_and_an_interrupt_is_passed_on(make):
    """SIGTERM while waiting: the loop returns; Ctrl-C is raised; both stand in the log, the handler is as before."""
    nights = make()
    before = signal.getsignal(signal.SIGTERM)
    watch_nights(nights.watch, sleep=lambda _: signal.raise_signal(signal.SIGTERM))
    assert signal.getsignal(signal.SIGTERM) is before
    with pytest.raises(KeyboardInterrupt):
        watch_nights(nights.watch, sleep=lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert [line.split(" INFO ")[1] for line in nights.lines() if "结束" in line] == ["结束：系统要求停止", "结束：按键中断"]
    with pytest.raises(Terminated), terminating():
        signal.raise_signal(signal.SIGTERM)


def test_two_loops_of_a_workspace_are_never_at_work(folder):
    """The lock of the nights is another than that of a run, and is given back."""
    workspace = Workspace(folder)
    with workspace.watched(), workspace.locked(), pytest.raises(AlreadyRunning, match="夜间生成已经在运行"), workspace.watched():
        pass
    with workspace.watched():
        pass


def test_the_log_is_private_turns_over_and_takes_no_line_breaks(tmp_path, monkeypatch):
    """0600 in 0700; at its size a new one is begun and so many kept; a line break, a bidi mark and a lone surrogate are escaped."""
    monkeypatch.setattr(journals, "BYTES", 300)
    path = tmp_path / "log/nightly.log"
    with journal(path) as log:
        log.info("核对 %s", "YX\n2099-01-01 伪造\u202e\udc80\x1b[2J")
        (line,) = path.read_text(encoding="utf-8").splitlines()
        assert line.endswith("核对 YX\\u000a2099-01-01 伪造\\u202e\\udc80\\u001b[2J")
        for _ in range(60):
            log.info("启动")
    assert len(list(path.parent.iterdir())) == journals.FILES + 1
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_log_stops_nothing(folder, capsys):
    """Every write to the log fails: the night is run all the same, and nothing is printed of it."""
    path = Workspace(folder).log
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/full")
    with journal(path) as log:
        nights = Night(folder, log, None, ValueError(CANARY))
        assert nights.ticks(1, 1441, 2881) == 2
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be")
    with journal(path) as log:
        assert Night(folder, log).ticks(3 * 1440 + 1) == 1
    assert capsys.readouterr() == ("", "")


def test_times_in_the_log_are_those_of_beijing(make):
    """Whatever the machine's zone."""
    nights = make()
    nights.watch.log.info("x")
    stamp = datetime.fromisoformat(nights.lines()[-1][:25])
    assert stamp.utcoffset() == timedelta(hours=8)
    assert abs(datetime.now(UTC) - stamp) < timedelta(minutes=1)
