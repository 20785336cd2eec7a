"""Progress of a command: a protocol held by the command, drawn on a terminal, one line a stage in a log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO


class Progress(Protocol):
    """What a stage reports while it works."""

    def stage(self, title: str, total: int) -> None:
        """Begin a stage of `total` steps; ends the one before."""

    def step(self, count: int = 1) -> None:
        """Say that `count` more steps are done."""


class Silent:
    """No progress at all: for callers that show none."""

    def stage(self, title: str, total: int) -> None:
        """Say nothing."""

    def step(self, count: int = 1) -> None:
        """Say nothing."""


class Log:
    """One line a stage, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def stage(self, title: str, total: int) -> None:
        """Print the stage and its size."""
        print(f"{title}（{total}）", file=self.stream, flush=True)

    def step(self, count: int = 1) -> None:
        """Say nothing: a log needs no steps."""


class Bar:
    """A rich progress bar a stage."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self.rich = RichProgress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=Console(file=stream),
        )
        self.task: TaskID | None = None

    def stage(self, title: str, total: int) -> None:
        """Draw a new bar."""
        if self.task is not None:
            self.rich.update(self.task, completed=self.rich.tasks[self.task].total)
        self.task = self.rich.add_task(title, total=total)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self.task is not None:
            self.rich.advance(self.task, count)


@contextmanager
def showing(stream: TextIO | None = None) -> Iterator[Progress]:
    """Progress on `stream` (default stderr): bars on a terminal, lines elsewhere."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield Log(stream)
        return
    bar = Bar(stream)
    with bar.rich:
        yield bar
