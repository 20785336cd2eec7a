"""A Dask cluster: the same results as processes of this machine give, and plain words where it can't be used."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread, Timer

import pytest

import reckless
from conftest import NOW, copy_few
from shuzhi.commands.run import RunRequest, run
from shuzhi.errors import ExitCode
from shuzhi.progress import Silent
from shuzhi.spread import cluster
from shuzhi.spread.chunks import survive
from shuzhi.spread.cluster import NoCluster, connected
from shuzhi.spread.workers import Limits

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.large(80)  # schedulers and workers of Dask: ten seconds of processor, more on a busy machine
QUICK = Limits(seconds=1.5, megabytes=800)


def dask(*arguments, log):
    """A process of Dask's own command."""
    known = os.pathsep.join(filter(None, [str(Path(reckless.__file__).parent), os.environ.get("PYTHONPATH")]))
    with log.open("wb") as stream:
        return subprocess.Popen([sys.executable, "-m", "dask", *map(str, arguments)], stdout=stream, stderr=stream,
                                env=os.environ | {"PYTHONPATH": known})


def began(folder):
    """A scheduler on loopback: its process and address."""
    file = folder / "scheduler.json"
    process = dask("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--scheduler-file", file,
                   log=folder / "scheduler.log")
    end = time.monotonic() + 60
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    return process, json.loads(file.read_text())["address"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("dask")


@pytest.fixture(scope="module")
def address(place):
    """`dask scheduler` and two of `dask worker`, each with the nanny that starts it again."""
    scheduler, address = began(place)
    options = ("--nthreads", 1, "--no-dashboard", "--local-directory", place)
    workers = [dask("worker", address, *options, log=place / f"worker{n}.log") for n in (1, 2)]
    yield address
    for process in (*workers, scheduler):
        process.terminate()
    for process in (*workers, scheduler):
        process.wait(30)


def test_a_file_that_kills_its_reader_costs_that_file_only(address, tmp_path):
    """Under a Dask worker each task has a process with limits: what aborts, hangs or eats memory is left out alone."""
    items = [["村1", "abort1", "村2"], ["村3"], ["hang", "村4", "eat"], ["村5"]]
    with connected(address, tmp_path) as found:
        results, lost = survive(reckless.go, items, reckless.without, found, QUICK)
    assert [names for _, names in results] == [("村1", "村2"), ("村3",), ("村4",), ("村5",)]
    assert lost == [("abort1", "died"), ("hang", "hung"), ("eat", "memory")]


def test_what_a_killed_worker_was_at_is_done_by_another(address, tmp_path):
    """A Dask worker killed in the middle costs nothing; the process that it had begun is gone with it."""
    def kill():
        while not (tmp_path / "begun").exists():
            time.sleep(0.05)
        os.kill(int((tmp_path / "begun").read_text()), signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    with connected(address, tmp_path) as found:
        outcomes = dict(found.outcomes(reckless.stopped_once, [str(tmp_path)], Limits()))
    killer.join()
    assert outcomes == {0: "done"}


def test_what_a_task_raises_is_raised_here_and_stands_in_no_log(address, place, tmp_path):
    """Dask would log what a failing task was given: names of people among it."""
    with connected(address, tmp_path) as found, pytest.raises(ValueError, match="value何鸁龘") as fault:
        list(found.outcomes(reckless.go, [["value何鸁龘"]], QUICK))
    assert "reckless.py" in fault.value.__notes__[0]
    logs = "".join(path.read_text() for path in place.glob("*.log"))
    assert "Registered to" in logs
    assert "鸁" not in logs


def test_a_machine_that_cannot_help_is_named(address, tmp_path, monkeypatch):
    """One without the run's folder, one with another program: the run ends before anything is made."""
    with connected(address, tmp_path / "none") as found, pytest.raises(NoCluster, match="没有工作文件夹"):
        list(found.outcomes(reckless.go, [["村1"]], QUICK))
    monkeypatch.setattr(cluster, "program", lambda: "of yesterday")
    with connected(address, tmp_path) as found, pytest.raises(NoCluster, match="不一样"):
        list(found.outcomes(reckless.go, [["村1"]], QUICK))


def test_a_cluster_that_is_empty_or_goes_away_is_told(tmp_path, monkeypatch):
    """Nobody waits for ever: before the work, while it waits for a worker, and when the scheduler ends in the middle."""
    monkeypatch.setattr(cluster, "RETURN", 0.3)
    scheduler, address = began(tmp_path)
    with pytest.raises(NoCluster, match="没有工作进程"), connected(address, tmp_path):
        pass
    with distributed.Client(address) as client:
        found = cluster.Cluster(address, client, 1, tmp_path)
        with pytest.raises(NoCluster, match="没有工作进程"):
            list(found.outcomes(reckless.go, [["村1"]], QUICK))
        monkeypatch.setattr(cluster, "RETURN", 60)
        killer = Timer(0.5, scheduler.kill)
        killer.start()
        with pytest.raises(NoCluster, match="中途断开"):
            list(found.outcomes(reckless.go, [["村1"]], QUICK))
        scheduler.wait(30)


@pytest.mark.parametrize("nowhere", ["tcp://127.0.0.1:1", "no address", "小镇://x"])
def test_where_nobody_answers_is_told(nowhere, tmp_path, monkeypatch):
    """Also where the address is none."""
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with pytest.raises(NoCluster, match="连不上集群") as fault, connected(nowhere, tmp_path):
        pass
    assert fault.value.exit_code is ExitCode.NOT_STARTED


def test_a_run_over_a_cluster_is_the_same_to_the_byte(few_run, tmp_path):
    """The two zips of two villages, one in each chunk."""
    workspace = copy_few(tmp_path / "township")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0") as local:
        outcome = run(RunRequest(workspace, now=NOW, cluster=local.scheduler_address), Silent())
    for path in (outcome.office, outcome.upward):
        assert path.read_bytes() == (few_run.output / path.name).read_bytes()
