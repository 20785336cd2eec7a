"""居民提案: where each one stands, its reply and its rating. Rows merged into another one are not counted."""

import pandas as pd

from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, counted, rated, stacked

_STATES = {
    "proposals_closed": "已办结", "proposals_ongoing": "正在办理", "proposals_transferred": "已转办",
    "proposals_not_feasible": "暂不具备条件", "proposals_declined": "不予采纳", "proposals_untouched": "未办理",
}


def marks(chunk: Chunk) -> Marks:
    """Marks of proposals; the limit is limits["close_days"], counted from 提出日期."""
    rows = chunk.rows("proposals")
    rows = rows[rows["merged_into"].isna()]
    limit = pd.Timedelta(days=chunk.limits["close_days"])
    state, proposed = rows["state"], rows["proposed"]
    everything = rows["row"].notna()
    closed = state == "已办结"
    replied = rows["reply"].notna() & rows["replied"].notna()
    satisfied = rows["satisfaction"].isin(["满意", "基本满意"])
    rated_by_residents = satisfied | (rows["satisfaction"] == "不满意")
    late = rows["branch_as_of"] - proposed > limit
    return stacked([
        counted("proposals", rows, {
            "proposals_total": everything,
            "proposals_carried": proposed < rows["branch_coverage_start"],
            "proposals_new": in_coverage(proposed, rows),
            **{name: state == title for name, title in _STATES.items()},
            "proposals_replied": replied,
            "proposals_transferred_no_answer": (state == "已转办") & rows["referred_reply"].isna(),
            "proposals_rated": rated_by_residents,
            "proposals_satisfied": satisfied,
            "proposals_overdue": state.isin(["正在办理", "未办理"]) & late,
        }),
        _share(rows, "proposals_reply_rate", replied, everything),
        _share(rows, "proposals_closure_rate", closed, everything),
        _share(rows, "proposals_closed_in_time_rate", rows["closed"] - proposed <= limit, closed),
        _share(rows, "proposals_satisfaction_rate", satisfied, rated_by_residents),
    ])


def _share(rows: pd.DataFrame, name: str, part: pd.Series, whole: pd.Series) -> Marks:
    """The rate of rows in `part` among the rows in `whole`."""
    return rated("proposals", rows[whole], name, (part[whole], whole[whole]))
