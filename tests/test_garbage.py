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


def test_leave():
    """What was to be done at the end is done, what would only take Python apart is not."""
    code = """
import atexit
class Thing:
    def __del__(self):
        print("taken apart", flush=True)
kept = Thing()
kept.circle = kept
atexit.register(print, "done", flush=True)
from shuzhi.garbage import leave
leave(3)
"""
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (3, "done\n")
