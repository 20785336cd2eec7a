"""What `shuzhi issue` prints at its end."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shuzhi import form
from shuzhi.commands.aligned import table
from shuzhi.model.period import Coverage, Period, han_date

if TYPE_CHECKING:
    from shuzhi.commands.issue import Issued

MOST = 20  # names and files that are listed before only their number is


def after_issue(issued: "Issued", run: str) -> str:
    """Who gets the workbooks, where those that come back belong; `run`: the command that reads them."""
    return (
        "下一步：把下面文件夹里的工作簿分别发给各支部（文件名就是支部名，一本只发给一个支部）；\n"
        f"　　　　收回来的放进 {issued.inbox}（文件夹已建好），再运行 {run}。"
    )


def issued_text(issued: "Issued", *, whole: bool = False) -> str:
    """What `issue` made: how many workbooks, what they carry on and from which period, which branches start empty.

    whole  every branch by name; else as many as one reads
    """
    most = len(issued.settings.branches) + len(issued.settings.former) if whole else MOST
    starts, title, settings = issued.starts, form.load().title_of, issued.settings
    carried = Counter(start.last.period for start in starts if start.last and start.carried)
    days = f"{han_date(settings.coverage.start)}至{han_date(settings.coverage.end)}"
    due = f"{han_date(settings.deadline)}前报送" if settings.deadline else "没有写报送截止日期"
    parts = [f"{settings.period.label}：{len(starts)}个支部，每个支部一本。统计{days}，{due}。"]
    if not _meets(settings.coverage, settings.period.days):
        parts.append(f"请核对：统计的日子都不在{settings.period.label}里。写错了的，请改“参数”里的日期，再运行一次。")
    if settings.deadline and settings.deadline < settings.coverage.end:
        parts.append("请核对：报送截止日期比统计截止日期还早。写错了的，请改“参数”里的“报送截止日期”，再运行一次。")
    for period, number in sorted(carried.items()):
        rows: Counter[str] = Counter()
        for start in starts:
            if start.carried and start.last and start.last.period == period:
                rows.update(start.rows)
        listed = "、".join(f"“{title(name)}”{count}行" for name, count in rows.items() if count)
        parts.append(f"{number}个支部接着{_label(period)}填：支部信息{f'，{listed}' if listed else ''}。")
    new = [start.branch.short_name for start in starts if not start.last]
    if new:
        which = f"：{_some(new, most)}" if len(new) < len(starts) else ""
        parts.append(f"{len(new)}个支部没有以前各期的表可以接着填，只填好了“参数”和“支部名册”里有的{which}。")
    lost = [f"{start.branch.short_name}（{_label(start.last.period)}）" for start in starts
            if start.last and not start.carried]
    if lost:
        reason = "存档的表找不到、读不出、被改动过，或者名册里的编码换过，没能接着填"
        parts.append(f"{len(lost)}个支部{reason}：{_some(lost, most)}。")
    parts += _taken(issued, most)
    if issued.left:
        rest = "" if len(issued.left) <= most else f"\n……等{len(issued.left)}个，加 --verbose 可以看到全部。"
        parts.append("下面的文件没有动：\n" + table(("文件", "原因"), list(issued.left.items())[:most]) + rest)
    return "\n".join(parts)


def _taken(issued: "Issued", most: int) -> list[str]:
    """What came from other branches: how many members moved, how much merged branches brought; never who."""
    moved = sum(start.taken.moved for start in issued.starts)
    members = sum(start.taken.members for start in issued.starts)
    rows = sum(start.taken.rows for start in issued.starts)
    parts = []
    if moved:
        parts.append(f"从别的支部转来的{moved}名党员，已填进转入支部的表，请这些支部核对。")
    if members or rows:
        listed = "、".join([f"{members}名党员"] * bool(members) + [f"没有办完的事项{rows}行"] * bool(rows))
        parts.append(f"已撤并支部的{listed}，已填进并入支部的表，请这些支部核对。")
    if issued.lost:
        names = _some([branch.short_name for branch in issued.lost], most)
        parts.append(f"{len(issued.lost)}个已撤并支部存档的表找不到、读不出或者被改动过，没能填进并入支部的表：{names}。")
    return parts


def _meets(one: Coverage, other: Coverage) -> bool:
    return one.start <= other.end and other.start <= one.end


def _label(period: str) -> str:
    known = Period.parse(period)
    return known.label if known else period


def _some(names: Sequence[str], most: int) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}个" if len(names) > most else "")
