"""Processes of this machine: a worker's death costs its own item, an interrupt leaves no worker behind."""

import contextlib
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.process import BaseProcess
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from shuzhi.spread.serving import serve
from shuzhi.spread.workers import Death, Item, Limits, Reason, Report, Result

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

# Files; below, starting more processes costs more than it gains: each imports by itself, or a server did for all.
_WORTH_IT, _WORTH_IT_SERVED = 200, 20
_LEAST = 20  # below, what each rule costs in a chunk is more than a second process gains
_MOST_BYTES = 75  # of the system's temporary folder: the server's socket lies there, whose path may have 107 (unix(7))
_FIRST = "shuzhi.spread.preloading"
START = 120.0  # seconds a new worker may take to import what its task needs, on a busy machine


@dataclass(frozen=True)
class Processes:
    """At most `jobs` processes of this machine (see Workers), used again and again; a fresh one follows a death.

    ahead  modules that workers import while there is nothing to do
    idle   those that wait for what comes behind; None = they are ended with what they were started for
    """

    jobs: int
    least: int = 1
    ahead: Sequence[str] = ()
    idle: "list[_Worker] | None" = field(default=None, compare=False, repr=False)

    @contextlib.contextmanager
    def kept(self, ahead: Sequence[str]) -> Iterator["Processes"]:
        """The same processes for all that is done inside, ended behind it, whatever they do.

        Where there are several, they import `ahead` for what is done later.
        """
        idle: list[_Worker] = []
        try:
            yield replace(self, ahead=ahead if self.jobs > 1 else (), idle=idle)
        finally:
            for worker in idle:
                worker.end()

    def outcomes(
        self, task: Callable[[Item, Report], Result], items: Sequence[Item], limits: Limits,
        beside: Iterable[object] = (),
    ) -> Iterator[tuple[int, Result | Death]]:
        """See Workers; the processes are ended with the iterator, whatever they do, unless they are kept."""
        waiting = list(enumerate(items))[::-1]
        jobs = max(min(self.jobs, len(waiting)), 1)
        workers: list[_Worker] = []
        steps = iter(beside)
        try:
            while waiting or any(worker.place >= 0 for worker in workers):
                workers += [self._worker(task) for _ in range(len(workers), min(jobs, len(workers) + len(waiting)))]
                for worker in workers:
                    if worker.place < 0 and waiting:
                        worker.give(task, limits, *waiting.pop())
                self._get_ready(task, len(workers))
                _go_on(steps, workers)
                for worker in _ready(workers):
                    place, outcome = worker.place, worker.hear()
                    if isinstance(outcome, Death):
                        workers.remove(worker)
                    if outcome is not None:
                        yield place, outcome.value if isinstance(outcome, _Done) else outcome
            for _ in steps:
                pass
        finally:
            for worker in workers:
                if worker.place < 0 and self.idle is not None:
                    self.idle.append(worker)
                else:
                    worker.end()

    def _worker(self, task: Callable[..., object]) -> "_Worker":
        """One that waits, or a fresh one."""
        while self.idle:
            worker = self.idle.pop()
            if worker.waits():
                return worker
            worker.end()
        return _Worker(task, self.ahead)

    def _get_ready(self, task: Callable[..., object], busy: int) -> None:
        """One more than have something to do, where more may be needed later: it imports what they will need."""
        if self.ahead and not self.idle and self.idle is not None and busy < self.jobs:
            self.idle.append(_Worker(task, self.ahead))


def prepare(modules: Sequence[str]) -> None:
    """Begin to import what workers will need while this process imports what it needs itself."""
    if _is_served():
        _server(modules)


def processes(files: int) -> Processes:
    """As many as are worth their start for so many files."""
    least = _WORTH_IT_SERVED if _is_served() else _WORTH_IT
    return Processes(os.cpu_count() or 1 if files >= least else 1, _LEAST)


@dataclass(frozen=True)
class _Done:
    value: Any


class _Worker:
    """The parent's end of one worker; `place` is the item it works on, -1 = idle."""

    def __init__(self, task: Callable[..., object], ahead: Sequence[str]) -> None:
        """Start one that imports what the task needs; `ahead` see Processes."""
        modules = _modules(task)
        context = _context(modules)
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(modules, ahead, theirs), daemon=True)
        # To be forked it waits for all that the server imports: that may be interrupted, and the server hears nothing.
        with _unheard() if context.get_start_method() == "spawn" else contextlib.nullcontext():
            self.process.start()
        theirs.close()  # so that the worker's death is the end of the pipe
        self.started = time.monotonic() + START
        self.seconds = self.deadline = math.inf
        self.place, self.file = -1, ""
        self.files: list[str] = []

    def waits(self) -> bool:
        """Whether an idle worker is still there; whatever it had to tell is not asked for any more."""
        with contextlib.suppress(EOFError, OSError):
            while self.connection.poll():
                self.connection.recv()
            return True
        return False

    def give(self, task: Callable[[Item, Report], object], limits: Limits, place: int, item: Item) -> None:
        """Hand over an item; a worker that is gone is noticed by hear."""
        self.place, self.file, self.files = place, "", []
        self.seconds = limits.seconds
        self.deadline = max(self.started, time.monotonic()) + self.seconds
        with contextlib.suppress(OSError):
            self.connection.send((task, limits.megabytes, item))

    def hear(self) -> "_Done | Death | None":
        """The next sign of life: a result, None for a report, or a Death where there is none."""
        if not self.connection.poll():
            return self.lost("hung")
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            kind, value = "died", None
        self.started = -math.inf
        self.deadline = time.monotonic() + self.seconds
        if kind == "raised":
            raise value
        if kind == "done":
            self.place = -1
            return _Done(value)
        if kind in ("died", "memory"):
            return self.lost(kind)
        self.file = value
        self.files += [value] * bool(value)
        return None

    def lost(self, reason: Reason) -> Death:
        """End a worker that is of no more use."""
        self.end()
        return Death(self.file, reason, tuple(self.files))

    def end(self) -> None:
        """Kill the worker, whatever it does, and wait until it is gone."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _is_served() -> bool:
    return sys.platform.startswith("linux") and len(os.fsencode(gettempdir())) <= _MOST_BYTES


def _modules(task: Callable[..., object]) -> list[str]:
    """The modules that a task needs; none is told of one that was written where the program began."""
    named = [one.__module__ for one in (task, *getattr(task, "args", ())) if callable(one)]
    return [name for name in named if name != "__main__"]


def _context(modules: Sequence[str]) -> "SpawnContext | ForkServerContext":
    """How workers are started: where it is safe, by a server that has imported these once for all."""
    return _server(modules) if _is_served() else get_context("spawn")


def _server(modules: Sequence[str]) -> "ForkServerContext":
    """The server that forks workers, begun, which imports these modules first unless it has begun before."""
    from multiprocessing.forkserver import ensure_running  # noqa: PLC0415 - not everywhere

    context = get_context("forkserver")
    context.set_forkserver_preload([_FIRST, *modules])
    with _unheard():
        ensure_running()
    return context


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C, which reaches the whole group; this process hears it afterwards.

    Signals that are blocked are so in what is started, too (signal(7)). Windows has none of this.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # its own start would end the block
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _go_on(steps: Iterator[object], workers: Sequence[_Worker]) -> None:
    """Do one step after the other until there is none, or a worker has something to tell."""
    busy = [worker.connection for worker in workers if worker.place >= 0]
    for _ in steps:
        if connection.wait(busy, 0):
            return


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    """Wait for the busy workers: those with something to hear, and those past their deadline."""
    busy = [worker for worker in workers if worker.place >= 0]
    rest = min(worker.deadline for worker in busy) - time.monotonic()
    heard = connection.wait([worker.connection for worker in busy], None if math.isinf(rest) else max(rest, 0))
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in heard or worker.deadline <= now]
