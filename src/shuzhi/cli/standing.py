"""Where the branches stand: status, history, approvals."""

import json
from pathlib import Path

from shuzhi.cli.kinds import Named
from shuzhi.cli.options import FORMAT, PERIOD, WORKSPACE, period_of
from shuzhi.cli.page import argument, command
from shuzhi.cli.said import say
from shuzhi.commands import known
from shuzhi.errors import ExitCode

BRANCH = argument("branch", metavar="支部", type=Named(known.branches), told="支部的简称、全称或编码。")


@command(
    help="审定一个支部：书记看过、定下来的那一份工作簿，以后不再换，报告上的“初稿”字样也去掉。",
    examples=(("shuzhi approve 石井村", "本期"), ("shuzhi approve 石井村 --period 2023Q2", "第二季度的")),
)
@WORKSPACE
@PERIOD
@BRANCH
def approve(folder: Path, period: str | None, branch: str) -> int:
    """Approve a branch's workbook."""
    from shuzhi.commands.approve import approve as approve_command
    from shuzhi.workspace import Workspace

    say(approve_command(Workspace(folder), period_of(period), branch))
    return int(ExitCode.OK)


@command(
    help="把审定过的支部重新打开，好换一份改过的工作簿。", examples=(("shuzhi reopen 石井村", "退回重来"),),
)
@WORKSPACE
@PERIOD
@BRANCH
def reopen(folder: Path, period: str | None, branch: str) -> int:
    """Take an approval back."""
    from shuzhi.commands.approve import reopen as reopen_command
    from shuzhi.workspace import Workspace

    say(reopen_command(Workspace(folder), period_of(period), branch))
    return int(ExitCode.OK)


@command(
    help="看一期里各支部报了没有、报到哪一步。",
    examples=(("shuzhi status", "本期"), ("shuzhi status --period 2023Q2 --format json", "给别的程序读")),
)
@WORKSPACE
@PERIOD
@FORMAT
def status(folder: Path, period: str | None, style: str) -> int:
    """Print where the branches stand."""
    from shuzhi.commands.standing import status_text, status_values
    from shuzhi.commands.status import status as status_command
    from shuzhi.workspace import Workspace

    found = status_command(Workspace(folder), period_of(period))
    as_json = style == "json"
    say(json.dumps(status_values(found), ensure_ascii=False, indent=1) if as_json else status_text(found))
    return int(ExitCode.OK)


@command(
    help="看一个支部一期里报过几份、每份改了什么、审定过没有。", examples=(("shuzhi history 石井村", "本期"),),
)
@WORKSPACE
@PERIOD
@BRANCH
def history(folder: Path, period: str | None, branch: str) -> int:
    """Print what a branch handed in."""
    from shuzhi.commands.history import history as history_command
    from shuzhi.commands.submissions import history_text
    from shuzhi.workspace import Workspace

    say(history_text(history_command(Workspace(folder), period_of(period), branch)))
    return int(ExitCode.OK)
