"""What a command prints at its end, as text in aligned columns (a Han character is two columns wide)."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shuzhi.model.words import Level, Outcome, State

if TYPE_CHECKING:
    from shuzhi.commands.check import Checked
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
