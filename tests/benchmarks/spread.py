"""What more workers gain: python tests/benchmarks/spread.py [--branches 1000].

The same county is run from nothing by one process, by two, and by a Dask cluster of two workers on this machine; the
deliveries must be the same to the byte. Time on the clock, so nothing else should run meanwhile.
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import LocalCluster

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.county import county
from benchmarks.table import Line
from conftest import NOW
from shuzhi.commands.run import RunRequest, run
from shuzhi.progress import Silent
from shuzhi.workspace import Workspace


def timed(workspace, **asked):
    """Seconds of a run that makes everything anew, and the bytes of the two zips."""
    begin = time.monotonic()
    outcome = run(RunRequest(workspace, now=NOW, everything=True, **asked), Silent())
    return time.monotonic() - begin, (outcome.office.read_bytes(), outcome.upward.read_bytes())


def measured(branches):
    """Road → seconds; all make the same delivery."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(county(Path(folder, "county"), branches))
        found = {"one process": timed(workspace, jobs=1), "two processes": timed(workspace, jobs=2)}
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
            found["Dask, two workers"] = timed(workspace, cluster=cluster.scheduler_address)
    if len({made for _, made in found.values()}) > 1:
        sys.exit("the deliveries differ")
    return {name: seconds for name, (seconds, _) in found.items()}


def lines(_options):
    """A cluster beside processes at 1,000 branches; one process beside two: see pipeline.py."""
    found = measured(1000)
    ratio = found["Dask, two workers"] / found["two processes"]
    yield Line("1,000 branches by two workers of Dask", "two processes", f"{ratio:.2f}", "1.3 at most")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--branches", type=int, default=1000)
    branches = parser.parse_args(arguments).branches
    found = measured(branches)
    print(f"| {branches} branches | s | of two processes |\n|---|---|---|")
    for name, seconds in found.items():
        print(f"| {name} | {seconds:.1f} | {seconds / found['two processes']:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
