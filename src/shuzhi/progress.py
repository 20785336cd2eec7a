"""Progress of a command: a protocol held by the command, drawn on a terminal, one line a stage in a log."""

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

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
        self.bar: ProgressBar[int] | None = None
        self.total, self.took = 0, ""
        self.began = self.drawn = 0.0

    def stage(self, title: str, total: int) -> None:
        """Draw a new bar, the one before full."""
        from click import progressbar  # noqa: PLC0415 - logs, and processes that read or render, draw nothing

        self.end(whole=True)
        self.total, self.began = total, self.clock()
        self.bar = progressbar(
            length=total, label=title, fill_char="#", empty_char=".", bar_template="%(label)s [%(bar)s] %(info)s",
            show_eta=False, show_percent=False, show_pos=total > 1, item_show_func=lambda _: self.took, info_sep=" ",
            file=self.stream, color=False,
        )
        self._draw(self.bar)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self.bar:
            self.bar.make_step(count)
            if self.clock() - self.drawn >= PAUSE:
                self._draw(self.bar)

    def end(self, *, whole: bool) -> None:
        """Leave the last bar as it is, full where the stage is whole."""
        if self.bar:
            if whole:
                self.bar.make_step(self.total - self.bar.pos)
            self._draw(self.bar)
            _put("\n", self.stream)  # click's own end of a line sends the terminal an escape sequence
        self.bar = None

    def _draw(self, bar: "ProgressBar[int]") -> None:
        """Draw as wide as the terminal is now: click takes a Chinese character for one cell."""
        self.drawn = self.clock()
        self.took = _took(self.drawn - self.began, bar.pos, self.total)
        bar.width = 0
        words = bar.format_progress_line()
        free = max(0, shutil.get_terminal_size().columns - 1 - _cells(words))
        bar.width, bar.max_width = min(WIDTH, free), len(words) + free
        with suppress(OSError):
            bar.render_progress()


def _took(spent: float, done: int, total: int) -> str:
    """The time of a stage, `spent` seconds of it gone; click's own would go by a clock that may be set back."""
    if done >= total:
        return f"用时{lasting(spent)}"
    return f"还要约{lasting(spent / done * (total - done))}" if done else f"已用{lasting(spent)}"


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
