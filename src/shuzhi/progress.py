"""Progress of a command: a protocol held by the command, drawn on a terminal, one line a stage in a log."""

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

WIDTH, PAUSE = 24, 0.1  # cells of a bar; seconds between two drawings


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
            _put(f"{self.title}：{counts}用时{took}{end}\n", self.stream)
        self.title = ""


class Bar:
    """A bar a stage, with the time it still takes, drawn over itself; ASCII, as Chinese consoles draw blocks double.

    clock  seconds that go on; differences count
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.title, self.total, self.done = "", 0, 0
        self.began = self.drawn = 0.0

    def stage(self, title: str, total: int) -> None:
        """Draw a new bar, the one before full."""
        self.end(whole=True)
        self.title, self.total, self.done, self.began = title, total, 0, self.clock()
        self._draw(whole=False)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        self.done += count
        if self.title and self.clock() - self.drawn >= PAUSE:
            self._draw(whole=False)

    def end(self, *, whole: bool) -> None:
        """Leave the last bar as it is, full where the stage is whole."""
        if self.title:
            self._draw(whole=whole)
            _put("\n", self.stream)
        self.title = ""

    def _draw(self, *, whole: bool) -> None:
        self.drawn = self.clock()
        if whole:
            self.done = self.total
        counts = f"{self.done}/{self.total} " * (self.total > 1)
        words = counts + self._time(whole=whole)
        columns = shutil.get_terminal_size().columns - 1
        room = max(0, min(WIDTH, columns - _cells(self.title + words) - 4))
        full = room * self.done // self.total if self.total else room
        line = f"{self.title} [{'#' * full}{'.' * (room - full)}] {words}"
        _put(f"\r{line}{' ' * (columns - _cells(line))}", self.stream)

    def _time(self, *, whole: bool) -> str:
        spent = self.drawn - self.began
        if whole:
            return f"用时{lasting(spent)}"
        if 0 < self.done < self.total:
            return f"还要约{lasting(spent / self.done * (self.total - self.done))}"
        return f"已用{lasting(spent)}"


def lasting(seconds: float) -> str:
    """A length of time as people say it: 8秒, 2分05秒, 1小时03分."""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    if hours:
        return f"{hours}小时{left:02}分"
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


def _put(text: str, stream: TextIO) -> None:
    """Write; a stream that takes nothing (a full disk, a closed pipe) stops no run."""
    with suppress(OSError):
        print(text, end="", file=stream, flush=True)


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes: a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@contextmanager
def showing(stream: TextIO | None = None) -> Iterator[Progress]:
    """Progress on `stream` (default stderr): bars on a terminal that can move its cursor, lines elsewhere."""
    stream = stream or sys.stderr
    shown: Bar | Log = Log(stream)
    if stream.isatty() and os.environ.get("TERM") != "dumb":
        shown = Bar(stream)
    try:
        yield shown
    except BaseException:
        shown.end(whole=False)
        raise
    shown.end(whole=True)
