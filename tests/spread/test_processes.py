"""Processes: a worker's end costs its own item, the others' results stay what they are."""

import math
import os
import pickle
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

import odd
import reckless
from patience import PATIENCE, until
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Death, Limits

PATIENT = Limits(PATIENCE, megabytes=800)
QUICK = Limits(seconds=1.5, megabytes=800)  # where a worker hangs


def run(items, jobs=2, limits=PATIENT, task=reckless.go):
    return dict(Processes(jobs).outcomes(task, items, limits))


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]


def test_every_item_has_its_result_and_workers_are_used_again():
    """Ten items, two workers, two processes, none of them this one; nothing is left behind."""
    results = run([[f"村{n}"] for n in range(10)])
    assert {place: names for place, (_, names) in results.items()} == {n: (f"村{n}",) for n in range(10)}
    processes = {process for process, _ in results.values()}
    assert 1 <= len(processes) <= 2
    assert os.getpid() not in processes
    assert not active_children()


def test_a_temporary_folder_with_a_long_path(tmp_path):
    """Workers start where the path of the system's temporary folder is longer than that of a socket may be."""
    folder = tmp_path / ("x" * 90)
    folder.mkdir()
    code = "import reckless\nfrom spread.test_processes import run\nprint(run([3], task=reckless.squared))"
    known = {"PYTHONPATH": str(Path(reckless.__file__).parent), "TMPDIR": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | known, capture_output=True, text=True, check=False)
    assert done.stdout == "{0: 9}\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="where workers are spawned each imports for itself")
def test_what_is_prepared_is_imported_once():
    """Workers have the modules that were named before, which this process has not."""
    code = (
        "import sys\nfrom shuzhi.spread.processes import Processes, prepare\nfrom shuzhi.spread.workers import Limits\n"
        "prepare(['wave'])\nimport reckless\n"
        "print('wave' in sys.modules, dict(Processes(1).outcomes(reckless.knows, ['wave', 'chunk'], Limits())))"
    )
    known = {"PYTHONPATH": os.pathsep.join([str(Path(reckless.__file__).parent), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | known, capture_output=True, text=True, check=False)
    assert done.stdout == "False {0: True, 1: False}\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_process_has_one_thread():
    """What is forked, limited and killed here is single-threaded; NumPy would have as many threads as processors."""
    code = "import shuzhi, pandas, os\nprint(os.listdir('/proc/self/task') == [str(os.getpid())])"
    known = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr


@pytest.mark.parametrize(("name", "reason", "limits"), [
    ("abort", "died", PATIENT), ("exit", "died", PATIENT), ("hang", "hung", QUICK), ("eat", "memory", PATIENT),
])
def test_a_death_costs_one_item_and_names_its_file(name, reason, limits):
    """A worker that aborts, leaves, hangs or outgrows its memory names the file it read; the other items are whole."""
    results = run([["村1", "村2"], ["村3", name, "村4"], ["村5"], ["村6"], ["村7"]], limits=limits)
    assert results.pop(1) == Death(name, reason)
    assert [names for _, (_, names) in sorted(results.items())] == [("村1", "村2"), ("村5",), ("村6",), ("村7",)]
    assert not active_children()


def test_time_counts_from_one_sign_of_life_to_the_next():
    """A chunk may take longer than the limit as long as each file does not."""
    (outcome,) = run([[f"slow{n}" for n in range(6)]], limits=QUICK).values()
    assert outcome[1] == tuple(f"slow{n}" for n in range(6))


def test_a_file_that_ends_its_reader_from_inside_is_a_death(tmp_path):
    """The reader without the gate ends its process over one cell in XFD1048576; here that is one line in a list."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = tmp_path / "村1.xlsx"
    path.write_bytes(odd.changed(odd.SHEET, ("</sheetData>", far)))
    assert run([[f"range:{path}"]])[0].reason in ("died", "memory")


def test_what_a_task_raises_is_raised_here():
    """The exception itself with the worker's traceback; one that cannot be pickled keeps its name and message."""
    with pytest.raises(ValueError, match="value1") as fault:
        run([["value1"], ["村1"]])
    assert "reckless.py" in fault.value.__notes__[0]
    with pytest.raises(RuntimeError, match=r"^SettingsFault: [^!]*参数!B2"):
        run([["settings"]])
    with pytest.raises((pickle.PicklingError, AttributeError), match="pickle"):
        run([["村1"]], task=reckless.unpicklable)
    assert not active_children()


def test_results_of_any_size_come_through():
    """5 MB results, more than a pipe holds, while other workers wait."""
    assert [len(result) for result in run(range(6), task=reckless.large).values()] == [5_000_000] * 6


def test_a_consumer_that_stops_leaves_no_worker():
    """Closing the generator ends hanging workers at once."""
    results = Processes(2).outcomes(reckless.go, [["村1"], ["hang"], ["hang"]], Limits())
    next(results)
    begin = time.monotonic()
    results.close()
    assert time.monotonic() - begin < 5
    assert not active_children()


def test_kept_workers_do_what_comes_behind():
    """The same processes for all passes inside, whose limits are their own; none is left behind them."""
    resource = pytest.importorskip("resource", reason="Windows bounds no process")
    with Processes(2).kept(()) as workers:
        first = dict(workers.outcomes(reckless.room, ["slow1", "slow2"], PATIENT))
        then = dict(workers.outcomes(reckless.room, [""] * 9, Limits(math.inf, 0)))
        last = dict(workers.outcomes(reckless.silent, [""], QUICK))
    processes = {process for process, _ in first.values()}
    assert len(processes) == 2
    assert {process for process, _ in then.values()} <= processes
    assert all(room != resource.RLIM_INFINITY for _, room in first.values())
    assert all(room == resource.getrlimit(resource.RLIMIT_AS)[1] for _, room in then.values())
    assert last == {0: Death("", "hung")}
    assert not active_children()


def test_a_kept_worker_that_is_gone_costs_nothing():
    """Somebody ended it while it had nothing to do: a fresh one takes its place."""
    with Processes(1).kept(()) as workers:
        process, _ = dict(workers.outcomes(reckless.go, [["村1"]], PATIENT))[0]
        os.kill(process, signal.SIGKILL)
        until(workers.idle[0].connection.poll)  # all its threads are gone
        other, names = dict(workers.outcomes(reckless.go, [["村2"]], PATIENT))[0]
    assert (names, other != process) == (("村2",), True)
    assert not active_children()


def test_workers_import_ahead_while_there_is_nothing_to_do():
    """Those that work and one more; not where there is but one."""
    with Processes(2).kept(["wave"]) as workers:
        dict(workers.outcomes(reckless.knows, ["wave"], PATIENT))
        assert len(workers.idle) == 2
        until(lambda: all(dict(workers.outcomes(reckless.knows, ["wave"] * 2, PATIENT)).values()))
    with Processes(1).kept(["wave"]) as workers:
        assert not workers.ahead


def test_a_worker_minds_no_interrupt():
    """Ctrl-C reaches the whole group; the parent decides what it means, no file is blamed for it."""
    assert run([["村1"]], task=reckless.interrupted) == {0: "done"}


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_an_interrupted_parent(tmp_path, sign):
    """Hanging workers are gone soon after Ctrl-C and after kill -9; none of them prints."""
    parent = subprocess.Popen([sys.executable, reckless.__file__, str(tmp_path)], stderr=subprocess.PIPE)
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    parent.send_signal(sign)
    _, errors = parent.communicate(timeout=20)
    until(lambda: not any(alive(worker) for worker in workers))
    assert errors.count(b"Traceback") == (sign == signal.SIGINT)
