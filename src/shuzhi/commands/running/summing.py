"""The township's own files of the delivery: what its staff open first."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from shuzhi.commands.running.batch import put
from shuzhi.model.results import Results
from shuzhi.summarize.book.workbook import summary
from shuzhi.summarize.data import data_files
from shuzhi.summarize.page.page import page
from shuzhi.summarize.urging import urging_file


def sum_up(results: Results, figures: pd.DataFrame, staging: Path, now: datetime) -> None:
    """Write 汇总表, 催报, 数据 and the page into the staging folder, behind all reports, to which they link."""
    upward, office = ([*_files(staging / "both"), *_files(staging / one)] for one in ("upward", "office"))
    put(staging / "upward" / "汇总表.xlsx", summary(results, upward, office=False))
    put(staging / "office" / "汇总表.xlsx", summary(results, office, office=True))
    put(staging / "office" / "催报.txt", urging_file(results, now))
    for name, content in data_files(results, figures).items():
        put(staging / "office" / "数据" / name, content)
    put(staging / "office" / "index.html", page(results, [*_files(staging / "both"), *_files(staging / "office")]))


def _files(folder: Path) -> list[str]:
    """What lies below a folder, as paths in the delivery (报告/石井村/述职报告.docx), sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
