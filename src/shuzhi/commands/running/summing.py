"""The township's own files of the delivery: what its staff open first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from shuzhi.cache import Cache, key, laid, lay
from shuzhi.commands.running.batch import Batch, put, put_pieces
from shuzhi.deliver.looked import Looked, looked
from shuzhi.files.below import files_below
from shuzhi.model.results import Results
from shuzhi.spread.chunks import spread
from shuzhi.summarize.data import DATA, data_files, data_names
from shuzhi.summarize.page.page import page
from shuzhi.summarize.urging import urging_file

if TYPE_CHECKING:
    from shuzhi.summarize.book.workbook import Draft

_BOOK, _PAGE, _URGING = "汇总表.xlsx", "index.html", "催报.txt"


@dataclass(frozen=True)
class Summed:
    """Some of the township's files: path below the staging folder → content, and what was seen of each."""

    files: Mapping[str, bytes]
    looked: tuple[Looked, ...]


@dataclass(frozen=True)
class PageTask:
    """The page, and the open data, to make from the results and figures that lie (packed) there.

    listed    the files delivered beside it
    question  the key it is kept under
    """

    question: str
    results: Path
    figures: Path
    listed: Sequence[str]
    staging: Path
    cache: Cache


def put_urging(results: Results, batch: Batch, now: datetime) -> None:
    """Write 催报 into the staging folder, before what lists all files."""
    put(batch.staging / "office" / _URGING, urging_file(results, now))


def sum_up(
    results: Results, figures: pd.DataFrame, batch: Batch, draft: "Draft", last: Callable[[], object]
) -> tuple[Looked, ...]:
    """Write 汇总表, 数据 and the page into the staging folder, behind all reports, to which they link.

    What links to the same files and comes from the same results as in an earlier run is not made again. `last` is done
    behind the workbooks; a worker makes page and data meanwhile. Gives what was seen of the large ones.
    """
    staging, cache, known = batch.staging, batch.cache, key("results", results)
    both, *own = (_files(staging / edition) for edition in ("both", "office", "upward"))
    inside, leaving = ([*both, *one] for one in own)
    behind = sorted([*inside, _BOOK, *(f"{DATA}/{name}" for name in data_names())])
    books = key("books", known, inside, leaving)
    task = PageTask(
        key("page", known, behind), batch.folder / "results", batch.folder / "figures", behind, staging, cache
    )
    seen: list[Looked] = []

    def rest() -> Iterator[None]:
        """Everything but page and data, a step at a time."""
        kept = _laid(cache.get(books), staging)
        if kept is None:
            editions = draft.editions(results, inside, leaving)
            yield
            files = dict(zip((f"office/{_BOOK}", f"upward/{_BOOK}"), editions, strict=True))
            kept = _keep(books, files, staging, cache)
        seen.extend(kept)
        yield
        last()

    made = _laid(cache.get(task.question), staging)
    if made is None and batch.workers.jobs > 1:
        lay(results, task.results)
        lay(figures, task.figures)
        [made] = spread(make_page, [task], batch.workers, rest())
        return *seen, *made
    for _ in rest():
        pass
    _put_data(results, figures, staging)
    return *seen, *(_page(task, results) if made is None else made)


def make_page(task: PageTask) -> tuple[Looked, ...]:
    """Make page and data in a process of its own; gives what was seen of the page."""
    results = laid(task.results)
    _put_data(results, laid(task.figures), task.staging)
    return _page(task, results)


def _put_data(results: Results, figures: pd.DataFrame, staging: Path) -> None:
    for name, pieces in data_files(results, figures):
        put_pieces(staging / "office" / DATA / name, pieces)


def _page(task: PageTask, results: Results) -> tuple[Looked, ...]:
    return _keep(task.question, {f"office/{_PAGE}": page(results, task.listed)}, task.staging, task.cache)


def _keep(question: str, files: Mapping[str, bytes], staging: Path, cache: Cache) -> tuple[Looked, ...]:
    """Put what was made into the staging folder and keep it for a later run; gives what was seen of it."""
    summed = Summed(files, tuple(looked(path.partition("/")[2], content) for path, content in files.items()))
    cache.put(question, summed)
    return _laid(summed, staging) or ()


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
