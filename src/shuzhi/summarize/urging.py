"""催报.txt: how many handed in, who is still to; to be pasted into a group chat. Its sentences serve messages, too."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from shuzhi.model.period import han_date
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import State
from shuzhi.summarize.values import rows_of

# The states of a branch that has something left to do: the word a group reads, and what to do.
OPEN = {
    State.MISSING: ("未报", ""),
    State.UNREADABLE: ("打不开", "文件打不开，请重新保存后再报送。"),
    State.RETURNED: ("需修改", "标好的表已发回，请改好后尽快报送。"),
    State.TO_EXPLAIN: ("需说明", "标好的表已发回，请改正或写明原因后尽快报送。"),
}
_ORDER = (State.RETURNED, State.TO_EXPLAIN, State.UNREADABLE, State.MISSING)


def urging_file(results: Results, now: datetime) -> bytes:
    """The text as a file that every editor of Windows opens right: with a byte order mark, lines ended by CRLF."""
    return urging(results, now).replace("\n", "\r\n").encode("utf-8-sig")


def urging(results: Results, now: datetime) -> str:
    """What stands in 催报.txt: where the branches stand at the hour of `now`, in the township's time; the deadline.

    The parts add up to 应报; a part of none is left out.
    """
    settings = results.settings
    lines = [
        f"{settings.township}{settings.period.label}报送情况",
        f"截至{now.month}月{now.day}日{now.hour}时，{counted(results)}。",
        *(f"{OPEN[state][0]}：{names}。{OPEN[state][1]}" for state, names in still_open(results, now.year)),
        *([f"逾期报送：{late(results)}。"] if late(results) else []),
        *_end(results, now.date()),
    ]
    return "\n".join(lines) + "\n"


def counted(results: Results) -> str:
    """应报30个，已报22个，需修改3个，未报5个: without an end; 已报 are those whose workbook counts."""
    states = [State(state) for state in results.branches["state"]]
    parts = [(OPEN[state][0], states.count(state)) for state in _ORDER]
    done = ("已报", len(states) - sum(count for _, count in parts))
    return "，".join([f"应报{len(states)}个", *(f"{word}{count}个" for word, count in (done, *parts) if count)])


def still_open(results: Results, year: int) -> Iterator[tuple[State, str]]:
    """(state, names of its branches) of what is left to do; days of another year than `year` are told with theirs."""
    for state, branches in open_branches(results, year):
        yield state, "、".join(name for _, name in branches)


def open_branches(results: Results, year: int) -> Iterator[tuple[State, list[tuple[str, str]]]]:
    """(state, its branches as pairs of code and name) of what is left to do."""
    below: dict[str, list[str]] = {}
    for branch in rows_of(results.branches):
        below.setdefault(branch.through, []).append(branch.short_name)
    by_itself = _by_itself(results)
    for state in OPEN:
        branches = [branch for branch in by_itself if branch.state == state.value]
        if branches:
            yield state, [
                (one.branch_code, _named(one, below.get(one.branch_code, []), results.settings, year))
                for one in branches
            ]


def late(results: Results) -> str:
    """The names of the branches that handed in after the deadline, or after their own."""
    return "、".join(branch.short_name for branch in _by_itself(results) if branch.late)


def day_of(day: date, year: int) -> str:
    """10月9日, with its year where it is not that of the reader."""
    return f"{day.month}月{day.day}日" if day.year == year else han_date(day)


def _by_itself(results: Results) -> list[Any]:
    """The branches whose rows do not stand in the workbook of their 总支."""
    return [branch for branch in rows_of(results.branches) if not branch.through]


def _named(branch: Any, below: Sequence[str], settings: Settings, year: int) -> str:
    """石桥村（延期至10月12日）; a 总支 that fills in for others names them, so that names and number agree."""
    known = settings.branch(branch.branch_code)
    until = known.extended_until if known else None
    more = ([f"含由它填报的{'、'.join(below)}"] if below else []) + ([f"延期至{day_of(until, year)}"] if until else [])
    return f"{branch.short_name}（{'；'.join(more)}）" if more else str(branch.short_name)


def _end(results: Results, today: date) -> list[str]:
    """Whether all is there, and the deadline where something is left to do."""
    deadline = results.settings.deadline
    states = {State(state) for state in results.branches["state"]}
    there = not states & {State.MISSING, State.UNREADABLE}
    thanks = "" if states & set(OPEN) else "，谢谢配合"
    lines = [f"各支部的表已全部报齐{thanks}。"] if there else []
    if deadline and states & set(OPEN):
        day = day_of(deadline, today.year)
        passed = f"报送截止日期（{day}）已过，请尽快报送。"
        lines.append(passed if deadline < today else f"报送截止日期为{day}。")
    return lines
