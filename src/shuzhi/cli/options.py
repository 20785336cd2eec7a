"""The options that several commands take, and how what was typed is understood."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import click

from shuzhi.cli.kinds import Named, OneOf
from shuzhi.cli.said import say
from shuzhi.commands import known
from shuzhi.errors import UsageFault
from shuzhi.model.period import Period
from shuzhi.progress import Progress, Silent, showing


class Told(StrEnum):
    """How much a command says, where it is not as usual."""

    QUIET = "quiet"
    WHOLE = "whole"


def _finished(context: click.Context, _option: click.Parameter, folder: Path) -> Path:
    """The workspace; where a killed run left its delivery half replaced, that is finished before anything else."""
    from shuzhi.commands.unfinished import finish_deliveries

    if not context.resilient_parsing and finish_deliveries(folder):
        say("上次换到一半的压缩包已经换完，现在是完整的。", err=True)
    return folder


WORKSPACE = click.option(
    "--workspace", "folder", type=click.Path(path_type=Path), metavar="文件夹", default=Path(), is_eager=True,
    callback=_finished,
    help="工作文件夹；默认是当前文件夹。",
)
PERIOD = click.option(
    "--period", type=Named(known.periods), metavar="报告期", is_eager=True,
    help="如 2023Q3、2023H1、2023Y；默认用乡镇台账“参数”里的。",
)
FORMAT = click.option(
    "--format", "style", type=OneOf("text", "json"), metavar="text|json", default="text",
    help="输出成文字，或给别的程序读的 JSON；默认文字。",
)
QUIET = click.option("--quiet", "told", flag_value=Told.QUIET.value, help="不显示进度和说明，只打印结果放在哪里。")
VERBOSE = click.option("--verbose", "told", flag_value=Told.WHOLE.value, help="全部列出来，不省略。")


def progress_of(told: str | None) -> AbstractContextManager[Progress]:
    """Progress on stderr, none where little is to be told."""
    return nullcontext(Silent()) if told == Told.QUIET else showing()


def period_of(text: str | None) -> Period | None:
    """The period typed; UsageFault if it is none."""
    period = Period.parse(text) if text else None
    if text and period is None:
        raise UsageFault(f"看不懂报告期“{text}”。请写成 2023Q3、2023H1 或 2023Y。")
    return period


def day_of(text: str | None) -> date | None:
    """The day typed; UsageFault if it is none."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no time
    except ValueError:
        raise UsageFault(f"看不懂日期“{text}”。请写成 2023-10-09。") from None
