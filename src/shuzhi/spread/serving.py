"""What runs in a worker process: items in, reports and results out, within limits."""

import contextlib
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shuzhi.garbage import seldom_from_here
from shuzhi.spread.workers import Report

if sys.platform != "win32":
    import resource


def serve(task: Callable[[Any, Report], Any], pipe: "Connection[Any, Any]", megabytes: int) -> None:
    """The worker: items in, reports and results out, until the parent closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a native crash must not print what it read
    seldom_from_here()
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
            pipe.send(("raised", portable(fault)))


def _leave_with_parent() -> None:
    """End this worker, hanging or not, when its parent was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def portable(fault: Exception) -> Exception:
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
