"""What a run prints at its end: a page that needs no scrolling, however many branches there are; or everything."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shuzhi.commands.aligned import cut, padded, some, table, width, wrapped
from shuzhi.model.words import Level, Outcome, State

if TYPE_CHECKING:
    from shuzhi.commands.running.ended import FileEnd
    from shuzhi.commands.running.request import RunOutcome

ENCRYPTED = "内部压缩包加了密码：Windows 自带的打不开，请用 7-Zip、WinRAR 或 360压缩 打开。"
SHOWN = 2  # files, templates and remarks that are named before only their number is
_WAITING = (State.RETURNED, State.TO_EXPLAIN, State.UNREADABLE, State.MISSING)
_DO = {
    State.RETURNED: "发回去改", State.TO_EXPLAIN: "发回去改或写明原因", State.UNREADABLE: "请重新报送",
    State.MISSING: "请催报",
}


def closing(outcome: "RunOutcome", columns: int = 80) -> str:
    """How the branches stand, who has something to do, what went unused: about 20 lines of so many columns."""
    parts = [
        wrapped(_head(outcome, State.ACCEPTED, State.APPROVED), columns), _waiting(outcome, columns),
        _files(outcome, columns), _named("模板有问题，用它的报告没有出", outcome.faults, columns),
        ["  全部问题和改法：shuzhi templates check"] * bool(outcome.faults),
        _named("还有要知道的", outcome.ended.remarks, columns), _next(outcome, columns),
        _places(outcome, "（全部列出：--verbose）"),
    ]
    return "\n".join(line for part in parts for line in part)


def whole(outcome: "RunOutcome") -> str:
    """Every branch, file, template and remark."""
    branches, remarks = outcome.ended.branches, outcome.ended.remarks
    rows = [
        (one.short_name, State(one.state).label, str(one.errors or ""), str(one.warnings or ""), str(one.notices or ""))
        for one in branches
    ]
    parts = [table(("支部", "状态", Level.ERROR.label, Level.WARNING.label, Level.NOTICE.label), rows)]
    names = {one.code: one.short_name for one in branches}
    pairs = [(one.short_name, names[one.through]) for one in branches if one.through]
    if pairs:
        parts.append("由上级统一填报的支部：\n" + table(("支部", "填在哪本工作簿"), pairs))
    listed = [(one.file, Outcome(one.outcome).label, one.reason) for one in _unused(outcome)]
    if listed:
        parts.append("没有采用的文件：\n" + table(("文件", "处理", "原因"), listed))
    if outcome.faults:
        parts.append("下面的模板有问题，用它的报告这次没有出：\n" + "\n".join(f"  {fault}" for fault in outcome.faults))
    if remarks:
        parts.append("审定、合并、定稿、汇编和PDF：\n" + "\n".join(f"  {remark}" for remark in remarks))
    parts.append("\n".join([_head(outcome, *State), *_found(outcome, 80), *_next(outcome, 80), *_places(outcome)]))
    return "\n\n".join(parts)


def _head(outcome: "RunOutcome", *states: State) -> str:
    """The period, how many branches hand in and how many of them stand in which of some states."""
    settings, branches = outcome.ended.settings, outcome.ended.branches
    counts = Counter(one.state for one in branches)
    words = "，".join(f"{state.label}{counts[state]}个" for state in reversed(states) if counts[state])
    return f"{settings.township}{settings.period.label}：应报{len(branches)}个，{words or '通过0个'}。"


def _waiting(outcome: "RunOutcome", columns: int) -> list[str]:
    """A line for each state in which a branch has something to do, with names as far as they fit.

    A branch whose rows stand in the workbook of its 总支 has nothing of its own to send.
    """
    own = [one for one in outcome.ended.branches if not one.through]
    names = {state: [one.short_name for one in own if one.state == state] for state in _WAITING}
    heads = {state: f"  {state.label}（{_DO[state]}）{len(names[state])}个" for state in _WAITING if names[state]}
    room = max(map(width, heads.values()), default=0) + 2
    lines = [padded(head, room) + some(names[state], columns - room) for state, head in heads.items()]
    return [*lines, *_found(outcome, columns)]


def _found(outcome: "RunOutcome", columns: int) -> list[str]:
    """How many findings of each level there are; nothing where there are none."""
    branches = outcome.ended.branches
    found = (
        (Level.ERROR.label, sum(one.errors for one in branches)),
        (Level.WARNING.label, sum(one.warnings for one in branches)),
        (Level.NOTICE.label, sum(one.notices for one in branches)),
    )
    told = "，".join(f"{label}{count}处" for label, count in found if count)
    return wrapped(f"核对出来的：{told}。", columns) if told else []


def _files(outcome: "RunOutcome", columns: int) -> list[str]:
    """How many files were not used; by name those that somebody must look after."""
    unused = _unused(outcome)
    bad = [one for one in unused if one.outcome in (Outcome.UNREADABLE, Outcome.FOREIGN)]
    if not bad:
        return [f"没有采用的文件{len(unused)}个（各是什么原因：--verbose）。"] * bool(len(unused))
    told = [f"{one.file}：{one.reason}" for one in bad]
    return [f"没有采用的文件{len(unused)}个，请看一看的{_listed(len(bad), '个')}：", *_first(told, columns)]


def _unused(outcome: "RunOutcome") -> list["FileEnd"]:
    return [one for one in outcome.ended.files if one.outcome != Outcome.USED]


def _named(title: str, lines: Sequence[str], columns: int) -> list[str]:
    """A title with their number, and the first of some lines."""
    return [f"{title}，{_listed(len(lines), '条')}：", *_first(lines, columns)] if lines else []


def _listed(count: int, unit: str) -> str:
    return f"{count}{unit}" + f"，先列{SHOWN}{unit}" * (count > SHOWN)


def _first(lines: Sequence[str], columns: int) -> list[str]:
    return [f"  {cut(line, columns - 2)}" for line in lines[:SHOWN]]


def _next(outcome: "RunOutcome", columns: int) -> list[str]:
    """What to do with the workbooks that go back; where none does, with the reports that wait for a secretary."""
    states = {one.state for one in outcome.ended.branches}
    back = "".join(f"“{state.label}”" for state in (State.RETURNED, State.TO_EXPLAIN) if state in states)
    if back:
        text = (f"把 {_folder(outcome)} 下{back}里的工作簿发回各支部，"
                "改好后放进报送文件夹，换掉原来的那本，再运行一次。")
    elif State.ACCEPTED in states:
        text = "请书记看报告，同意了的，运行 shuzhi approve 支部简称，再运行一次，“初稿”字样就去掉。"
    else:
        return []
    head = "下一步："
    lines = wrapped(text, columns - width(head))
    return [f"{head}{lines[0]}", *(padded("", width(head)) + line for line in lines[1:])]


def _places(outcome: "RunOutcome", more: str = "") -> list[str]:
    """Where the page and, while somebody has something to do, the words to urge with lie."""
    places = [ENCRYPTED] * outcome.encrypted + [f"详细情况：{_folder(outcome) / 'index.html'}{more}"]
    waiting = any(one.state in _WAITING for one in outcome.ended.branches)
    return places + [f"催报的话：{_folder(outcome) / '催报.txt'}"] * waiting


def _folder(outcome: "RunOutcome") -> Path:
    return outcome.office.parent / outcome.ended.settings.period.code
