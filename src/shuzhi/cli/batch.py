"""What a township runs: the batch of a period."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shuzhi.cli.kinds import Count
from shuzhi.cli.options import PERIOD, QUIET, VERBOSE, WORKSPACE, Told, day_of, period_of, progress_of
from shuzhi.cli.page import columns, command
from shuzhi.cli.password import from_environment_or_terminal
from shuzhi.cli.said import say
from shuzhi.errors import ExitCode

if TYPE_CHECKING:
    from shuzhi.commands.run import RunOutcome

SETTLE = 2.0  # seconds for which a file of the inbox must have rested to be read


@command(
    help="读取报送文件夹里的工作簿，核对、出报告、汇总、打包。最后两行是两个压缩包的位置：内部的留在办公室，上报的往上交。",
    examples=(
        ("shuzhi run", "本期"),
        ("shuzhi run --period 2023Y", "全年"),
        ("shuzhi run --workspace D:\\我们镇 --pdf", "另一个文件夹，同时出 PDF"),
    ),
)
@WORKSPACE
@PERIOD
@click.option("--as-of", "as_of", metavar="日期", help="办理情况截至哪一天，如 2023-10-09；默认用各工作簿自己写的。")
@click.option("--jobs", type=Count(1, 64), metavar="个数", help="同时用几个进程，1到64；默认自己决定。")
@click.option(
    "--cluster", metavar="地址",
    help="交给 Dask 集群的几台机器一起做；各台要装同样的程序，工作文件夹要共享，路径相同。",
)
@click.option("--all", "everything", is_flag=True, help="全部重新做一遍；默认只做有变动的。")
@click.option("--pdf", is_flag=True, help="每份 Word 文件旁边再出一份 PDF；电脑上要装有 LibreOffice。")
@click.option("--encrypt", is_flag=True, help="给内部压缩包加密；没有预先放好密码的，会问一个。")
@QUIET
@VERBOSE
def run(
    folder: Path, period: str | None, as_of: str | None, jobs: int | None, cluster: str | None, told: str | None,
    *, everything: bool, pdf: bool, encrypt: bool,
) -> int:
    """Run the batch and print what became of it."""
    from shuzhi.commands.passes import begin

    wanted, day = period_of(period), day_of(as_of)
    if not cluster:
        begin(folder)
    from shuzhi.commands.run import RunRequest
    from shuzhi.commands.run import run as run_command
    from shuzhi.pdf.engine import engine
    from shuzhi.workspace import Workspace

    request = RunRequest(
        Workspace(folder.absolute() if cluster else folder),  # other machines do not stand in this folder
        wanted, day, jobs, engine(), everything=everything, settle=SETTLE, pdf=pdf,
        cluster=cluster or "", encrypt=encrypt, password=from_environment_or_terminal(),
    )
    with progress_of(told) as progress:
        outcome = run_command(request, progress)
    return show(outcome, told)


def show(outcome: "RunOutcome", told: str | None) -> int:
    """Print what became of a run, its last two lines the zips; gives its exit code, not 0 where it can't be printed."""
    from shuzhi.commands.closing import closing, whole

    try:
        if told != Told.QUIET:
            say(whole(outcome) if told == Told.WHOLE else closing(outcome, columns()))
        say(str(outcome.office.absolute()))
        say(str(outcome.upward.absolute()))
    except OSError:  # a full disk or a closed pipe behind stdout: what was delivered stands
        return int(ExitCode.WITH_FAULTS)
    return int(outcome.exit_code)
