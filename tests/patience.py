"""Waiting for what other processes do, as long as a busy machine may need."""

import time

PATIENCE = 120  # seconds


def until(seen):
    """What `seen` gives as soon as it gives something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := seen()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
    return found
