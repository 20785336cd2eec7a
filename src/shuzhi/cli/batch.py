"""What a township runs: the batch of a period."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shuzhi.cli.options import PERIOD, WORKSPACE, day_of, period_of
from shuzhi.progress import showing

if TYPE_CHECKING:
    from shuzhi.commands.run import RunOutcome

SETTLE = 2.0  # seconds for which a file of the inbox must have rested to be read


@click.command(help="读取报送文件夹，核对、出报告、汇总、打包。")
@WORKSPACE
@PERIOD
@click.option("--as-of", "as_of", help="办理情况截至哪一天，如 2023-10-09；默认用各工作簿自己写的。")
@click.option("--jobs", type=click.IntRange(1, 64), help="同时用几个进程；默认自己决定。")
@click.option("--all", "everything", is_flag=True, help="全部重新做一遍；默认只做有变动的。")
@click.option("--pdf", is_flag=True, help="每份 Word 文件旁边再出一份PDF；电脑上要装有 LibreOffice。")
def run(
    folder: Path, period: str | None, as_of: str | None, jobs: int | None, *, everything: bool, pdf: bool
) -> int:
    """Run the batch and print what became of it."""
    from shuzhi.commands.run import RunRequest
    from shuzhi.commands.run import run as run_command
    from shuzhi.pdf.engine import engine
    from shuzhi.workspace import Workspace

    request = RunRequest(
        Workspace(folder), period_of(period), day_of(as_of), jobs, engine(), everything=everything, settle=SETTLE,
        pdf=pdf,
    )
    with showing() as progress:
        outcome = run_command(request, progress)
    return show(outcome)


def show(outcome: "RunOutcome") -> int:
    """Print what became of a run, its last two lines the zips; gives its exit code."""
    from shuzhi.commands.closing import closing

    click.echo(closing(outcome))
    click.echo(str(outcome.office.absolute()))
    click.echo(str(outcome.upward.absolute()))
    return int(outcome.exit_code)
