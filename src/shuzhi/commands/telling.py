"""What a night is told by mail or in a group chat: what came in, what is to do, why nothing was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shuzhi.commands.closing import ENCRYPTED
from shuzhi.commands.running.request import RunOutcome
from shuzhi.errors import NotNoted, ShuzhiError, reason_of
from shuzhi.model.results import Results
from shuzhi.model.settings import Settings
from shuzhi.model.words import State
from shuzhi.notify import addresses, send
from shuzhi.summarize.urging import OPEN, counted, day_of, late, still_open
from shuzhi.workspace import Workspace

_MARK = "【述职】"  # a robot of DingTalk takes only messages with a word agreed upon
_MOST_FAULTS = 8
_NOWHERE = "乡镇台账“参数”里“夜间结果发通知”是“是”，但 {} 里一个地址也没有，没有发通知。"
_UNREADABLE = "通知地址 {} 读不出来（{}），没有发通知。请核对这个文件。"


@dataclass(frozen=True)
class Message:
    """The title of a mail, and a body whose first line says the same (a group reads the body alone)."""

    title: str
    body: str


def tell(
    workspace: Workspace, settings: Settings | None, result: RunOutcome | BaseException, today: date
) -> tuple[str, ...]:
    """Tell the addresses of the workspace what a night came to; gives what went wrong with that, a line each.

    Nothing is sent unless the township switched it on. Where it cannot be known whether it did (settings None, since
    they cannot be loaded), an alarm is sent to whatever addresses there are.
    """
    known = result.ended.settings if isinstance(result, RunOutcome) else settings
    if known and "notify" not in known.switches:
        return ()
    try:
        found = addresses(workspace.addresses)
    except OSError as fault:
        return (_UNREADABLE.format(workspace.addresses, reason_of(fault)),)
    if not found:
        return (_NOWHERE.format(workspace.addresses),) if known else ()
    message = outcome_message(result, today) if isinstance(result, RunOutcome) else alarm(result, today)
    return send(found, message.title, message.body)


def outcome_message(outcome: RunOutcome, today: date) -> Message:
    """What a run came to; in the days before the deadline the reminder comes first."""
    results = outcome.results
    settings = results.settings
    summed = f"{settings.township}{settings.period.label}：{counted(results)}"
    first, *more = [f"{line}。" for line in (*reminders(results, today), summed)]
    lines = [f"{_MARK}{first}", *more, *_standings(results, today), *_faults(outcome), "", *_next(outcome)]
    return Message(lines[0].removesuffix("。"), "\n".join(lines))


def alarm(fault: BaseException, today: date) -> Message:
    """Why a night made nothing, or could not note what it made, and what to do."""
    if isinstance(fault, NotNoted):
        first = f"{_MARK}今晚已生成，但没有记下来（{today.month}月{today.day}日）"
        return Message(first, f"{first}。\n\n{_reason(fault)}")
    first = f"{_MARK}今晚没有生成（{today.month}月{today.day}日）"
    end = "处理好以后，双击“现在生成”就能补做；不补做的，下一个夜里会再生成。"
    return Message(first, f"{first}，上一次的结果没有改动。\n\n{_reason(fault)}\n\n{end}")


def reminders(results: Results, today: date) -> Iterator[str]:
    """距报送截止日期（10月9日）还有3天，还有5个支部没有报: a line, without an end, for each day that is near.

    A branch whose deadline was put off is counted by its own. Near is a day not past, at most 截止前几天提醒 away.
    """
    settings = results.settings
    missing = results.branches.loc[results.branches["state"] == State.MISSING, "branch_code"]
    days = [branch.extended_until or settings.deadline for code in missing if (branch := settings.branch(code))]
    near = [day for day in days if day and 0 <= (day - today).days <= settings.limits["remind_days"]]
    for day in sorted(set(near)):
        what = f"{'报送截止日期' if day == settings.deadline else '延期报送的日期'}（{day_of(day, today.year)}）"
        left = (day - today).days
        begin = f"距{what}还有{left}天" if left else f"今天是{what}"
        yield f"{begin}，还有{near.count(day)}个支部没有报"


def _standings(results: Results, today: date) -> Iterator[str]:
    """Who has something to do, who was late, how many are approved; the deadline if it is past."""
    for state, names in still_open(results, today.year):
        yield f"{OPEN[state][0]}：{names}。"
    if late(results):
        yield f"逾期报送：{late(results)}。"
    deadline = results.settings.deadline
    if deadline and deadline < today and State.MISSING in set(results.branches["state"]):
        yield f"报送截止日期（{day_of(deadline, today.year)}）已过。"
    approved = int((results.branches["state"] == State.APPROVED).sum())
    if approved:
        yield f"已报的支部中，{approved}个已审定。"
    if not any(True for _ in still_open(results, today.year)):
        yield "各支部的表已全部报齐。"


def _faults(outcome: RunOutcome) -> Iterator[str]:
    """The templates that could not be used."""
    if outcome.faults:
        yield "下面的模板有问题，用它的报告这次没有出，请改正："
        yield from _some(outcome.faults)


def _next(outcome: RunOutcome) -> Iterator[str]:
    """Where the zips lie and what to do with what is in them."""
    states = set(outcome.results.branches["state"])
    back = "".join(f"“{state.label}”" for state in (State.RETURNED, State.TO_EXPLAIN) if state in states)
    if back:
        yield f"请把内部包里{back}中的工作簿发回支部。"
    if states & set(OPEN):
        yield "内部包里的“催报.txt”可以直接贴到工作群。"
    yield f"内部包：{outcome.office.absolute()}"
    if outcome.encrypted:
        yield ENCRYPTED
    yield f"上报包：{outcome.upward.absolute()}"


def _reason(fault: BaseException) -> str:
    """What went wrong, with what to do; of a fault of the program no more than its kind, since it may quote a cell."""
    if isinstance(fault, ShuzhiError):
        return "\n".join(_some(str(fault).splitlines()))
    if isinstance(fault, OSError):
        return f"读写文件时出错（{reason_of(fault)}）。请核对磁盘空间，以及工作文件夹所在的共享或移动硬盘是否还连着。"
    return f"程序内部出错（{type(fault).__name__}）。请告诉程序维护人员，出错的位置记在 .shuzhi/log/nightly.log 里。"


def _some(lines: tuple[str, ...] | list[str]) -> list[str]:
    """The first lines and the last, which says what to do."""
    if len(lines) <= _MOST_FAULTS:
        return list(lines)
    return [*lines[: _MOST_FAULTS - 1], f"  ……（共{len(lines)}行，双击“现在生成”可以看到全部）", lines[-1]]
