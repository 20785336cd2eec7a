"""How often garbage is looked for."""

import gc
import subprocess
import sys

import pytest

from shuzhi.garbage import seldom


def test_seldom_for_a_while():
    """Afterwards as often as before, whatever happened."""
    usual = gc.get_threshold()

    def broken():
        with seldom():
            assert gc.get_threshold() > usual
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert gc.get_threshold() == usual


def test_seldom_from_here():
    """What is there already is left alone; garbage is still found."""
    code = """
import gc
from shuzhi.garbage import seldom_from_here
seldom_from_here()
assert gc.get_freeze_count() > 1000
for _ in range(250_000):
    circle = []
    circle.append(circle)
assert gc.get_count()[0] < 110_000
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_not_yet():
    """A process that forks others looks for none, those do."""
    code = """
import gc
from shuzhi.garbage import not_yet, seldom_from_here
not_yet()
assert not gc.isenabled()
seldom_from_here()
assert gc.isenabled()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_process_that_ends_looks_for_none():
    """When it ends, nothing is left to be looked at."""
    code = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1000))
import shuzhi.garbage
"""
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ended.stdout == "True\n"
