"""The head of the page and 报送情况: how many stand where, who has something left to do, a line a branch."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shuzhi.model.period import han_date
from shuzhi.model.results import Results
from shuzhi.model.standing import Standing, tally
from shuzhi.model.words import Level, Outcome, State
from shuzhi.summarize.page.cells import LEVEL_LOOK, STATE_LOOK, Cell, Column, Link, Row, Table
from shuzhi.summarize.page.roster import Member
from shuzhi.summarize.urging import open_branches

# What the office does about the branches of one state, in the order of 催报.txt.
NEXT = {
    State.MISSING: "请催报；催报.txt 里的话可以直接贴到工作群。",
    State.UNREADABLE: "文件打不开，请把原因告诉支部，请支部重新保存后再报送。",
    State.RETURNED: "请把“待修改”里标好的表发回支部，改好后重新报送。",
    State.TO_EXPLAIN: "请把“待说明”里标好的表发回支部，改正或写明原因后重新报送。报告初稿已先生成。",
}


class Count(NamedTuple):
    """One big number: what it counts, its look, the state it stands for ("" = several, late = 逾期)."""

    title: str
    number: int
    look: str
    state: str = ""


class Todo(NamedTuple):
    """The branches of one state that have something left to do."""

    state: str
    title: str
    look: str
    links: tuple[Link, ...]
    next: str


def counts(results: Results) -> tuple[Count, ...]:
    """应报, 已收, then a number a state, 逾期 last; 已审定 only where there is one."""
    branches = results.branches
    found = tally(
        Standing(code, State(state), bool(late))
        for code, state, late in zip(branches["branch_code"], branches["state"], branches["late"], strict=True)
    )
    order = (
        State.ACCEPTED, State.APPROVED, State.TO_EXPLAIN, State.RETURNED, State.UNREADABLE, State.MISSING,
    )
    return (
        Count("应报", found.expected, ""), Count("已收", found.received, ""),
        *(Count(state.label, found.states[state], STATE_LOOK[state], state.value) for state in order
          if found.states[state] or state is not State.APPROVED),
        Count("逾期", found.late, "bad", "late"),
    )


def todos(results: Results, roster: Sequence[Member]) -> tuple[Todo, ...]:
    """Who has something left to do, by state, in the order of 催报.txt; the names link to the branches' sections.

    The page says the states as every list of the office does; 催报.txt says 未报, 打不开, 需修改, 需说明 to a group.
    """
    places = {member.code: member.at for member in roster}
    year = results.settings.coverage.end.year
    return tuple(
        Todo(state.value, f"{state.label}（{len(branches)}个）", STATE_LOOK[state],
             tuple(Link(name, f"#b{places[code]}") for code, name in branches), NEXT[state])
        for state, branches in open_branches(results, year)
    )


def facts(results: Results) -> Mapping[str, str]:
    """What the head says of the period: the days counted, to which day states are told, what it is made from."""
    settings, files = results.settings, results.submissions
    received = int((files["outcome"] != Outcome.IGNORED.value).sum())
    said = {
        "统计期间": settings.coverage.text, "办理情况截至": _as_of(results),
        "报送截止": han_date(settings.deadline) if settings.deadline else "",
        "数据来源": f"本期的 {received} 个文件" if received else "本期还没有收到文件",
    }
    return {title: text for title, text in said.items() if text}


def _as_of(results: Results) -> str:
    if results.as_of is not None:
        return han_date(results.as_of)
    days = results.branches["as_of"].dropna()
    if days.empty:
        return ""
    first, last = days.min().date(), days.max().date()
    return han_date(first) if first == last else f"各支部填写的日期（{han_date(first)}至{han_date(last)}）"


def arrivals(roster: Sequence[Member]) -> Table:
    """报送情况: a line a branch."""
    columns = (
        Column("支部"), Column("单位类型"), Column("状态"), Column("逾期"), Column("填报日期"),
        *(Column(level.label, "number") for level in Level), Column("怎么办", "long"), Column("文件", "long"),
    )
    rows = tuple(Row(member.at, _cells(member)) for member in roster)
    return Table("arrivals", "各支部报送情况", columns, rows, "个支部")


def _cells(member: Member) -> tuple[Cell, ...]:
    # Sorted by how much is left to do, not by the word.
    order = str(list(STATE_LOOK).index(member.state))
    return (
        Cell(member.name), Cell(member.unit_type),
        Cell(member.state.label, STATE_LOOK[member.state], key=order),
        Cell("逾期", "bad") if member.late else Cell(), Cell(member.filled),
        *count_cells(member.counts), Cell(member.next, small=member.reason), Cell(links=member.links),
    )


def count_cells(numbers: tuple[int, int, int] | None) -> tuple[Cell, ...]:
    """必须改, 请核对, 提醒; empty where nothing was read."""
    if numbers is None:
        return (Cell(),) * len(Level)
    return tuple(
        Cell(str(number), LEVEL_LOOK[level] if number else "mute") for level, number in zip(Level, numbers, strict=True)
    )
