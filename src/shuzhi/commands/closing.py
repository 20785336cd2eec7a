"""What a command prints at its end, as text in aligned columns (a Han character is two columns wide)."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shuzhi import form
from shuzhi.model.period import Coverage, Period, han_date
from shuzhi.model.words import Level, Outcome, State

if TYPE_CHECKING:
    from shuzhi.commands.check import Checked
    from shuzhi.commands.issue import Issued
    from shuzhi.commands.run import RunOutcome

COLUMNS = ["short_name", "state", "errors", "warnings", "notices"]


def closing(outcome: "RunOutcome") -> str:
    """The closing table of a run: branches by state, files not used, templates left out, remarks."""
    branches, files = outcome.results.branches, outcome.results.submissions
    rows = [
        (name, State(state).label, *(str(count or "") for count in counts))
        for name, state, *counts in branches[COLUMNS].to_numpy().tolist()
    ]
    parts = [table(("支部", "状态", Level.ERROR.label, Level.WARNING.label, Level.NOTICE.label), rows)]
    filled = branches[branches["through"] != ""]
    if len(filled):
        names = dict(zip(branches["branch_code"], branches["short_name"], strict=True))
        pairs = [(name, names[code]) for name, code in filled[["short_name", "through"]].to_numpy().tolist()]
        parts.append("由上级统一填报的支部：\n" + table(("支部", "填在哪本工作簿"), pairs))
    unused = files[files["outcome"] != Outcome.USED]
    if len(unused):
        listed = [
            (file, Outcome(outcome).label, reason)
            for file, outcome, reason in unused[["file", "outcome", "reason"]].to_numpy().tolist()
        ]
        parts.append("没有采用的文件：\n" + table(("文件", "处理", "原因"), listed))
    if outcome.faults:
        parts.append("下面的模板有问题，用它的报告这次没有出：\n" + "\n".join(f"  {fault}" for fault in outcome.faults))
    if outcome.results.remarks:
        parts.append("审定、合并、定稿和汇编：\n" + "\n".join(f"  {remark}" for remark in outcome.results.remarks))
    counts = branches["state"].value_counts()
    words = "，".join(f"{state.label}{counts[state]}个" for state in State if state in counts)
    parts.append(f"应报{len(branches)}个：{words}。")
    back = "".join(f"“{state.label}”" for state in (State.RETURNED, State.TO_EXPLAIN) if state in counts)
    if back:
        folder = outcome.office.parent / outcome.results.settings.period.code
        parts.append(
            f"下一步：把 {folder} 下{back}里的工作簿发回各支部，\n"
            "　　　　改好后放进报送文件夹，换掉原来的那本，再运行一次。"
        )
    return "\n\n".join(parts)


def after_init(*, sample: bool) -> str:
    """What to do with a new workspace."""
    if sample:
        return "里面是示例乡镇的数据，都是编的。\n下一步：双击里面的“现在生成”，或者进入这个文件夹，运行 shuzhi run。"
    return (
        "下一步：打开里面的 workbooks/乡镇台账.xlsx，填好“参数”和“支部名册”，保存后关闭。\n"
        "　　　　再进入这个文件夹，运行 shuzhi issue，给每个支部准备一本工作簿。\n"
        "　　　　表收回来放好以后，双击“现在生成”就行。"
    )


def after_issue(issued: "Issued", run: str) -> str:
    """Who gets the workbooks, where those that come back belong; `run`: the command that reads them."""
    return (
        "下一步：把下面文件夹里的工作簿分别发给各支部（文件名就是支部名，一本只发给一个支部）；\n"
        f"　　　　收回来的放进 {issued.inbox}（文件夹已建好），再运行 {run}。"
    )


def issued_text(issued: "Issued") -> str:
    """What `issue` made: how many workbooks, what they carry on and from which period, which branches start empty."""
    starts, title, settings = issued.starts, form.load().title_of, issued.settings
    carried = Counter(start.last.period for start in starts if start.last and start.carried)
    days = f"{han_date(settings.coverage.start)}至{han_date(settings.coverage.end)}"
    due = f"{han_date(settings.deadline)}前报送" if settings.deadline else "没有写报送截止日期"
    parts = [f"{settings.period.label}：{len(starts)}个支部，每个支部一本。统计{days}，{due}。"]
    if not _meets(settings.coverage, settings.period.days):
        parts.append(f"请核对：统计的日子都不在{settings.period.label}里。写错了的，请改“参数”里的日期，再运行一次。")
    for period, number in sorted(carried.items()):
        rows: Counter[str] = Counter()
        for start in starts:
            if start.carried and start.last and start.last.period == period:
                rows.update(start.rows)
        listed = "、".join(f"“{title(name)}”{count}行" for name, count in rows.items() if count)
        parts.append(f"{number}个支部接着{_label(period)}填：支部信息{f'，{listed}' if listed else ''}。")
    new = [start.branch.short_name for start in starts if not start.last]
    if new:
        which = f"：{_some(new)}" if len(new) < len(starts) else ""
        parts.append(f"{len(new)}个支部以前没有通过的表可以接着填，只填了名册和参数里有的{which}。")
    lost = [f"{start.branch.short_name}（{_label(start.last.period)}）" for start in starts
            if start.last and not start.carried]
    if lost:
        parts.append(f"{len(lost)}个支部存档的表找不到、读不出、被改动过，或者名册里的编码换过，没能接着填：{_some(lost)}。")
    parts += _taken(issued)
    if issued.left:
        parts.append("下面的文件没有动：\n" + table(("文件", "原因"), list(issued.left.items())))
    return "\n".join(parts)


def _taken(issued: "Issued") -> list[str]:
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
        names = _some([branch.short_name for branch in issued.lost])
        parts.append(f"{len(issued.lost)}个已撤并支部存档的表找不到、读不出或者被改动过，没能填进并入支部的表：{names}。")
    return parts


def _meets(one: Coverage, other: Coverage) -> bool:
    return one.start <= other.end and other.start <= one.end


def _label(period: str) -> str:
    known = Period.parse(period)
    return known.label if known else period


def _some(names: Sequence[str]) -> str:
    """At most 20 names in full."""
    return "、".join(names[:20]) + (f"等{len(names)}个" if len(names) > 20 else "")


def checked_text(checked: "Checked") -> str:
    """The findings of one workbook, and where the marked copy lies."""
    if not checked.records:
        return f"{checked.file.name}：没有发现问题。"
    rows = [
        (Level(str(one["level"])).label, str(one["sheet"]), str(one["cell"]), f"{one['message']}{one['hint']}",
         str(one["code"]))
        for one in checked.records
    ]
    end = f"\n已标好的一份：{checked.copy}" if checked.copy else ""
    end += f"\n{checked.remark}" if checked.remark else ""
    levels = Counter(level for level, *_ in rows)
    counts = "、".join(f"{level.label}{levels[level.label]}处" for level in Level if levels[level.label])
    listed = table(("级别", "表", "单元格", "问题和改法", "规则"), rows)
    return f"{checked.file.name}：{len(rows)}处（{counts}）\n{listed}{end}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns, two blanks between."""
    lines = [tuple(header), *map(tuple, rows)]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(header))]
    return "\n".join("  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
                     for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
