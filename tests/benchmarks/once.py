"""One run in this process, with the moment of 催报 given: python tests/benchmarks/once.py WORKSPACE [JOBS]."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from shuzhi.commands.run import RunRequest, run
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace

NOW = datetime(2023, 10, 9, 9, 30, tzinfo=UTC)

if __name__ == "__main__":
    jobs = next(map(int, sys.argv[2:]), None)
    run(RunRequest(Workspace(Path(sys.argv[1])), now=NOW, jobs=jobs), Silent())
