"""The rows of 乡镇台账's tables as plain records."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import cast

import pandas as pd

from shuzhi.model.tables import Row, Scalar, Tables

Record = Mapping[str, object]


def records(tables: Tables, sheet: str) -> list[Record]:
    """Each row of a sheet as field name → value (Timestamp for a day), with its Excel row under `row`; None = blank."""
    frame = tables.frames[sheet]
    return [
        {str(name): (None if value != value else value) for name, value in row.items()}  # noqa: PLR0124 - NaN
        for row in frame.to_dict("records")
    ]


def rows(tables: Tables, sheet: str) -> tuple[Row, ...]:
    """The rows of a sheet for the stages that write: plain values, days as dates."""
    return tuple(
        Row(sheet, int(str(record["row"])), {
            name: day(value) if isinstance(value, pd.Timestamp) else cast("Scalar", value)
            for name, value in record.items() if name not in ("submission", "row")
        })
        for record in records(tables, sheet)
    )


def listed(value: object) -> tuple[str, ...]:
    """The entries of a cell joined by 、; empty for a blank one."""
    return tuple(part for part in said(value).replace("，", "、").split("、") if part)


def said(value: object) -> str:
    """The text of a cell; "" for a blank one."""
    return value if isinstance(value, str) else ""


def clock(text: str) -> time | None:
    """The time of day that a text writes as 02:00; None if it writes none."""
    match = re.fullmatch(r"\s*([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：][0-5]\d)?\s*", text)
    return time(int(match[1]), int(match[2])) if match else None


def day(value: object) -> date | None:
    """The day of a cell; None for a blank one."""
    return value.date() if isinstance(value, pd.Timestamp) else None
