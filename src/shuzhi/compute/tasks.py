"""民生实事: how far each task is, its money and whom it reaches."""

import pandas as pd

from shuzhi.compute.chunk import Chunk, in_coverage
from shuzhi.compute.marks import Marks, counted, rated, stacked, summed

_STATES = {
    "tasks_done": ("已完成",), "tasks_ongoing": ("进行中",), "tasks_not_started": ("未启动",),
    "tasks_suspended": ("暂缓",), "tasks_cancelled": ("取消",), "tasks_active": ("进行中", "已完成"),
}
_SUMS = {
    "investment_total": "investment", "investment_fiscal": "fiscal", "investment_collective": "collective",
    "investment_other": "other_funds", "investment_paid": "paid",
}


def marks(chunk: Chunk) -> Marks:
    """Marks of tasks; a cancelled one counts only as cancelled."""
    rows = chunk.rows("tasks")
    state = rows["state"]
    kept = rows[state != "取消"]
    done = rows[state == "已完成"]
    due = rows["due_adjusted"].fillna(rows["due"])
    return stacked([
        counted("tasks", rows, {
            "tasks_total": state != "取消",
            **{name: state.isin(states) for name, states in _STATES.items()},
            "tasks_done_in_coverage": in_coverage(rows["finished"], rows),
            "tasks_overdue": (due < rows["branch_as_of"]) & state.isin(["未启动", "进行中"]),
        }),
        rated("tasks", kept, "tasks_completion_rate", (state[kept.index] == "已完成", kept["row"] > 0)),
        summed("tasks", kept, {name: kept[field] for name, field in _SUMS.items()}),
        summed("tasks", done, {"beneficiary_household_times": _households(done)}),
    ])


def _households(rows: pd.DataFrame) -> pd.Series:
    """受益户数 as a number; 全村 is the 户数 of 支部信息."""
    number = pd.to_numeric(rows["households"], errors="coerce")
    return number.mask(rows["households"] == "全村", rows["branch_households"])
