"""Reports: the rows behind a figure, templates and their tags."""

from pathlib import Path

import click

from shuzhi.cli.options import PERIOD, WORKSPACE, period_of
from shuzhi.errors import ExitCode


@click.command(help="列出一份报告里的数字来自哪几行。")
@WORKSPACE
@PERIOD
@click.argument("report", metavar="REPORT")
@click.argument("figure", metavar="[FIGURE]", required=False)
def trace(folder: Path, period: str | None, report: str, figure: str | None) -> int:
    """Print the rows behind the figures of a report."""
    from shuzhi.commands.closing import table
    from shuzhi.commands.trace import trace as trace_command
    from shuzhi.workspace import Workspace

    name, figures = trace_command(Workspace(folder), period_of(period), report, figure)
    rows = [(f"#{one.number}", one.text, one.title, "、".join(one.rows)) for one in figures]
    listed = table(("序号", "数字", "指标或单元格", "来自"), rows) if rows else "这份报告里没有数字。"
    click.echo(f"{name}\n\n{listed}")
    return int(ExitCode.OK)


@click.group(help="核对模板，或新建一个模板。", invoke_without_command=True)
@click.pass_context
def templates(context: click.Context) -> int:
    """Hold the commands for templates; without one, say which there are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return int(ExitCode.USAGE)


@templates.command("check", help="一次找出模板里的全部问题；不写文件就核对 templates 里的每一个。")
@WORKSPACE
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
@WORKSPACE
@click.argument("name", metavar="NAME")
def templates_new(folder: Path, name: str) -> int:
    """Write a template to start from."""
    from shuzhi.commands.templates import new, new_text
    from shuzhi.workspace import Workspace

    click.echo(new_text(new(Workspace(folder), name)))
    return int(ExitCode.OK)


@click.command(help="列出标准表的栏目、指标（和模板里用的标签）、核对规则；写了文件名就存成标签清单（.docx、.xlsx）。")
@WORKSPACE
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
