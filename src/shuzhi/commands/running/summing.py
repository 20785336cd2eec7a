"""The township's own files of the delivery: what its staff open first."""

from collections.abc import Callable, Iterator, Sequence
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
    """One of the township's files: its content, and what was seen of it."""

    content: bytes
    looked: Looked


@dataclass(frozen=True)
class PageTask:
    """The page to make from the results that lie (packed) there.

    question  the key it is kept under
    place     where it is to lie
    listed    the files delivered beside it
    """

    question: str
    place: Path
    results: Path
    listed: Sequence[str]
    cache: Cache


@dataclass(frozen=True)
class DataTask:
    """The open data to write into a folder from the results and figures that lie (packed) there.

    more  what else there is to do: page and data are two tasks of about the same length with it
    """

    folder: Path
    results: Path
    figures: Path
    more: Sequence[Callable[[], object]]


def put_urging(results: Results, batch: Batch, now: datetime) -> None:
    """Write 催报 into the staging folder, before what lists all files."""
    put(batch.staging / "office" / _URGING, urging_file(results, now))


def sum_up(
    results: Results, figures: pd.DataFrame, batch: Batch, draft: "Draft", more: Sequence[Callable[[], object]]
) -> tuple[Looked, ...]:
    """Write 汇总表, 数据 and the page into the staging folder, behind all reports, to which they link.

    What links to the same files and comes from the same results as in an earlier run is not made again. Workers make
    page and data, and do what there is `more` to do, while this process makes the workbooks. Gives what was seen of the
    large ones.
    """
    staging, cache, known = batch.staging, batch.cache, key("results", results)
    both, *own = (_files(staging / edition) for edition in ("both", "office", "upward"))
    inside, leaving = ([*both, *one] for one in own)
    behind = sorted([*inside, _BOOK, *(f"{DATA}/{name}" for name in data_names())])
    beside = {"office": inside, "upward": leaving}
    editions = {staging / edition / _BOOK: key("book", known, edition, files) for edition, files in beside.items()}
    task = PageTask(
        key("page", known, behind), staging / "office" / _PAGE, batch.folder / "results", behind, cache,
    )
    data = DataTask(staging / "office" / DATA, task.results, batch.folder / "figures", more)
    seen: list[Looked] = []

    def rest() -> Iterator[None]:
        """The workbooks, a step at a time."""
        kept = [_laid(question, place, cache) for place, question in editions.items()]
        if None in kept:
            made = draft.editions(results, inside, leaving)
            yield
            kept = [_keep(question, place, next(made), cache) for place, question in editions.items()]
        seen.extend(one for one in kept if one)

    there = _laid(task.question, task.place, cache)
    if there is None and batch.workers.jobs > 1:
        lay(results, task.results)
        lay(figures, data.figures)
        parts: list[PageTask | DataTask] = [task, data]
        made = [one for those in spread(make_part, parts, batch.workers, rest()) for one in those]
        return *made, *seen
    for _ in rest():
        pass
    for each in more:
        each()
    return *seen, *_put_data(results, figures, data.folder), there or _page(task, results)


def make_part(task: PageTask | DataTask) -> tuple[Looked, ...]:
    """Make page or data in a process of its own; gives what was seen of it."""
    if isinstance(task, PageTask):
        return (_page(task, laid(task.results)),)
    for each in task.more:
        each()
    return _put_data(laid(task.results), laid(task.figures), task.folder)


def _put_data(results: Results, figures: pd.DataFrame, folder: Path) -> tuple[Looked, ...]:
    """Write 数据; gives what was seen of its files."""
    seen = []
    for name, pieces in data_files(results, figures):
        put_pieces(folder / name, pieces)
        seen.append(looked(f"{DATA}/{name}", (folder / name).read_bytes()))
    return tuple(seen)


def _page(task: PageTask, results: Results) -> Looked:
    return _keep(task.question, task.place, page(results, task.listed), task.cache)


def _keep(question: str, place: Path, content: bytes, cache: Cache) -> Looked:
    """Put what was made in its place and keep it for a later run; gives what was seen of it."""
    summed = Summed(content, looked(place.name, content))
    cache.put(question, summed)
    put(place, content)
    return summed.looked


def _laid(question: str, place: Path, cache: Cache) -> Looked | None:
    """Put what was kept in its place; gives what was seen of it, None where nothing was kept."""
    summed = cache.get(question)
    if not isinstance(summed, Summed):
        return None
    put(place, summed.content)
    return summed.looked


def _files(folder: Path) -> list[str]:
    """What lies below a folder, as paths in the delivery (报告/石井村/述职报告.docx), sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in files_below(folder))
