"""Where the branches stand: status, history, approvals."""

from pathlib import Path

import click

from shuzhi.cli.options import PERIOD, WORKSPACE, period_of
from shuzhi.errors import ExitCode

BRANCH = click.argument("branch", metavar="BRANCH")


@click.command(help="审定一个支部：书记看过、定下来的那一份工作簿，以后不再换。BRANCH 写简称、全称或编码。")
@WORKSPACE
@PERIOD
@BRANCH
def approve(folder: Path, period: str | None, branch: str) -> int:
    """Approve a branch's workbook."""
    from shuzhi.commands.approve import approve as approve_command
    from shuzhi.workspace import Workspace

    click.echo(approve_command(Workspace(folder), period_of(period), branch))
    return int(ExitCode.OK)


@click.command(help="把审定过的支部重新打开，好换一份改过的工作簿。")
@WORKSPACE
@PERIOD
@BRANCH
def reopen(folder: Path, period: str | None, branch: str) -> int:
    """Take an approval back."""
    from shuzhi.commands.approve import reopen as reopen_command
    from shuzhi.workspace import Workspace

    click.echo(reopen_command(Workspace(folder), period_of(period), branch))
    return int(ExitCode.OK)
