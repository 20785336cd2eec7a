"""Reports: the rows behind a figure, templates and their tags."""

from pathlib import Path

import click

from shuzhi.cli.kinds import Named
from shuzhi.cli.options import PERIOD, WORKSPACE, period_of
from shuzhi.cli.page import argument, command, group, room
from shuzhi.cli.said import say
from shuzhi.commands import known
from shuzhi.errors import ExitCode


@command(
    help="列出一份报告里的数字来自哪几张表、哪几行。",
    examples=(
        ("shuzhi trace 石井村/抓基层", "这份报告的全部数字"),
        ("shuzhi trace 石井村/抓基层 17", "报告里写着17的"),
        ('shuzhi trace 石井村/抓基层 "#5"', "第5个数"),
    ),
)
@WORKSPACE
@PERIOD
@argument("report", metavar="报告", type=Named(known.reports), told="报告的名字，能认出是哪一份就行。")
@argument("figure", metavar="[数字]", required=False, told='报告里的数、指标名，或者 "#5" 这样的序号。')
def trace(folder: Path, period: str | None, report: str, figure: str | None) -> int:
    """Print the rows behind the figures of a report."""
    from shuzhi.commands.aligned import table
    from shuzhi.commands.trace import trace as trace_command
    from shuzhi.workspace import Workspace

    name, figures = trace_command(Workspace(folder), period_of(period), report, figure)
    rows = [(f"#{one.number}", one.text, one.title, "、".join(one.rows)) for one in figures]
    listed = table(("序号", "数字", "指标或单元格", "来自"), rows, room()) if rows else "这份报告里没有数字。"
    say(f"{name}\n\n{listed}")
    return int(ExitCode.OK)


@group(
    help="核对模板，或新建一个模板。", invoke_without_command=True,
    examples=(("shuzhi templates check", "核对全部模板"), ("shuzhi templates new 村情通报", "新建一个")),
)
@click.pass_context
def templates(context: click.Context) -> int:
    """Hold the commands for templates; without one, say which there are."""
    if context.invoked_subcommand is None:
        say(context.get_help())
    return int(ExitCode.USAGE)


@command(
    name="check", help="一次找出模板里的全部问题。",
    examples=(("shuzhi templates check", "全部"), ("shuzhi templates check templates/年度工作总结.docx", "一个")),
)
@WORKSPACE
@argument(
    "paths", metavar="[文件]…", nargs=-1, type=click.Path(path_type=Path),
    told="要核对的模板；不写就核对 templates 里的每一个。",
)
def templates_check(folder: Path, paths: tuple[Path, ...]) -> int:
    """Print every fault of the templates."""
    from shuzhi.commands.templates import check as check_command
    from shuzhi.commands.templates import checked_text
    from shuzhi.workspace import Workspace

    checked = check_command(Workspace(folder), paths)
    say(checked_text(checked))
    return int(ExitCode.WITH_FAULTS if checked.faulty else ExitCode.OK)


@command(
    name="new", help="在 templates 里新建一个带示例标签的模板，照着改就行。",
    examples=(
        ("shuzhi templates new 村情通报", "得到 templates/村情通报.docx"),
        ("shuzhi templates new 季度报表.xlsx", "得到一张会自动填的表"),
    ),
)
@WORKSPACE
@argument("name", metavar="名称", told="新模板的名字，带 .xlsx 的是表格。")
def templates_new(folder: Path, name: str) -> int:
    """Write a template to start from."""
    from shuzhi.commands.templates import new, new_text
    from shuzhi.workspace import Workspace

    say(new_text(new(Workspace(folder), name)))
    return int(ExitCode.OK)


templates.add_command(templates_check)
templates.add_command(templates_new)


@command(
    help="列出标准表的栏目、指标（和模板里用的标签）、核对规则；写了文件名，就存成全部标签的清单。",
    examples=(("shuzhi fields", "在屏幕上看"), ("shuzhi fields 标签.docx", "存成 Word")),
)
@WORKSPACE
@argument(
    "file", metavar="[文件]", required=False, type=click.Path(path_type=Path), told="清单的文件名，.docx 或 .xlsx。"
)
def fields(folder: Path, file: Path | None) -> int:
    """Print the dictionary, or write that of the tags."""
    from shuzhi.commands.fields import listed, write_tags
    from shuzhi.workspace import Workspace

    if file is not None:
        say(f"已写好标签清单，共{write_tags(Workspace(folder), file)}个标签：{file.absolute()}")
    else:
        say(listed(room()))
    return int(ExitCode.OK)
