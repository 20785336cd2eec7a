"""One run in this process, with the moment of 催报 given: python tests/benchmarks/once.py WORKSPACE [JOBS]."""
# ruff: noqa: PLC0415 - imported when the command imports it

import sys
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2023, 10, 9, 9, 30, tzinfo=UTC)


def main(folder, jobs=None):
    """As `shuzhi run` does it."""
    from shuzhi.commands.passes import begin

    begin(Path(folder))
    from shuzhi.commands.run import RunRequest, run
    from shuzhi.garbage import leave
    from shuzhi.progress import Silent
    from shuzhi.workspace import Workspace

    run(RunRequest(Workspace(Path(folder)), now=NOW, jobs=jobs and int(jobs)), Silent())
    leave(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
