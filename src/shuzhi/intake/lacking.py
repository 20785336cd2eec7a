"""The quarters that a half year or year was put together without: noted in _meta, until somebody fills them in."""

from collections.abc import Mapping

import pandas as pd

from shuzhi.model.period import Period
from shuzhi.model.sheet import LACKING, META, RawBook
from shuzhi.model.tables import Tables, quarters


def still_lacking(tables: Tables, books: Mapping[int, RawBook]) -> pd.DataFrame:
    """Tables.lacking: without the quarters that were filled in since, with meetings in every month of them."""
    meetings = tables.frames["meetings"][["submission", "date"]].dropna()
    months = set(zip(meetings["submission"], meetings["date"].dt.year, meetings["date"].dt.month, strict=True))
    found = []
    for number, book in books.items():
        for quarter in _noted(book):
            start = quarter.days.start
            held = all((number, start.year, start.month + more) in months for more in range(3))
            found += [] if held else [(number, quarter.code)]
    return quarters(found)


def _noted(book: RawBook) -> list[Period]:
    rows = next((raw.rows for raw in book.sheets if raw.title == META), ())
    texts = [str(row[1]) for row in rows if len(row) > 1 and row[0] == LACKING]
    return [period for period in map(Period.parse, texts) if period and period.kind == "Q"]
