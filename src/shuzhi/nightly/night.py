"""One attempt of one night: asked whether it is due, run, noted in the ledger and the log, told."""

import time as clock
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from logging import Logger

from shuzhi.commands.running.request import RunOutcome
from shuzhi.commands.telling import tell
from shuzhi.errors import AlreadyRunning, ExitCode, SettingsFault, exit_code_of
from shuzhi.ledger import open_ledger
from shuzhi.model.clock import BEIJING
from shuzhi.nightly.due import business_day, due
from shuzhi.nightly.journal import note_fault, note_outcome
from shuzhi.workspace import Workspace, load_settings

Tell = Callable[[RunOutcome | Exception], tuple[str, ...]]
USUAL = time(2)  # the nightly time where 参数 cannot be read


@dataclass(frozen=True)
class Watch:
    """What the nights of a workspace are made from.

    run   the job: makes and delivers everything
    tell  is given what a run delivered, or why there was none; gives a line for each message it could not send
    now   an aware datetime
    """

    workspace: Workspace
    run: Callable[[], RunOutcome]
    tell: Tell
    log: Logger
    now: Callable[[], datetime]
    zone: tzinfo = field(default=BEIJING)


@dataclass(frozen=True)
class NotDue:
    """No run was due: why, in the users' language, and the exit code of the command."""

    text: str
    exit_code: ExitCode


def attempt(watch: Watch, at: time) -> RunOutcome | None:
    """Run if a run is due; None if none is. However it ends, the ledger and the log know, and it is told.

    An interrupted run does not end its night, nor does one that found another run going on.

    Raises:
        AlreadyRunning: the night is not used up.
        SettingsFault: the workspace is not there, nothing is noted.
        Whatever the run raises.
    """
    there(watch.workspace)
    now = watch.now()
    day = business_day(now, at, watch.zone)
    with open_ledger(watch.workspace.ledger) as ledger:
        if due(now, at, watch.zone, ledger.nights.of(day)) is None:
            return None
        number = ledger.nights.begin(day)
    watch.log.info("开始：业务日%s", day)
    began = clock.monotonic()
    try:
        outcome = watch.run()
    except AlreadyRunning:
        watch.log.info("另一次生成正在进行，过一会儿再试")
        with open_ledger(watch.workspace.ledger) as ledger:
            ledger.nights.drop(number)
        raise
    except KeyboardInterrupt:
        watch.log.warning("中断：业务日%s没有完成，下次启动时补做", day)
        raise
    except Exception as fault:
        _end(watch, number, exit_code_of(fault))
        raise
    _end(watch, number, outcome.exit_code)
    note_outcome(watch.log, outcome, clock.monotonic() - began)
    told(watch, outcome)
    return outcome


def once(watch: Watch) -> RunOutcome | NotDue:
    """Run if a run is due, else say what became of it. A fault is written and told before it is raised."""
    try:
        at = load_settings(watch.workspace).nightly
    except SettingsFault:  # the run will meet it, too, and note it
        at = USUAL
    try:
        return attempt(watch, at) or _not_due(watch, at)
    except AlreadyRunning:
        raise
    except Exception as fault:
        failed(watch, fault)
        raise


def _not_due(watch: Watch, at: time) -> NotDue:
    now = watch.now().astimezone(watch.zone)
    day = business_day(now, at, watch.zone)
    with open_ledger(watch.workspace.ledger) as ledger:
        nights = ledger.nights.of(day)
    named = "今天" if day == now.date() else f"{day.month}月{day.day}日"
    by_hand = "要马上再生成一次，请双击“现在生成”，或者运行 shuzhi run。"
    ended = [night for night in nights if night.ended is not None]
    if not ended:
        text = f"{named}的已经开始过{len(nights)}次，都中途断了，不再自动重试，下一个夜里再试。{by_hand}"
        return NotDue(text, ExitCode.INTERNAL)
    began, finished = (
        datetime.fromisoformat(text).astimezone(watch.zone).strftime("%H:%M")
        for text in (ended[-1].began, str(ended[-1].ended))
    )
    if ended[-1].exit_code in (ExitCode.OK, ExitCode.WITH_FAULTS):
        return NotDue(f"{named}的已经生成过（{began}开始，{finished}结束）。{by_hand}", ExitCode.OK)
    text = f"{named}的已经运行过（{began}开始，{finished}结束），没有成功（退出码{ended[-1].exit_code}）。{by_hand}"
    return NotDue(text, ExitCode.OK)


def there(workspace: Workspace) -> None:
    """Raise SettingsFault where the workspace is not there (a share that is gone): nothing is made in its place."""
    if not workspace.settings_file.is_file():
        load_settings(workspace)


def failed(watch: Watch, fault: Exception) -> None:
    """Write and tell a fault."""
    note_fault(watch.log, fault)
    told(watch, fault)


def teller(workspace: Workspace, now: Callable[[], datetime]) -> Tell:
    """What tells the addresses of a workspace, as far as its settings can be read."""
    def message(result: RunOutcome | Exception) -> tuple[str, ...]:
        try:
            settings = load_settings(workspace)
        except SettingsFault:
            settings = None
        return tell(workspace, settings, result, now().astimezone(BEIJING).date())

    return message


def told(watch: Watch, message: RunOutcome | Exception) -> None:
    """Tell; a message that cannot be sent fails nothing."""
    try:
        for line in watch.tell(message):
            watch.log.warning("通知：%s", line)
    except Exception as fault:  # noqa: BLE001 - the boundary of what others send
        note_fault(watch.log, fault)


def _end(watch: Watch, number: int, code: int) -> None:
    with open_ledger(watch.workspace.ledger) as ledger:
        ledger.nights.end(number, code)
