"""What `shuzhi status` prints: text in aligned columns, or values for programs."""

from collections.abc import Iterator
from datetime import date, datetime

from shuzhi.commands.aligned import table
from shuzhi.commands.status import BranchStatus, Status
from shuzhi.ledger import Attempt
from shuzhi.model.clock import BEIJING
from shuzhi.model.indicator import rate_text
from shuzhi.model.period import han_date
from shuzhi.model.words import State

NOT_RUN = "还没有生成过"
_ENDS = {
    0: "全部通过", 1: "已出结果，但有支部没有报或没有通过，或者有报告没有出",
    3: "没能开始：乡镇台账、报送文件夹或者模板有问题", 4: "程序内部出错", 6: "结果写不进磁盘",
    130: "被中断", None: "没有结束：正在进行，或者中途断了",
}
_HEADER = ("支部", "状态", "逾期", "收到", "采用", "填报日期", "延期至", "备注")


def status_text(status: Status) -> str:
    """The period and its runs, how many stand where, a line a branch."""
    settings = status.settings
    due = f"，{han_date(settings.deadline)}前报送" if settings.deadline else ""
    head = [f"{settings.township}{settings.period.label}：统计{settings.coverage.text}{due}。", *_runs(status)]
    if not status.tally.expected:
        return "\n".join((*head, f"应报{len(status.branches)}个。"))
    lines = [_cells(one, status) for one in status.branches]
    return "\n\n".join(("\n".join(head), table(_HEADER, lines), _counts(status)))


def status_values(status: Status) -> dict[str, object]:
    """The same for programs: days and moments as ISO text, null where there is none."""
    settings = status.settings
    return {
        "township": settings.township, "period": settings.period.code, "period_title": settings.period.label,
        "coverage": [settings.coverage.start.isoformat(), settings.coverage.end.isoformat()],
        "deadline": _iso(settings.deadline),
        "last_run": _run_values(status.delivered), "failed_run": _run_values(status.failed),
        "counts": _count_values(status),
        "rates": {"received": status.received_rate, "accepted": status.accepted_rate},
        "branches": [_branch_values(one) for one in status.branches],
    }


def local(moment: str) -> str:
    """A moment of the ledger in the township's time: 2023-10-10 02:00."""
    return datetime.fromisoformat(moment).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def _runs(status: Status) -> Iterator[str]:
    if status.delivered:
        yield f"上一次生成：{local(status.delivered.began)}，{_end(status.delivered)}。"
    elif not status.failed:
        yield "这一期还没有生成过。请把收到的工作簿放进报送文件夹，运行 shuzhi run。"
    if status.failed:
        kept = "；下面是上一次成功时的情况" if status.delivered else ""
        yield f"最近一次没有成功：{local(status.failed.began)}，{_end(status.failed)}{kept}。"


def _end(run: Attempt) -> str:
    return _ENDS.get(run.exit_code, f"出错（{run.exit_code}）")


def _cells(one: BranchStatus, status: Status) -> tuple[str, ...]:
    standing, until, arrived = one.standing, one.branch.extended_until, one.arrived
    head = status.settings.branch(standing.through) if standing else None
    through = f"由{head.short_name}统一填报" if head else ""
    return (
        one.branch.short_name, standing.state.label if standing else NOT_RUN,
        "逾期" if standing and standing.late else "",
        f"{arrived.count}份" if arrived.count else "", f"第{arrived.number}份" if arrived.number else "",
        arrived.fill_date, until.isoformat() if until else "", through,
    )


def _counts(status: Status) -> str:
    counts = _count_values(status)
    told = "，".join(
        f"{state.label}{counts[state.value]}个" for state in reversed(State)
        if state is not State.MISSING and counts[state.value]
    )
    waits = f"，{NOT_RUN}{counts['not_run']}个" if counts["not_run"] else ""
    late = f"；逾期{counts['late']}个" if counts["late"] else ""
    rates = "，".join(
        f"{name}{rate_text(rate, 1)}%"
        for name, rate in (("报送率", status.received_rate), ("通过率", status.accepted_rate)) if rate is not None
    )
    return "\n".join(filter(None, (
        f"应报{counts['expected']}个：收到{counts['received']}个，未报{counts['missing']}个{waits}。",
        f"收到的：{told}{late}。" if told else "", f"{rates}（按应报的算）。" if rates else "",
    )))


def _count_values(status: Status) -> dict[str, int]:
    tally = status.tally
    return {
        "expected": len(status.branches), "received": tally.received,
        **{state.value: number for state, number in tally.states.items()},
        "late": tally.late, "not_run": len(status.branches) - tally.expected,
    }


def _branch_values(one: BranchStatus) -> dict[str, object]:
    standing = one.standing
    return {
        "branch_code": one.branch.code, "short_name": one.branch.short_name,
        "state": standing.state.value if standing else None, "late": bool(standing and standing.late),
        "through": (standing.through if standing else "") or None,
        "received": one.arrived.count, "number": one.arrived.number or None, "fill_date": one.arrived.fill_date or None,
        "extended_until": _iso(one.branch.extended_until),
    }


def _run_values(run: Attempt | None) -> dict[str, object] | None:
    return {"began": run.began, "ended": run.ended or None, "exit_code": run.exit_code} if run else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
