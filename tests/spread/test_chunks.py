"""Chunks over workers: every file has its result but those that cost a worker."""

import os
import time
from multiprocessing import active_children

import pytest

import reckless
from patience import PATIENCE
from shuzhi.spread.chunks import CHUNK, chunks, spread, survive
from shuzhi.spread.processes import Processes
from shuzhi.spread.workers import Limits, WorkerLost

PATIENT = Limits(PATIENCE, megabytes=800)
QUICK = Limits(seconds=1.5, megabytes=800)  # where a worker hangs


def test_survive_reads_every_chunk_again_without_the_file():
    """All results in item order, each without its deadly files, and the files with the reason, in order."""
    items = [["村1", "abort1", "村2"], ["村3"], ["hang", "村4", "abort2", "eat"], ["村5"]]
    results, lost = survive(reckless.go, items, reckless.without, Processes(2), QUICK)
    assert [names for _, names in results] == [("村1", "村2"), ("村3",), ("村4",), ("村5",)]
    assert lost == [("abort1", "died"), ("hang", "hung"), ("abort2", "died"), ("eat", "memory")]


def test_files_that_only_together_cost_a_worker_are_read_in_parts():
    """Nobody is blamed for the work that all files make: the chunk is halved until it passes, in order."""
    results, lost = survive(reckless.go, [["heavy1", "村1", "heavy2"], ["村2"]], reckless.without, Processes(2), PATIENT)
    assert [names for _, names in results] == [("heavy1",), ("村1", "heavy2"), ("村2",)]
    assert lost == []


def test_a_file_that_costs_a_worker_after_it_was_read_is_found():
    """The last file read is not the one to blame: only that one is, which dies by itself."""
    results, lost = survive(reckless.go, [["村1", "poison", "村2", "村3"]], reckless.without, Processes(2), PATIENT)
    assert [name for _, names in results for name in names] == ["村1", "村2", "村3"]
    assert lost == [("poison", "died")]


def test_survive_never_turns_for_ever():
    """A death before any file was reported, or of a file that drop leaves in, ends with a fault that says so."""
    with pytest.raises(WorkerLost, match="意外退出"):
        survive(reckless.before_reporting, [["村1"]], reckless.without, Processes(1), PATIENT)
    with pytest.raises(WorkerLost):
        survive(reckless.go, [["abort"]], lambda names, _name: names, Processes(1), PATIENT)


def test_spread_gives_results_in_item_order():
    """The same results for any number of workers, in order, also where the first item is the slowest."""
    assert list(spread(reckless.square, range(7), Processes(1))) == [n * n for n in range(7)]
    assert list(spread(reckless.square, range(7), Processes(3))) == [n * n for n in range(7)]
    assert list(spread(reckless.later, range(4), Processes(2))) == [0, 1, 2, 3]
    assert list(spread(reckless.square, [], Processes(2))) == []


def test_spread_stays_in_this_process_for_one_job():
    """A township's run starts no processes."""
    assert list(spread(lambda number: (number, os.getpid()), [1, 2], Processes(1))) == [(1, os.getpid()), (2, os.getpid())]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_to_be_done_beside_is_done_once(tmp_path, jobs):
    """By this process, and where there are workers, before any of them is done: they wait for it here."""
    place, own = tmp_path / "told", str(os.getpid())
    told = spread(reckless.awaited, [str(place)] * 3, Processes(jobs), (place.write_text(own) for _ in range(1)))
    assert list(told) == [own] * 3


@pytest.mark.parametrize(("files", "jobs", "sizes"), [
    (0, 2, []), (1, 2, [1]), (3, 2, [2, 1]), (30, 1, [30]), (30, 2, [15] * 2), (200, 1, [200]), (201, 1, [101, 100]),
    (1000, 1, [200] * 5), (1000, 2, [167] * 5 + [165]), (1000, 8, [125] * 8),
])
def test_chunks_are_even(files, jobs, sizes):
    """No worker is left with a chunk more than the others, none has more to hold than CHUNK."""
    made = chunks(range(files), jobs)
    assert [len(one) for one in made] == sizes
    assert [item for one in made for item in one] == [*range(files)]
    assert max(sizes, default=0) <= CHUNK


@pytest.mark.parametrize(("files", "sizes"), [(0, []), (1, [1]), (39, [39]), (40, [20, 20]), (61, [21, 21, 19])])
def test_few_files_are_one_chunk(files, sizes):
    """What a chunk costs whatever it holds is paid for once."""
    assert [len(one) for one in chunks(range(files), 3, 20)] == sizes


@pytest.mark.parametrize("items", [[], [["abort1", "村1"], ["村2"]]])
def test_what_is_to_be_done_beside_reading_is_done_once(items):
    """Also where a worker dies, or nothing is to be read."""
    done = []
    survive(reckless.go, items, reckless.without, Processes(2), PATIENT, beside=map(done.append, range(9)))
    assert done == [*range(9)]


def test_a_single_item_has_a_worker_where_there_is_something_beside():
    """Else this process does it."""
    [other] = spread(reckless.process, ["村"], Processes(2), iter([1]))
    assert other != os.getpid()
    assert list(spread(reckless.process, ["村"], Processes(2))) == [os.getpid()]


def test_a_worker_with_something_to_tell_does_not_wait_for_all_steps(tmp_path):
    """It is heard between two of them; those left are done at the end."""
    told, steps = [], (_told(tmp_path / str(number), seconds) for number, seconds in enumerate((1, 1, 0)))
    for _ in spread(reckless.awaited, [str(tmp_path / "0")] * 2, Processes(2), steps):
        told.append(len([*tmp_path.iterdir()]))
    assert told[0] < 3
    assert len([*tmp_path.iterdir()]) == 3


def _told(path, seconds):
    """A step; the longer ones take longer than a worker needs for its item."""
    path.write_text("村")
    time.sleep(seconds)


def test_spread_tells_of_a_lost_worker():
    """Without limits and files to blame a death is a fault of the run."""
    with pytest.raises(WorkerLost):
        list(spread(reckless.fragile, range(6), Processes(2)))
    assert not active_children()
