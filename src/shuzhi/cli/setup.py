"""A new workspace."""

from pathlib import Path

import click

from shuzhi.errors import ExitCode


@click.command(help="新建一个工作文件夹；加 --sample 得到示例乡镇。")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="放入示例乡镇的数据。")
def init(folder: Path, *, sample: bool) -> int:
    """Make a workspace."""
    from shuzhi.commands.closing import after_init
    from shuzhi.commands.init import init as init_command

    init_command(folder, sample=sample)
    click.echo(f"已建好工作文件夹：{folder.absolute()}\n{after_init(sample=sample)}")
    return int(ExitCode.OK)
