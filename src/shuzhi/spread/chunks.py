"""Every chunk gets its result, whatever its workers are: a file that costs a worker is left out, nothing else."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce

from shuzhi.spread.workers import Death, Item, Limits, Report, Result, WorkerLost, Workers, nothing

CHUNK = 100  # files in one chunk: one frame a sheet of so many is quickest


def survive(
    task: Callable[[Item, Report], Result], items: Sequence[Item], drop: Callable[[Item, str], Item],
    workers: Workers, limits: Limits,
) -> tuple[list[Result], list[tuple[str, str]]]:
    """Until every file has a result: an item whose worker died is given again without the file to blame.

    One whose worker died of all its files together is given again as two halves, so that none is blamed for others.
    Returns the results in item order, and (file, reason) of every file that cost a worker, in item order.

    Raises:
        WorkerLost: a worker died before it reported a file, or died of a file already dropped.
    """
    todo: dict[tuple[int, ...], Item] = {(place,): item for place, item in enumerate(items)}
    results: dict[tuple[int, ...], Result] = {}
    lost: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    while todo:
        places = sorted(todo)
        for number, outcome in workers.outcomes(task, [todo[place] for place in places], limits):
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
    return [results[place] for place in sorted(results)], [entry for place in sorted(lost) for entry in lost[place]]


def spread(
    task: Callable[[Item], Result], items: Sequence[Item], workers: Workers, beside: Callable[[], object] = nothing
) -> Iterator[Result]:
    """Results in item order: in this process where there is one job or item, else over workers without limits.

    beside  what this process does, too, while they work

    Raises:
        Whatever a task raises.
        WorkerLost: a worker died.
    """
    if workers.jobs <= 1 or len(items) <= 1:
        beside()
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
