"""The loop of the nights: `schedule` ticks, each tick asks whether a run is due; nothing but a signal ends it."""

import signal
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from types import FrameType

from schedule import Scheduler

from shuzhi.errors import AlreadyRunning
from shuzhi.nightly.due import business_day
from shuzhi.nightly.night import USUAL, Watch, attempt, failed
from shuzhi.workspace import Workspace, load_settings

INTERVAL = 30  # seconds between two ticks


class Terminated(KeyboardInterrupt):
    """SIGTERM: the system asks the program to end."""


@dataclass
class Rounds:
    """What the loop remembers between two ticks.

    at     the nightly time, as 参数 last said it; seen: that workbook's time and size then
    done   the business day that needs no more looking
    said   the business day and the kind of the fault told last: a share that is gone is told once a day
    """

    watch: Watch
    at: time = USUAL
    seen: tuple[int, int] | None = None
    done: date | None = None
    said: tuple[date, str] | None = None

    def tick(self) -> None:
        """Run if a run is due; only an interrupt gets out of here."""
        self.at = self._nightly_time()
        day = business_day(self.watch.now(), self.at, self.watch.zone)
        if day == self.done:
            return
        try:
            attempt(self.watch, self.at)
        except AlreadyRunning:
            return
        except Exception as fault:  # noqa: BLE001 - the boundary of a night: the next one must come
            if self.said != (day, type(fault).__name__):
                failed(self.watch, fault)
            self.said = (day, type(fault).__name__)
        else:
            self.done = day

    def _nightly_time(self) -> time:
        """The time of 参数, read again where the workbook changed; as before where it cannot be read."""
        seen = _version(self.watch.workspace)
        if seen is None or seen == self.seen:
            return self.at
        try:
            at = load_settings(self.watch.workspace).nightly
        except Exception:  # noqa: BLE001 - whatever it is, the next run will meet it and say so
            return self.at
        self.seen = seen
        if at != self.at:
            self.watch.log.info("夜间运行时间：%s", at.strftime("%H:%M"))
        return at


def watch_nights(watch: Watch, interval: float = INTERVAL, sleep: Callable[[float], None] = clock.sleep) -> None:
    """Run every night until a signal comes: returns after SIGTERM, raises KeyboardInterrupt after Ctrl-C."""
    watch.log.info("启动：每%d秒看一次", interval)
    try:
        with terminating():
            ticking(Rounds(watch).tick, interval, Scheduler(), sleep)
    except Terminated:
        watch.log.info("结束：系统要求停止")
    except KeyboardInterrupt:
        watch.log.info("结束：按键中断")
        raise


def ticking(
    tick: Callable[[], None], interval: float, scheduler: Scheduler, sleep: Callable[[float], None]
) -> None:
    """Tick at once and then every `interval` seconds, for ever; a clock set back does not make it wait longer."""
    tick()
    scheduler.every(interval).seconds.do(tick)  # type: ignore[arg-type]  # parts of a second do as well
    while True:
        idle = scheduler.idle_seconds or 0.0
        if idle > interval:
            scheduler.clear()
            scheduler.every(interval).seconds.do(tick)  # type: ignore[arg-type]
            idle = interval
        sleep(max(idle, 0.0))
        scheduler.run_pending()


@contextmanager
def terminating() -> Iterator[None]:
    """Raise Terminated in here when the system asks the program to end, once."""
    def end(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _version(workspace: Workspace) -> tuple[int, int] | None:
    try:
        status = workspace.settings_file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
