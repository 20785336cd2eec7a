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
for _ in range(200_000):
    circle = []
    circle.append(circle)
assert gc.get_count()[0] < 60_000
"""
    subprocess.run([sys.executable, "-c", code], check=True)
