"""`shuzhi check FILE…`: the findings of single workbooks, and a marked copy beside each.

What looks at a workbook is imported where that is done, in a process of its own.
"""
# ruff: noqa: PLC0415 - as said above

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from shuzhi.commands.aligned import table
from shuzhi.commands.checked import Checked, CheckTask
from shuzhi.commands.passes import CHECKING
from shuzhi.errors import NotFound
from shuzhi.intake.bounds import bounds
from shuzhi.model.period import Period
from shuzhi.model.words import Level
from shuzhi.spread.processes import Processes, prepare
from shuzhi.spread.workers import Death, Limits, Report
from shuzhi.workspace import Workspace, load_settings, neutral_settings


def check(workspace: Workspace, paths: Sequence[Path], period: Period | None) -> list[Checked]:
    """Check each file by itself, in a process of its own; outside a workspace without roster and township rules.

    Without `period` a file in an inbox is checked for the period of that inbox, any other for that of 参数.
    """
    for path in paths:
        if not path.exists():
            raise NotFound(f"没有找到文件：{path}。请核对文件名和所在文件夹。")
    prepare(CHECKING)
    tasks = _tasks(workspace, paths, period)
    most = bounds(tasks[0].settings.limits)
    found = dict(Processes(1).outcomes(_check_one, tasks, Limits(most.seconds, most.memory)))
    outcomes = [found[place] for place in range(len(tasks))]
    return [
        _lost(task, outcome) if isinstance(outcome, Death) else outcome
        for task, outcome in zip(tasks, outcomes, strict=True)
    ]


def _tasks(workspace: Workspace, paths: Sequence[Path], period: Period | None) -> list[CheckTask]:
    if not workspace.settings_file.exists():
        return [CheckTask(path, neutral_settings(period), None) for path in paths]
    periods = [period or workspace.period_of(path) for path in paths]
    settings = {wanted: load_settings(workspace, wanted) for wanted in dict.fromkeys(periods)}
    return [CheckTask(path, settings[wanted], workspace) for path, wanted in zip(paths, periods, strict=True)]


def _check_one(task: CheckTask, report: Report) -> Checked:
    """Check one workbook (runs in a process of its own)."""
    from shuzhi.commands.checking import check_one

    return check_one(task, report)


def _lost(task: CheckTask, death: Death) -> Checked:
    """A workbook that cost its process."""
    from shuzhi.commands.checking import lost

    return lost(task, death)


def checked_text(checked: Checked, columns: int | None = None) -> str:
    """The findings of one workbook, in so many columns where a terminal has no more, and where the marked copy lies."""
    if not checked.records:
        return f"{checked.file.name}：没有发现问题。"
    rows = [
        (Level(str(one["level"])).label, str(one["sheet"]), str(one["cell"]), str(one["code"]),
         f"{one['message']}{one['hint']}")
        for one in checked.records
    ]
    end = f"\n已标好的一份：{checked.copy}" if checked.copy else ""
    end += f"\n{checked.remark}" if checked.remark else ""
    levels = Counter(level for level, *_ in rows)
    counts = "、".join(f"{level.label}{levels[level.label]}处" for level in Level if levels[level.label])
    listed = table(("级别", "表", "单元格", "规则", "问题和改法"), rows, columns)
    return f"{checked.file.name}：{len(rows)}处（{counts}）\n{listed}{end}"
