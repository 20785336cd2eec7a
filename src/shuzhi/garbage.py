"""How often Python looks for garbage in circles: what a run makes is mostly kept, or gone without being looked for.

And what becomes of memory that is free again: glibc keeps blocks of up to 32 MB for itself once it has seen such ones
(mallopt(3), M_MMAP_THRESHOLD), which frames of thousands of branches then leave full of holes.
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

_M_MMAP_THRESHOLD = -3  # malloc.h
_LARGE = 1 << 17  # bytes
_SELDOM = (50_000, 10, 10)  # new objects before the young are looked at, then how often the older ones


@contextmanager
def seldom() -> Iterator[None]:
    """Look for it seldom until the end."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    _give_back()
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def seldom_from_here() -> None:
    """The same for the rest of a process; what it has imported is never looked at again."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
    _give_back()


def _give_back() -> None:
    """Let large blocks go back to the system as soon as they are free, where the C library is glibc."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - where nothing else has imported it, there are no frames either

        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").mallopt(_M_MMAP_THRESHOLD, _LARGE)


def not_yet() -> None:
    """Do not look for it until `seldom_from_here`."""
    gc.disable()


def leave(code: int) -> NoReturn:
    """End as Python does, but for taking everything apart, which takes it as long as a short command: the system does.

    Whatever was to be written out has been. `python -m` would also end itself by SIGINT where that was heard in a text
    that it executed (as dataclasses and named tuples do), whatever was done about it.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself does then
    os._exit(code)
