"""Where the branches of a small invented township stand, from a Markdown table: Results for what is said of them."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

import joined
from markdown import cells
from shuzhi.model.settings import Branch
from shuzhi.model.words import State

_STATES = {state.label: state for state in State}


def stood(table, deadline=date(2023, 10, 9), days=3):
    """The Results of a table | 支部 | 状态 | 逾期 | 延期至 | 填在 |: 填在 is the 总支 in whose workbook its rows stand."""
    header, *lines = cells(table)
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    codes = {row["支部"]: f"QH{place:02}" for place, row in enumerate(rows, 1)}
    results = _joined()
    roster = tuple(
        Branch(code, f"中共青禾镇{name}支部委员会", name, name, "党支部", "村", extended_until=_day(row.get("延期至")))
        for row, (name, code) in zip(rows, codes.items(), strict=True)
    )
    branches = pd.DataFrame([
        {"branch_code": codes[row["支部"]], "place": row["支部"], "short_name": row["支部"], "late": row.get("逾期") == "是",
         "state": _STATES[row["状态"]].value, "through": codes.get(row.get("填在"), ""), "errors": 0, "warnings": 0, "notices": 0}
        for row in rows
    ])
    settings = replace(results.settings, branches=roster, deadline=deadline, limits={"remind_days": float(days)})
    return replace(results, settings=settings, branches=branches)


_joined = cache(joined.results)


def _day(text):
    return date.fromisoformat(text) if text else None
