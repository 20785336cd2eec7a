"""Chunks over processes of their own: a worker's death costs one file, an interrupt leaves no worker behind."""

import contextlib
import math
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from shuzhi.errors import ShuzhiError

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

Item = TypeVar("Item")
Result = TypeVar("Result")
Report = Callable[[str], None]
Reason = Literal["died", "hung", "memory"]
CHUNK = 100  # files in one chunk: one frame a sheet of so many is quickest
_WORTH_IT = 200  # files; below, starting more processes costs more than it gains
START = 120.0  # seconds a new worker may take to import what its task needs, on a busy machine


@dataclass(frozen=True)
class Limits:
    """What one worker may use: seconds between two signs of life, megabytes beyond those it starts with (0 = any)."""

    seconds: float = 60
    megabytes: int = 2048


@dataclass(frozen=True)
class Death:
    """A worker's end: the file it reported last ("" = it was at no single file) and why.

    files  all that it reported, in order
    """

    file: str
    reason: Reason
    files: tuple[str, ...] = field(default=(), compare=False)


class WorkerLost(ShuzhiError):
    """Workers end without a file to blame."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason of the last death."""
        why = {"died": "意外退出", "hung": "很久没有响应", "memory": "内存不够"}[reason]
        super().__init__(f"处理数据的子进程{why}，本次没有完成。请关闭其他程序后重新运行；仍然这样的请联系维护人员。")


def processes(files: int) -> int:
    """How many processes are worth their start for so many files."""
    return os.cpu_count() or 1 if files >= _WORTH_IT else 1


def isolated(
    task: Callable[[Item, Report], Result], items: Sequence[Item], jobs: int, limits: Limits
) -> Iterator[tuple[int, Result | Death]]:
    """Run `task(item, report)` for each item in workers of their own, at most `jobs` at once.

    The task calls `report(name)` before each file, `report("")` before it works on all together. Task, items and
    results are pickled. Yields (place of the item, its result or the death of its worker) as they come; a fresh worker
    takes over after a death.

    Raises:
        Whatever a task raises (MemoryError is a death); all workers are ended first.
    """
    waiting = list(enumerate(items))[::-1]
    jobs = max(min(jobs, len(waiting)), 1)
    workers: list[_Worker[Item, Result]] = []
    try:
        while waiting or any(worker.place >= 0 for worker in workers):
            while waiting and len(workers) < jobs:
                workers.append(_Worker(task, limits))
            for worker in workers:
                if worker.place < 0 and waiting:
                    worker.give(*waiting.pop())
            for worker in _ready(workers):
                place, outcome = worker.place, worker.hear()
                if isinstance(outcome, Death):
                    workers.remove(worker)
                if outcome is not None:
                    yield place, outcome.value if isinstance(outcome, _Done) else outcome
    finally:
        for worker in workers:
            worker.end()


def survive(
    task: Callable[[Item, Report], Result], items: Sequence[Item], drop: Callable[[Item, str], Item],
    jobs: int, limits: Limits,
) -> tuple[list[Result], list[tuple[str, str]]]:
    """As isolated, until every file has a result: an item whose worker died is given again without the file to blame.

    One whose worker died of all its files together is given again as two halves, so that none is blamed for others.
    Returns the results in item order, and (file, reason) of every file that cost a worker, in item order.

    Raises:
        WorkerLost: a worker died before it reported a file, or died of a file already dropped.
    """
    todo: dict[tuple[int, ...], Item] = {(place,): item for place, item in enumerate(items)}
    results: dict[tuple[int, ...], Result] = {}
    lost: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    while todo:
        places = sorted(todo)
        for number, outcome in isolated(task, [todo[place] for place in places], jobs, limits):
            place = places[number]
            item = todo.pop(place)
            if not isinstance(outcome, Death):
                results[place] = outcome
                continue
            blamed = outcome.file or (outcome.files[0] if len(outcome.files) == 1 else "")
            gone = lost.setdefault(place, [])
            if not outcome.files or blamed in [file for file, _ in gone]:
                raise WorkerLost(outcome.reason)
            if blamed:
                gone.append((blamed, outcome.reason))
                todo[place] = drop(item, blamed)
            else:
                half = len(outcome.files) // 2
                todo[*place, 0] = reduce(drop, outcome.files[half:], item)
                todo[*place, 1] = reduce(drop, outcome.files[:half], item)
    return [results[place] for place in sorted(results)], [entry for place in sorted(lost) for entry in lost[place]]


def spread(task: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Results in item order: in this process for one job, else in at most `jobs` workers without limits.

    Raises:
        Whatever a task raises.
        WorkerLost: a worker died.
    """
    if jobs <= 1 or len(items) <= 1:
        yield from map(task, items)
        return
    early: dict[int, Result] = {}
    following = 0
    for place, outcome in isolated(partial(_unreported, task), items, jobs, Limits(math.inf, 0)):
        if isinstance(outcome, Death):
            raise WorkerLost(outcome.reason)
        early[place] = outcome
        while following in early:
            yield early.pop(following)
            following += 1


def _unreported(task: Callable[[Item], Result], item: Item, _report: Report) -> Result:
    return task(item)


@dataclass(frozen=True)
class _Done(Generic[Result]):
    value: Result


class _Worker(Generic[Item, Result]):
    """The parent's end of one worker; `place` is the item it works on, -1 = idle."""

    def __init__(self, task: Callable[[Item, Report], Result], limits: Limits) -> None:
        context = _context(task)
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(task, theirs, limits.megabytes), daemon=True)
        self.process.start()
        theirs.close()  # so that the worker's death is the end of the pipe
        self.seconds = limits.seconds
        self.deadline = time.monotonic() + limits.seconds + START
        self.place, self.file = -1, ""
        self.files: list[str] = []

    def give(self, place: int, item: Item) -> None:
        """Hand over an item; a worker that is gone is noticed by hear."""
        self.place, self.file, self.files = place, "", []
        self.deadline = max(self.deadline, time.monotonic() + self.seconds)
        with contextlib.suppress(OSError):
            self.connection.send(item)

    def hear(self) -> _Done[Result] | Death | None:
        """The next sign of life: a result, None for a report, or a Death where there is none."""
        if not self.connection.poll():
            return self.lost("hung")
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            kind, value = "died", None
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


def _context(task: Callable[..., Any]) -> "SpawnContext | ForkServerContext":
    """How workers are started: where it is safe, by a server that has imported what the task needs once for all."""
    if not sys.platform.startswith("linux"):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([one.__module__ for one in (task, *getattr(task, "args", ())) if callable(one)])
    return context


def _ready(workers: Sequence[_Worker[Item, Result]]) -> list[_Worker[Item, Result]]:
    """Wait for the busy workers: those with something to hear, and those past their deadline."""
    busy = [worker for worker in workers if worker.place >= 0]
    rest = min(worker.deadline for worker in busy) - time.monotonic()
    heard = connection.wait([worker.connection for worker in busy], None if math.isinf(rest) else max(rest, 0))
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in heard or worker.deadline <= now]


def _serve(task: Callable[[Any, Report], Any], pipe: "Connection[Any, Any]", megabytes: int) -> None:
    """The worker: items in, reports and results out, until the parent closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a native crash must not print what it read
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _limit(megabytes)

    def report(name: str) -> None:
        pipe.send(("file", name))

    report("")
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(("done", task(item, report)))
        except MemoryError:
            pipe.send(("memory", None))
            return
        except Exception as fault:  # noqa: BLE001 - handed to the parent, which raises it
            pipe.send(("raised", _portable(fault)))


def _leave_with_parent() -> None:
    """End this worker, hanging or not, when its parent was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _portable(fault: Exception) -> Exception:
    """The exception with its traceback as a note, or a plain one with its name where it cannot be pickled."""
    note = traceback.format_exc()
    fault.add_note(note)
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever keeps it from travelling
        fault = RuntimeError(f"{type(fault).__name__}: {fault}")
        fault.add_note(note)
    return fault


def _limit(megabytes: int) -> None:
    """Bound the address space of this process, where the system can."""
    if not megabytes or sys.platform == "win32":
        return
    pages = Path("/proc/self/statm")
    used = int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else 0
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = used + megabytes * 1_000_000
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
