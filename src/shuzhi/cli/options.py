"""The options that several commands take, and how what was typed is understood."""

from datetime import date, datetime
from pathlib import Path

import click

from shuzhi.errors import UsageFault
from shuzhi.model.period import Period

WORKSPACE = click.option(
    "--workspace", "folder", type=click.Path(path_type=Path), default=Path(), help="工作文件夹，默认是当前文件夹。"
)
PERIOD = click.option("--period", help="报告期，如 2023Q3；默认用乡镇台账·参数里的。")


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
