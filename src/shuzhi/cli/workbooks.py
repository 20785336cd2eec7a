"""Workbooks one by one: handed out, checked."""

import json
from pathlib import Path

import click

from shuzhi.cli.options import PERIOD, WORKSPACE, period_of
from shuzhi.errors import ExitCode
from shuzhi.progress import showing


@click.command(help="给名册里每个支部准备一本填好支部情况、编号和上期未完事项的工作簿。")
@WORKSPACE
@PERIOD
def issue(folder: Path, period: str | None) -> int:
    """Make the pre-filled workbooks."""
    from shuzhi.commands.closing import after_issue, issued_text
    from shuzhi.commands.issue import issue as issue_command
    from shuzhi.workspace import Workspace

    chosen = period_of(period)
    with showing() as progress:
        issued = issue_command(Workspace(folder), chosen, progress)
    click.echo(issued_text(issued))
    click.echo(after_issue(issued, f"shuzhi run --period {chosen.code}" if chosen else "shuzhi run"))
    click.echo(str(issued.folder.absolute()))
    return int(issued.exit_code)


@click.command(help="核对一个或几个工作簿，在旁边放一份标好的“.核对.xlsx”。")
@WORKSPACE
@PERIOD
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="输出成文字或 JSON。")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(folder: Path, period: str | None, style: str, paths: tuple[Path, ...]) -> int:
    """Print the findings of workbooks."""
    from shuzhi.commands.check import check as check_command
    from shuzhi.commands.closing import checked_text
    from shuzhi.workspace import Workspace

    checked = check_command(Workspace(folder), paths, period_of(period))
    if style == "json":
        records = [record for one in checked for record in one.records]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(map(checked_text, checked)))
    return int(ExitCode.WITH_FAULTS if any(one.has_errors for one in checked) else ExitCode.OK)
