"""Night after night: the batch that runs by itself, and what starts it."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shuzhi.cli.batch import SETTLE, show
from shuzhi.cli.kinds import OneOf
from shuzhi.cli.options import QUIET, VERBOSE, WORKSPACE, Told, progress_of
from shuzhi.cli.page import command
from shuzhi.cli.password import from_environment
from shuzhi.cli.said import say
from shuzhi.errors import ExitCode, SettingsFault
from shuzhi.progress import Progress, Silent

if TYPE_CHECKING:
    from logging import Logger

    from shuzhi.commands.run import RunOutcome
    from shuzhi.nightly.night import Tell, Watch
    from shuzhi.workspace import Workspace


@command(
    help="每晚到“参数”里的夜间运行时间自动生成，直到关机或停止。",
    examples=(
        ("shuzhi nightly", "开着不关，每晚一次"),
        ("shuzhi nightly --once --quiet", "由系统的定时任务启动"),
    ),
)
@WORKSPACE
@click.option("--once", "only_once", is_flag=True, help="只看一次：今天的还没有生成就生成。给系统的定时任务用。")
@QUIET
@VERBOSE
def nightly(folder: Path, told: str | None, *, only_once: bool) -> int:
    """Run every night, or see once whether a run is due."""
    from shuzhi.nightly.journal import journal
    from shuzhi.nightly.night import there
    from shuzhi.workspace import Workspace

    workspace = Workspace(folder.absolute())
    there(workspace)
    with workspace.watched(), journal(workspace.log) as log:
        return _once(workspace, log, told) if only_once else _for_ever(workspace, log, told)


@command(
    help="打印开机后自动运行要用的设置：Windows 的任务计划，或 Linux 的 systemd 单元。怎么安装，会跟着显示出来。",
    examples=(
        ("shuzhi service > 夜间生成.xml", "Windows：存成文件，再导入任务计划"),
        ("shuzhi service --system linux", "看看 Linux 的"),
    ),
)
@WORKSPACE
@click.option(
    "--system", type=OneOf("windows", "linux"), metavar="windows|linux", help="给哪种系统用；默认是这一台的。"
)
def service(folder: Path, system: str | None) -> int:
    """Print a ready task or unit on stdout, how to install it on stderr."""
    from shuzhi.commands.service import service as service_command
    from shuzhi.workspace import Workspace

    chosen = system or ("windows" if sys.platform == "win32" else "linux")
    text, hint = service_command(Workspace(folder), chosen, Path(sys.executable), _now().astimezone().date())
    say(text, end="")
    say(hint, err=True)
    return int(ExitCode.OK)


def _once(workspace: "Workspace", log: "Logger", told: str | None) -> int:
    from shuzhi.nightly.loop import terminating
    from shuzhi.nightly.night import NotDue, once

    unsent: list[str] = []
    try:
        with terminating(), progress_of(told) as progress:
            watch = _watch(workspace, log, progress)
            done = once(replace(watch, tell=_heard(watch.tell, unsent)))
    finally:
        for line in unsent:
            say(line, err=True)
    if not isinstance(done, NotDue):
        return show(done, told)
    if told != Told.QUIET:
        say(done.text)
    return int(done.exit_code)


def _heard(tell: "Tell", unsent: list[str]) -> "Tell":
    """The same, and `unsent` gets what could not be sent: who starts one run wants to see it."""
    def message(result: "RunOutcome | Exception") -> tuple[str, ...]:
        lines = tell(result)
        unsent.extend(lines)
        return lines

    return message


def _for_ever(workspace: "Workspace", log: "Logger", told: str | None) -> int:
    from shuzhi.nightly.loop import watch_nights
    from shuzhi.nightly.night import USUAL
    from shuzhi.workspace import load_settings

    try:
        at = load_settings(workspace).nightly
    except SettingsFault as fault:
        at = USUAL
        say(str(fault), err=True)
    if told != Told.QUIET:
        say(f"每晚{at:%H:%M}（北京时间）自动生成，正在等待……")
    watch_nights(_watch(workspace, log, Silent()))
    return int(ExitCode.OK)


def _watch(workspace: "Workspace", log: "Logger", progress: Progress) -> "Watch":
    from shuzhi.commands.run import RunRequest, run
    from shuzhi.nightly.night import Watch, teller
    from shuzhi.pdf.engine import engine

    # Nobody sits there at night: a password is never asked for.
    request = RunRequest(workspace, engine=engine(), settle=SETTLE, password=from_environment())
    return Watch(workspace, lambda: run(request, progress), teller(workspace, _now), log, _now)


def _now() -> datetime:
    return datetime.now(UTC)
