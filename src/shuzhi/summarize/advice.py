"""What the office does next about a branch: one sentence for workbook and page."""

from typing import Any

from shuzhi.model.settings import Settings
from shuzhi.model.words import State


def advice(branch: Any, said: int, settings: Settings) -> str:
    """The sentence for a row of Results.branches; said: how many warnings the branch explained."""
    parent = settings.branch(branch.through)
    if parent:
        return f"{filled_by(branch, settings)}，不用催报；请看{parent.short_name}一行。"
    state = State(branch.state)
    if state is State.ACCEPTED:
        return _accepted(branch, said, settings)
    return {
        State.MISSING: "还没有收到本期工作簿，请催报。",
        State.UNREADABLE: "交来的文件打不开，请把原因告诉支部，请支部重新报送。",
        State.RETURNED: f"请把“待修改/{branch.place}.xlsx”发回支部，改正后重新报送。",
        State.TO_EXPLAIN: f"请把“待说明/{branch.place}.xlsx”发回支部，改正或在“说明”栏写明原因后重新报送。",
        State.APPROVED: "已经审定，不用再做什么。",
    }[state]


def filled_by(branch: Any, settings: Settings) -> str | None:
    """Through whom a branch without a workbook of its own handed in; None for the others."""
    parent = settings.branch(branch.through)
    return f"由{parent.org_type}统一填报（{parent.short_name}的工作簿）" if parent else None


def _accepted(branch: Any, said: int, settings: Settings) -> str:
    own = settings.branch(branch.branch_code)
    draft = "报告初稿已生成，请书记审定" if own and settings.reports_for(own) else "本期没有要生成的报告"
    more = [f"支部作了{said}处说明"] * (said > 0) + ["有提醒"] * bool(branch.notices)
    return f"{draft}；{'，'.join(more)}，请看“核对结果”。" if more else f"{draft}。"
