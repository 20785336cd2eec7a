"""What runs in a worker process: items in, reports and results out, within limits."""

import contextlib
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shuzhi.garbage import seldom_from_here

if sys.platform != "win32":
    import resource

_SOON = 0.05  # seconds within which a worker that was started for something has it


def serve(modules: Sequence[str], ahead: Sequence[str], pipe: "Connection[Any, Any]") -> None:
    """The worker: tasks with items in, reports and results out, until the parent closes the pipe or is gone.

    modules  are imported before it says that it has started
    ahead    one after the other while there is nothing to do
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a native crash must not print what it read
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    for name in modules:
        import_module(name)
    seldom_from_here()

    def report(name: str) -> None:
        pipe.send(("file", name))

    report("")
    limited, later, patience = 0, iter(ahead), _SOON
    while True:
        try:
            while not pipe.poll(patience) and (name := next(later, "")):
                import_module(name)
            task, megabytes, item = pipe.recv()
        except EOFError:
            return
        if megabytes != limited:
            _limit(megabytes)
        limited, patience = megabytes, 0.0
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
    """Bound the address space of this process to what it has and so much more (0 = any), where the system can."""
    if sys.platform == "win32":
        return
    pages = Path("/proc/self/statm")
    used = int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else 0
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = used + megabytes * 1_000_000 if megabytes else hard
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
