"""Arguments → one command → printed outcome → exit code."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from shuzhi import __version__
from shuzhi.errors import ExitCode, ShuzhiError, UsageFault
from shuzhi.model.period import Period
from shuzhi.progress import showing

_WORKSPACE = click.option(
    "--workspace", "folder", type=click.Path(path_type=Path), default=Path(), help="工作文件夹，默认是当前文件夹。"
)
_PERIOD = click.option("--period", help="报告期，如 2023Q3；默认用乡镇台账·参数里的。")


@click.group(help="述职：把各支部报送的工作簿变成述职报告和汇总表。", invoke_without_command=True)
@click.version_option(__version__, message="shuzhi %(version)s")
@click.pass_context
def commands(context: click.Context) -> int:
    """Hold the commands; without one, say which there are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return int(ExitCode.USAGE)


@commands.command(help="读取报送文件夹，核对、出报告、汇总、打包。")
@_WORKSPACE
@_PERIOD
@click.option("--as-of", "as_of", help="办理情况截至哪一天，如 2023-10-09；默认用各工作簿自己写的。")
@click.option("--jobs", type=click.IntRange(1, 64), help="同时用几个进程；默认自己决定。")
def run(folder: Path, period: str | None, as_of: str | None, jobs: int | None) -> int:
    """Run the batch and print what became of it."""
    from shuzhi.commands.closing import closing
    from shuzhi.commands.run import RunRequest
    from shuzhi.commands.run import run as run_command
    from shuzhi.pdf import engine
    from shuzhi.workspace import Workspace

    request = RunRequest(Workspace(folder), _period(period), _day(as_of), jobs, engine())
    with showing() as progress:
        outcome = run_command(request, progress)
    click.echo(closing(outcome))
    click.echo(str(outcome.office.absolute()))
    click.echo(str(outcome.upward.absolute()))
    return int(outcome.exit_code)


@commands.command(help="核对一个或几个工作簿，在旁边放一份标好的“.核对.xlsx”。")
@_WORKSPACE
@_PERIOD
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="输出成文字或 JSON。")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(folder: Path, period: str | None, style: str, paths: tuple[Path, ...]) -> int:
    """Print the findings of workbooks."""
    from shuzhi.commands.check import check as check_command
    from shuzhi.commands.closing import checked_text
    from shuzhi.workspace import Workspace

    checked = check_command(Workspace(folder), paths, _period(period))
    if style == "json":
        records = [record for one in checked for record in one.records]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(map(checked_text, checked)))
    return int(ExitCode.WITH_FAULTS if any(one.has_errors for one in checked) else ExitCode.OK)


@commands.command(help="给名册里每个支部准备一本填好支部情况、编号和上期未完事项的工作簿。")
@_WORKSPACE
@_PERIOD
def issue(folder: Path, period: str | None) -> int:
    """Make the pre-filled workbooks."""
    from shuzhi.commands.closing import after_issue, issued_text
    from shuzhi.commands.issue import issue as issue_command
    from shuzhi.workspace import Workspace

    chosen = _period(period)
    with showing() as progress:
        issued = issue_command(Workspace(folder), chosen, progress)
    click.echo(issued_text(issued))
    click.echo(after_issue(issued, f"shuzhi run --period {chosen.code}" if chosen else "shuzhi run"))
    click.echo(str(issued.folder.absolute()))
    return int(issued.exit_code)


@commands.command(help="列出一份报告里的数字来自哪几行。")
@_WORKSPACE
@_PERIOD
@click.argument("report", metavar="REPORT")
@click.argument("figure", metavar="[FIGURE]", required=False)
def trace(folder: Path, period: str | None, report: str, figure: str | None) -> int:
    """Print the rows behind the figures of a report."""
    from shuzhi.commands.closing import table
    from shuzhi.commands.trace import trace as trace_command
    from shuzhi.workspace import Workspace

    name, figures = trace_command(Workspace(folder), _period(period), report, figure)
    rows = [(f"#{one.number}", one.text, one.title, "、".join(one.rows)) for one in figures]
    listed = table(("序号", "数字", "指标或单元格", "来自"), rows) if rows else "这份报告里没有数字。"
    click.echo(f"{name}\n\n{listed}")
    return int(ExitCode.OK)


@commands.group(help="核对模板，或新建一个模板。", invoke_without_command=True)
@click.pass_context
def templates(context: click.Context) -> int:
    """Hold the commands for templates; without one, say which there are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return int(ExitCode.USAGE)


@templates.command("check", help="一次找出模板里的全部问题；不写文件就核对 templates 里的每一个。")
@_WORKSPACE
@click.argument("paths", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
def templates_check(folder: Path, paths: tuple[Path, ...]) -> int:
    """Print every fault of the templates."""
    from shuzhi.commands.templates import check as check_command
    from shuzhi.commands.templates import checked_text
    from shuzhi.workspace import Workspace

    checked = check_command(Workspace(folder), paths)
    click.echo(checked_text(checked))
    return int(ExitCode.WITH_FAULTS if checked.faulty else ExitCode.OK)


@templates.command("new", help="在 templates 里新建一个带示例标签的模板，照着改就行。")
@_WORKSPACE
@click.argument("name", metavar="NAME")
def templates_new(folder: Path, name: str) -> int:
    """Write a template to start from."""
    from shuzhi.commands.templates import new, new_text
    from shuzhi.workspace import Workspace

    click.echo(new_text(new(Workspace(folder), name)))
    return int(ExitCode.OK)


@commands.command(help="列出标准表的栏目、指标（和模板里用的标签）、核对规则；写了文件名就存成标签清单（.docx、.xlsx）。")
@_WORKSPACE
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def fields(folder: Path, file: Path | None) -> int:
    """Print the dictionary, or write that of the tags."""
    from shuzhi.commands.closing import table
    from shuzhi.commands.fields import fields as fields_command
    from shuzhi.commands.fields import write_tags
    from shuzhi.workspace import Workspace

    if file is not None:
        click.echo(f"已写好标签清单，共{write_tags(Workspace(folder), file)}个标签：{file.absolute()}")
    else:
        click.echo("\n\n".join(f"{title}\n{table(header, rows)}" for title, header, rows in fields_command()))
    return int(ExitCode.OK)


@commands.command(help="新建一个工作文件夹；加 --sample 得到示例乡镇。")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="放入示例乡镇的数据。")
def init(folder: Path, *, sample: bool) -> int:
    """Make a workspace."""
    from shuzhi.commands.closing import after_init
    from shuzhi.commands.init import init as init_command

    init_command(folder, sample=sample)
    click.echo(f"已建好工作文件夹：{folder.absolute()}\n{after_init(sample=sample)}")
    return int(ExitCode.OK)


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
        click.echo(f"请把这句话和下面的位置告诉维护人员：{_place(fault)}", err=True)
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


def _place(fault: BaseException) -> str:
    """Where it happened: module and line, no values."""
    trace, places = fault.__traceback__, []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def _period(text: str | None) -> Period | None:
    period = Period.parse(text) if text else None
    if text and period is None:
        raise UsageFault(f"看不懂报告期“{text}”。请写成 2023Q3、2023H1 或 2023Y。")
    return period


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no time
    except ValueError:
        raise UsageFault(f"看不懂日期“{text}”。请写成 2023-10-09。") from None
