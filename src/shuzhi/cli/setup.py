"""A new workspace, the guides that belong into it."""

from pathlib import Path

import click

from shuzhi.cli.options import WORKSPACE
from shuzhi.cli.page import argument, command
from shuzhi.cli.said import say
from shuzhi.errors import ExitCode


@command(
    help="新建一个工作文件夹：乡镇台账、空白工作簿、报告模板，还有双击就能生成的文件。",
    examples=(
        ("shuzhi init 我们镇", "新建“我们镇”文件夹，接着填里面的乡镇台账"),
        ("shuzhi init 试一试 --sample", "先看看示例乡镇"),
    ),
)
@argument("folder", metavar="文件夹", type=click.Path(path_type=Path), told="要新建的文件夹，或者一个空文件夹。")
@click.option("--sample", is_flag=True, help="放入示例乡镇的数据，都是编的。")
def init(folder: Path, *, sample: bool) -> int:
    """Make a workspace."""
    from shuzhi.commands.init import after_init
    from shuzhi.commands.init import init as init_command

    init_command(folder, sample=sample)
    say(f"已建好工作文件夹：{folder.absolute()}\n{after_init(sample=sample)}")
    return int(ExitCode.OK)


@command(
    help="把两本使用指南（给支部的、给乡镇的）放进工作文件夹的“使用指南”。",
    examples=(("shuzhi guide", "程序换了新版本，指南也换成新的；您改过的那份不会动"),),
)
@WORKSPACE
def guide(folder: Path) -> int:
    """Put the guides into a workspace."""
    from shuzhi.commands.guide import guide as guide_command
    from shuzhi.commands.guide import guide_text

    say(guide_text(guide_command(folder)))
    return int(ExitCode.OK)
