"""A delivery whose replacing was cut off: whatever command comes next finishes it."""

from contextlib import suppress
from pathlib import Path

from shuzhi.deliver.places import finish, unfinished
from shuzhi.errors import AlreadyRunning, DeliveryFailed
from shuzhi.workspace import Workspace


def finish_deliveries(folder: Path) -> bool:
    """Finish what a killed run left half replaced in a workspace; True where there was something to finish.

    Where a run is going on, or a file is still open, nothing changes: that run, or the next one, sees to it.
    """
    workspace = Workspace(folder)
    with suppress(AlreadyRunning, DeliveryFailed, OSError):
        if unfinished(workspace.output):
            with workspace.locked():
                periods = unfinished(workspace.output)
                for period in periods:
                    finish(workspace.output, period)
                return bool(periods)
    return False
