"""Charts of what is done for residents: tasks on a timeline, proposals by state and age."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from shuzhi.model.results import Results
from shuzhi.summarize import matters
from shuzhi.summarize.values import rows_of, value_of

# Lines of the timeline, the urgent ones first; the list below it has all.
MOST_LINES = 30
BANDS = (30, 60)
BAND_LOOKS = ("age-1", "age-2", "age-3")
OPEN_ORDER = ("未办理", "正在办理")
SETTLED_ORDER = ("已转办", "暂不具备条件", "不予采纳", "已办结")

Chart = Mapping[str, Any]


def timeline(results: Results) -> Chart:
    """A line a task: start and due date, the day it was finished, days late; days are ISO dates or null.

    {summary, note, today, lines: [{branch, title, state, start, due, finished, day, late}], empty}; `today` is the last
    day on which a branch reports. Order: late (longest first), open by due date, done last.
    """
    rows = matters.tasks(results)
    rows = rows.assign(due=rows["due_adjusted"].fillna(rows["due"]))
    rows = rows[(rows["state"] != "取消") & rows["due"].notna()]
    rows = rows.assign(
        waits=-rows["late"].fillna(0), place=rows["state"].map({"进行中": 0, "未启动": 0, "暂缓": 1}).fillna(2),
    ).sort_values(["waits", "place", "due", "roster_place", "row"], kind="stable")
    done, late = int((rows["state"] == "已完成").sum()), int(rows["late"].notna().sum())
    return {
        "summary": f"民生实事{len(rows)}件：已完成{done}件，未完成{len(rows) - done}件"
                   + (f"，其中逾期{late}件。" if late else "。"),
        "note": _told(len(rows), rows["day"]),
        "today": _iso(rows["day"].max()),
        "lines": [_line(row) for row in rows_of(rows.head(MOST_LINES))],
        "empty": "本期没有民生实事。",
    }


def _line(row: Any) -> Mapping[str, Any]:
    return {
        "branch": row.short_name, "title": row.title, "state": row.state, "late": value_of(row.late) or 0,
        "start": _iso(row.started), "due": _iso(row.due), "finished": _iso(row.finished), "day": _iso(row.day),
    }


def _told(number: int, days: "pd.Series[Any]") -> str:
    """What a reader must know: that not all are drawn, that branches report on different days."""
    cut = f"共{number}件，图中是最急的{MOST_LINES}件，全部见下表。" if number > MOST_LINES else ""
    differ = "各支部的办理情况截至日期不同，逾期天数按各自的截至日期计算。" if len(days.unique()) > 1 else ""
    return cut + differ


def proposals(results: Results) -> Chart:
    """How many proposals are in each state; the open ones by how long ago they were made, to the day reported on.

    Rows merged into another one are not counted, as in the indicators.
    """
    everything = matters.proposals(results)
    rows = everything[everything["merged_into"].isna()]
    limit = results.settings.limits.get("close_days")
    bands = _bands(limit)
    age = (rows["day"] - rows["proposed"]).dt.days
    waiting = rows["state"].isin(matters.PROPOSALS_OPEN)
    band = age.map(lambda days: sum(days > last for last in bands))
    states = [state for state in (*OPEN_ORDER, *SETTLED_ORDER) if (rows["state"] == state).any()]
    values = [
        [int((waiting & (rows["state"] == state) & (band == number)).sum()) for state in states]
        for number in range(len(bands) + 1)
    ]
    settled = [int((~waiting & (rows["state"] == state)).sum()) for state in states]
    late = int(rows["late"].notna().sum())
    merged = len(everything) - len(rows)
    names, looks = [*_names(bands, limit), "已有结果"], [*_looks(bands, limit), "good"]
    return {
        "summary": f"意见建议{len(rows)}条：还没有办结的{int(waiting.sum())}条" + (
            f"，其中提出超过{limit:g}天的{late}条。" if limit and late else "。"),
        "note": (f"办结期限是{limit:g}天（参数表）。" if limit else "")
                + (f"另有{merged}条并入了别的意见建议，不重复计数。" if merged else ""),
        "unit": "条",
        "labels": states,
        "series": [
            {"name": name, "look": look, "values": one}
            for name, look, one in zip(names, looks, (*values, settled), strict=True)
            if any(one)
        ],
        "empty": "本期没有意见建议。",
        "table": True,
    }


def _bands(limit: float | None) -> list[float]:
    """The last days of the age bands: 30, 60 and the limit, in order, those behind the limit left out."""
    return [*(day for day in BANDS if not limit or day < limit), *([limit] if limit else [])]


def _names(bands: Sequence[float], limit: float | None) -> list[str]:
    firsts = [0, *(last + 1 for last in bands[:-1])]
    within = [f"{first:g}—{last:g}天" for first, last in zip(firsts, bands, strict=True)]
    return [*within, f"{bands[-1]:g}天以上" + ("（超过期限）" if limit else "")]


def _looks(bands: Sequence[float], limit: float | None) -> list[str]:
    return [*BAND_LOOKS[:len(bands)], "bad" if limit else BAND_LOOKS[-1]]


def _iso(day: Any) -> str | None:
    return None if pd.isna(day) else day.date().isoformat()
