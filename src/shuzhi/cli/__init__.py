"""Arguments → one command → printed outcome → exit code."""

import sys
from collections.abc import Callable
from typing import Any

import click

from shuzhi import __version__
from shuzhi.cli import batch, nights, reports, setup, standing, workbooks
from shuzhi.errors import ExitCode, ShuzhiError, place_of

_COMMANDS = (
    batch.run, workbooks.issue, workbooks.check, standing.status, standing.history, standing.approve,
    standing.reopen, reports.trace, reports.templates, reports.fields, setup.init, nights.nightly, nights.service,
)


@click.group(help="述职：把各支部报送的工作簿变成述职报告和汇总表。", invoke_without_command=True)
@click.version_option(__version__, message="shuzhi %(version)s")
@click.pass_context
def commands(context: click.Context) -> int:
    """Hold the commands; without one, say which there are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return int(ExitCode.USAGE)


for _command in _COMMANDS:
    commands.add_command(_command)


def main() -> None:
    """Run the program; the one place that turns exceptions into exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_guarded(lambda: commands.main(standalone_mode=False)))


def _guarded(work: Callable[[], Any]) -> int:
    try:
        return int(work() or 0)
    except ShuzhiError as fault:
        click.echo(str(fault), err=True)
        return int(fault.exit_code)
    except click.ClickException as fault:
        click.echo(_usage(fault), err=True)
        return int(ExitCode.USAGE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中断，原有的结果没有改动。", err=True)
        return int(ExitCode.INTERRUPTED)
    except Exception as fault:  # noqa: BLE001 - the last boundary: no traceback reaches the user
        click.echo(f"程序内部出错（{type(fault).__name__}），原有的结果没有改动。", err=True)
        click.echo(f"请把这句话和下面的位置告诉维护人员：{place_of(fault)}", err=True)
        return int(ExitCode.INTERNAL)


def _usage(fault: click.ClickException) -> str:
    """What is wrong with the arguments, in the users' language."""
    known: tuple[tuple[type[click.ClickException], str], ...] = (
        (click.NoSuchCommand, f"没有这个命令：{getattr(fault, 'command_name', '')}。"),
        (click.NoSuchOption, f"没有这个选项：{getattr(fault, 'option_name', '')}。"),
        (click.MissingParameter, f"少写了 {getattr(getattr(fault, 'param', None), 'human_readable_name', '')}。"),
        (click.BadParameter, "选项的值不对。"),
    )
    said = next((text for kind, text in known if isinstance(fault, kind)), "命令写得不对。")
    return f"{said}写 shuzhi --help 可以看到全部命令和选项。"
