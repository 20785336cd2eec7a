"""The township's own files of the delivery: what its staff open first."""

from datetime import datetime
from functools import partial
from pathlib import Path

import pandas as pd

from shuzhi.cache import key
from shuzhi.commands.running.batch import Batch, put
from shuzhi.files.below import files_below
from shuzhi.model.results import Results
from shuzhi.summarize.book.workbook import editions
from shuzhi.summarize.data import data_files
from shuzhi.summarize.page.page import page
from shuzhi.summarize.urging import urging_file


def sum_up(results: Results, figures: pd.DataFrame, batch: Batch, now: datetime) -> None:
    """Write 汇总表, 催报, 数据 and the page into the staging folder, behind all reports, to which they link.

    What links to the same files and comes from the same results as in an earlier run is not made again.
    """
    staging, cache, known = batch.staging, batch.cache, key("results", results)
    inside, leaving = _beside(staging, "office"), _beside(staging, "upward")
    books = cache.made(key("books", known, inside, leaving), partial(editions, results, inside, leaving))
    for edition, book in zip(("office", "upward"), books, strict=True):
        put(staging / edition / "汇总表.xlsx", book)
    put(staging / "office" / "催报.txt", urging_file(results, now))
    for name, content in data_files(results, figures).items():
        put(staging / "office" / "数据" / name, content)
    files = _beside(staging, "office")
    put(staging / "office" / "index.html", cache.made(key("page", known, files), partial(page, results, files)))


def _beside(staging: Path, edition: str) -> list[str]:
    """What lies in one edition of the delivery so far."""
    return [*_files(staging / "both"), *_files(staging / edition)]


def _files(folder: Path) -> list[str]:
    """What lies below a folder, as paths in the delivery (报告/石井村/述职报告.docx), sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in files_below(folder))
