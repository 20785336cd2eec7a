"""Workbooks one by one: handed out, checked."""

import json
from pathlib import Path

import click

from shuzhi.cli.options import FORMAT, PERIOD, QUIET, VERBOSE, WORKSPACE, Told, period_of, progress_of
from shuzhi.cli.page import argument, command, room
from shuzhi.cli.said import say
from shuzhi.errors import ExitCode


@command(
    help="给名册里每个支部准备一本填好支部情况、编号和上期未完事项的工作簿。最后一行是放这些工作簿的文件夹。",
    examples=(("shuzhi issue", "本期"), ("shuzhi issue --period 2023Y", "全年补写文字材料用的")),
)
@WORKSPACE
@PERIOD
@QUIET
@VERBOSE
def issue(folder: Path, period: str | None, told: str | None) -> int:
    """Make the pre-filled workbooks."""
    from shuzhi.commands.issue import issue as issue_command
    from shuzhi.commands.issuing.closing import after_issue, issued_text
    from shuzhi.workspace import Workspace

    chosen = period_of(period)
    with progress_of(told) as progress:
        issued = issue_command(Workspace(folder), chosen, progress)
    if told != Told.QUIET:
        say(issued_text(issued, whole=told == Told.WHOLE))
        say(after_issue(issued, f"shuzhi run --period {chosen.code}" if chosen else "shuzhi run"))
    say(str(issued.folder.absolute()))
    return int(issued.exit_code)


@command(
    help="核对一个或几个工作簿，在旁边放一份标好的“.核对.xlsx”。没有发现问题退出码是0，有必须改的是1。",
    examples=(
        ("shuzhi check 石井村.xlsx", "一个"),
        ("shuzhi check 石井村.xlsx 白沙村.xlsx --period 2023Q3", "几个，都按第三季度核对"),
    ),
)
@WORKSPACE
@PERIOD
@FORMAT
@argument(
    "paths", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path),
    told="要核对的工作簿，可以写几个。",
)
def check(folder: Path, period: str | None, style: str, paths: tuple[Path, ...]) -> int:
    """Print the findings of workbooks."""
    from shuzhi.commands.passes import CHECKING
    from shuzhi.spread.processes import prepare

    chosen = period_of(period)
    if all(path.exists() for path in paths):
        prepare(CHECKING)
    from shuzhi.commands.check import check as check_command
    from shuzhi.commands.check import checked_text
    from shuzhi.workspace import Workspace

    checked = check_command(Workspace(folder), paths, chosen)
    if style == "json":
        records = [record for one in checked for record in one.records]
        say(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        say("\n\n".join(checked_text(one, room()) for one in checked))
    return int(ExitCode.WITH_FAULTS if any(one.has_errors for one in checked) else ExitCode.OK)
