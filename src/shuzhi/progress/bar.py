"""Progress on a terminal: a bar a stage, with the time it still takes."""

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from shuzhi.progress import lasting


class Bar:
    """A rich progress bar a stage."""

    def __init__(self, stream: TextIO) -> None:
        self.rich = RichProgress(
            TextColumn("{task.description}"), BarColumn(bar_width=24),
            _Count(), _Time(), console=Console(file=stream),
        )
        self.task: TaskID | None = None

    def stage(self, title: str, total: int) -> None:
        """Draw a new bar, the one before full."""
        if self.task is not None:
            self.rich.update(self.task, completed=self.rich.tasks[self.task].total)
        self.task = self.rich.add_task(title, total=total)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self.task is not None:
            self.rich.advance(self.task, count)


class _Count(ProgressColumn):
    """Steps done and to do; nothing where there is one step only."""

    def render(self, task: Task) -> Text:
        """The steps of one stage."""
        return Text(f"{task.completed:.0f}/{task.total:.0f}" if task.total and task.total > 1 else "")


class _Time(ProgressColumn):
    """How long the stage still takes, as far as that is known; at its end how long it took."""

    max_refresh = 0.5  # the guess need not jump ten times a second

    def render(self, task: Task) -> Text:
        """The time of one stage."""
        if task.finished:
            return Text(f"用时{lasting(task.finished_time or 0)}")
        if task.time_remaining is not None:
            return Text(f"还要约{lasting(task.time_remaining)}")
        return Text(f"已用{lasting(task.elapsed or 0)}")
