"""The township's own files of the delivery: what its staff open first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from shuzhi.cache import Cache, key, laid, packed
from shuzhi.commands.running.batch import Batch, put
from shuzhi.deliver.looked import Looked, looked
from shuzhi.files.below import files_below
from shuzhi.model.results import Results
from shuzhi.spread.chunks import spread
from shuzhi.summarize.book.workbook import editions
from shuzhi.summarize.data import DATA, data_files, data_names
from shuzhi.summarize.page.page import page
from shuzhi.summarize.urging import urging_file

_BOOKS, _PAGE = "books", "page"
_BOOK, _URGING = "汇总表.xlsx", "催报.txt"


@dataclass(frozen=True)
class Summed:
    """Some of the township's files: path below the staging folder → content, and what was seen of each."""

    files: Mapping[str, bytes]
    looked: tuple[Looked, ...]


@dataclass(frozen=True)
class SumTask:
    """Some of the township's files to make from the results that lie (packed) at `results`.

    listed    the files delivered beside them: of the office's edition, and of the one to hand upward
    question  the key they are kept under
    """

    kind: str
    question: str
    results: Path
    listed: tuple[Sequence[str], ...]
    staging: Path
    cache: Cache


def sum_up(
    results: Results, figures: pd.DataFrame, batch: Batch, now: datetime, beside: Callable[[], object]
) -> tuple[Looked, ...]:
    """Write 汇总表, 催报, 数据 and the page into the staging folder, behind all reports, to which they link.

    What links to the same files and comes from the same results as in an earlier run is not made again; `beside` is
    done while workers make the rest. Gives what was seen of the large ones.
    """
    staging, known = batch.staging, key("results", results)
    both, *own = (_files(staging / edition) for edition in ("both", "office", "upward"))
    inside, leaving = ([*both, *one] for one in own)
    behind = sorted([*inside, _BOOK, _URGING, *(f"{DATA}/{name}" for name in data_names())])
    tasks = [
        SumTask(kind, key(kind, known, *listed), batch.folder / "results", listed, staging, batch.cache)
        for kind, listed in ((_BOOKS, (inside, leaving)), (_PAGE, (behind,)))
    ]
    kept = {task.kind: _laid(batch.cache.get(task.question), staging) for task in tasks}
    todo = [task for task in tasks if kept[task.kind] is None]

    def put_rest() -> None:
        put(staging / "office" / _URGING, urging_file(results, now))
        for name, content in data_files(results, figures).items():
            put(staging / "office" / DATA / name, content)
        beside()

    if len(todo) > 1 and batch.workers.jobs > 1:
        (batch.folder / "results").write_bytes(packed(results))
        made = [*spread(sum_chunk, todo, batch.workers, put_rest)]
    else:
        put_rest()
        made = [_made(task, results) for task in todo]
    return tuple(one for seen in (*kept.values(), *made) for one in seen or ())


def sum_chunk(task: SumTask) -> tuple[Looked, ...]:
    """Make some of the township's files in a process of its own."""
    return _made(task, laid(task.results))


def _made(task: SumTask, results: Results) -> tuple[Looked, ...]:
    if task.kind == _BOOKS:
        inside, leaving = task.listed
        books = editions(results, inside, leaving)
        files = {f"{edition}/{_BOOK}": book for edition, book in zip(("office", "upward"), books, strict=True)}
    else:
        files = {"office/index.html": page(results, *task.listed)}
    summed = Summed(files, tuple(looked(path.partition("/")[2], content) for path, content in files.items()))
    task.cache.put(task.question, summed)
    return _laid(summed, task.staging) or ()


def _laid(summed: object, staging: Path) -> tuple[Looked, ...] | None:
    """Put what was made into the staging folder; None where nothing was."""
    if not isinstance(summed, Summed):
        return None
    for path, content in summed.files.items():
        put(staging / path, content)
    return summed.looked


def _files(folder: Path) -> list[str]:
    """What lies below a folder, as paths in the delivery (报告/石井村/述职报告.docx), sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in files_below(folder))
