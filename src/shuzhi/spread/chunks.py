"""Every chunk gets its result, whatever its workers are: a file that costs a worker is left out, nothing else."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce

from shuzhi.spread.workers import Death, Item, Limits, Report, Result, WorkerLost, Workers

CHUNK = 200  # files in one chunk at most: the fewer frames the quicker, but a worker has to hold them


def chunks(items: Sequence[Item], jobs: int, least: int = 1) -> list[tuple[Item, ...]]:
    """The items in their order, in chunks of the same size, as many for every one of so many workers.

    So few that each would have less than `least` have fewer chunks.
    """
    jobs = min(jobs, max(1, len(items) // least))
    rounds = max(1, -(-len(items) // (CHUNK * jobs)))
    size = max(1, -(-len(items) // (rounds * jobs)))
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def survive(  # noqa: PLR0913 - what is done to what, by whom, within what, and beside it
    task: Callable[[Item, Report], Result], items: Sequence[Item], drop: Callable[[Item, str], Item],
    workers: Workers, limits: Limits, *, beside: Iterable[object] = (),
) -> tuple[list[Result], list[tuple[str, str]]]:
    """Until every file has a result: an item whose worker died is given again without the file to blame.

    One whose worker died of all its files together is given again as two halves, so that none is blamed for others.
    Returns the results in item order, and (file, reason) of every file that cost a worker, in item order. `beside` is
    gone through once in this process while they work, or where there is nothing to do.

    Raises:
        WorkerLost: a worker died before it reported a file, or died of a file already dropped.
    """
    todo: dict[tuple[int, ...], Item] = {(place,): item for place, item in enumerate(items)}
    results: dict[tuple[int, ...], Result] = {}
    lost: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    steps = iter(beside)
    while todo:
        places = sorted(todo)
        for number, outcome in workers.outcomes(task, [todo[place] for place in places], limits, steps):
            place = places[number]
            item = todo.pop(place)
            if not isinstance(outcome, Death):
                results[place] = outcome
                continue
            blamed = outcome.file or (outcome.files[0] if len(outcome.files) == 1 else "")
            gone = lost.setdefault(place, [])
            if not outcome.files or blamed in [file for file, _ in gone]:
                raise WorkerLost(outcome.reason)
            if blamed:
                gone.append((blamed, outcome.reason))
                todo[place] = drop(item, blamed)
            else:
                half = len(outcome.files) // 2
                todo[*place, 0] = reduce(drop, outcome.files[half:], item)
                todo[*place, 1] = reduce(drop, outcome.files[:half], item)
    for _ in steps:
        pass
    return [results[place] for place in sorted(results)], [entry for place in sorted(lost) for entry in lost[place]]


def spread(
    task: Callable[[Item], Result], items: Sequence[Item], workers: Workers, beside: Iterable[object] = ()
) -> Iterator[Result]:
    """Results in item order: over workers without limits, or in this process where there is one job.

    beside  what this process does meanwhile, see `Workers`; where there is nothing, it does a single item itself

    Raises:
        Whatever a task raises.
        WorkerLost: a worker died.
    """
    if workers.jobs <= 1 or not items or (len(items) == 1 and not beside):
        for _ in beside:
            pass
        yield from map(task, items)
        return
    early: dict[int, Result] = {}
    following = 0
    for place, outcome in workers.outcomes(partial(_unreported, task), items, Limits(math.inf, 0), beside):
        if isinstance(outcome, Death):
            raise WorkerLost(outcome.reason)
        early[place] = outcome
        while following in early:
            yield early.pop(following)
            following += 1


def _unreported(task: Callable[[Item], Result], item: Item, _report: Report) -> Result:
    return task(item)
