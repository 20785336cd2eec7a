"""How often Python looks for garbage in circles: what a run makes is mostly kept, or gone without being looked for."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 10, 10)  # new objects before the young are looked at, then how often the older ones

atexit.register(gc.freeze)  # a process that ends looks no more: it takes as long as all its objects are many


@contextmanager
def seldom() -> Iterator[None]:
    """Look for it seldom until the end."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def seldom_from_here() -> None:
    """The same for the rest of a process; what it has imported is never looked at again."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()


def not_yet() -> None:
    """Do not look for it until `seldom_from_here`."""
    gc.disable()
