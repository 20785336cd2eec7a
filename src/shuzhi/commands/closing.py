"""What a command prints at its end, as text in aligned columns (a Han character is two columns wide)."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shuzhi import form
from shuzhi.model.period import Period
from shuzhi.model.words import Level, Outcome, State

if TYPE_CHECKING:
    from shuzhi.commands.check import Checked
    from shuzhi.commands.issue import Issued
    from shuzhi.commands.run import RunOutcome

COLUMNS = ["short_name", "state", "errors", "warnings", "notices"]


def closing(outcome: "RunOutcome") -> str:
    """The closing table of a run: branches by state, files not used, templates left out."""
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
    counts = branches["state"].value_counts()
    words = "，".join(f"{state.label}{counts[state]}个" for state in State if state in counts)
    parts.append(f"应报{len(branches)}个：{words}。")
    return "\n\n".join(parts)


def issued_text(issued: "Issued") -> str:
    """What `issue` made: how many workbooks, what they carry on and from which period, which branches start empty."""
    starts, title = issued.starts, form.load().title_of
    carried = Counter(start.last.period for start in starts if start.last and start.carried)
    parts = [f"{issued.settings.period.label}：{len(starts)}个支部，每个支部一本。"]
    for period, number in sorted(carried.items()):
        rows: Counter[str] = Counter()
        for start in starts:
            if start.carried and start.last and start.last.period == period:
                rows.update(start.rows)
        listed = "、".join(f"“{title(name)}”{count}行" for name, count in rows.items() if count)
        parts.append(f"{number}个支部接着{_label(period)}填：支部信息{f'，{listed}' if listed else ''}。")
    new = [start.branch.short_name for start in starts if not start.last]
    if new:
        parts.append(f"{len(new)}个支部以前没有通过的表，只填了名册和参数里有的：{_some(new)}。")
    lost = [f"{start.branch.short_name}（{_label(start.last.period)}）" for start in starts
            if start.last and not start.carried]
    if lost:
        parts.append(f"{len(lost)}个支部存档的表找不到、读不出或被改动过，没能接着填：{_some(lost)}。")
    if issued.left:
        parts.append("下面的文件没有动：\n" + table(("文件", "原因"), list(issued.left.items())))
    return "\n".join(parts)


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
    return f"{checked.file.name}：{len(rows)}处\n{table(('级别', '表', '单元格', '问题和改法', '规则'), rows)}{end}"


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
