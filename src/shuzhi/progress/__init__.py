"""Progress of a command: a protocol held by the command, drawn on a terminal, one line a stage in a log."""

import os
import sys
import time
from collections.abc import Callable, Iterator
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
    """One line a stage, when it ends, for logs and pipes (生成报告：12个，用时8秒).

    clock  seconds that go on; differences count
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.title, self.total, self.done, self.began = "", 0, 0, 0.0

    def stage(self, title: str, total: int) -> None:
        """End the stage before, begin another."""
        self.end(whole=True)
        self.title, self.total, self.done, self.began = title, total, 0, self.clock()

    def step(self, count: int = 1) -> None:
        """Count the steps."""
        self.done += count

    def end(self, *, whole: bool) -> None:
        """Print the stage; how far it came where it is not whole."""
        if self.title:
            counts = (f"{self.total}个，" if whole else f"{self.done}/{self.total}个，") * (self.total > 1)
            end = "" if whole else "，没有做完"
            took = lasting(self.clock() - self.began)
            print(f"{self.title}：{counts}用时{took}{end}", file=self.stream, flush=True)
        self.title = ""


def lasting(seconds: float) -> str:
    """A length of time as people say it: 8秒, 2分05秒, 1小时03分."""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    if hours:
        return f"{hours}小时{left:02}分"
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


@contextmanager
def showing(stream: TextIO | None = None) -> Iterator[Progress]:
    """Progress on `stream` (default stderr): bars on a terminal that can move its cursor, lines elsewhere."""
    stream = stream or sys.stderr
    if stream.isatty() and os.environ.get("TERM") != "dumb":
        from shuzhi.progress.bar import Bar

        bar = Bar(stream)
        with bar.rich:
            yield bar
        return
    log = Log(stream)
    try:
        yield log
    except BaseException:
        log.end(whole=False)
        raise
    log.end(whole=True)
