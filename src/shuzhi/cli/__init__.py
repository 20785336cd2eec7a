"""Arguments → one command → printed outcome → exit code."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from shuzhi.cli import batch, completion, nights, reports, setup, standing, streams, workbooks
from shuzhi.cli.mistaken import mistaken
from shuzhi.cli.page import group
from shuzhi.cli.said import say
from shuzhi.errors import INTERRUPTED, ExitCode, ShuzhiError, UsageFault, place_of
from shuzhi.files.rights import own_mask

_COMMANDS = (
    batch.run, workbooks.issue, workbooks.check, standing.status, standing.history, standing.approve,
    standing.reopen, reports.trace, reports.templates, reports.fields, setup.init, setup.guide, nights.nightly,
    nights.service, completion.completion,
)


@group(
    help="述职：把各支部报送的工作簿变成述职报告和汇总表。", invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    examples=(
        ("shuzhi init 我们镇", "新建工作文件夹，填好里面的 workbooks/乡镇台账.xlsx"),
        ("shuzhi issue", "给各支部准备工作簿，发下去"),
        ("shuzhi run", "收回来的放进报送文件夹，生成全部报告和汇总"),
    ),
)
@click.version_option(package_name="shuzhi", message="shuzhi %(version)s", help="显示版本。")
@click.pass_context
def commands(context: click.Context) -> int:
    """Hold the commands; without one, say which there are."""
    if context.invoked_subcommand is None:
        say(context.get_help())
    return int(ExitCode.USAGE)


for _command in _COMMANDS:
    commands.add_command(_command)


def main() -> int:
    """Run the command that was given; the one place that turns exceptions into exit codes."""
    own_mask()
    streams.prepare()
    code = _guarded(_command_given)
    _hear_no_more()
    streams.close()
    return code


def _command_given() -> Any:
    if not streams.names_can_be_written():
        raise UsageFault("这里的语言环境不认中文文件名。请去掉环境变量 PYTHONUTF8（或者把它设成 1），再运行一次。")
    return commands.main(prog_name="shuzhi", standalone_mode=False)


def _guarded(work: Callable[[], Any]) -> int:
    try:
        return int(work() or 0)
    except ShuzhiError as fault:
        return _ended(fault.exit_code, str(fault))
    except click.ClickException as fault:
        return _ended(ExitCode.USAGE, mistaken(fault))
    except (KeyboardInterrupt, click.Abort):
        return _ended(ExitCode.INTERRUPTED, INTERRUPTED)
    except MemoryError:
        return _ended(ExitCode.INTERNAL, "内存不够，原有的结果没有改动。请关闭其他程序再运行一次。")
    except Exception as fault:  # noqa: BLE001 - the last boundary: no traceback reaches the user
        return _ended(
            ExitCode.INTERNAL, f"程序内部出错（{type(fault).__name__}），原有的结果没有改动。\n"
            f"请把这句话和下面的位置告诉维护人员：{place_of(fault)}"
        )


def _hear_no_more() -> None:
    """No Ctrl-C from here on: what became of the command is said, and its exit code is known."""
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    else:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _ended(code: ExitCode, text: str) -> int:
    """Say why; where nothing can be said (a full disk behind stderr), the exit code says it."""
    with suppress(OSError):
        say(text, err=True)
    return int(code)
