"""What `shuzhi history` prints."""

from collections.abc import Iterator, Sequence

from shuzhi import form
from shuzhi.commands.aligned import table
from shuzhi.commands.history import BranchHistory, Step
from shuzhi.commands.standing import local
from shuzhi.ledger import Noted, Submission
from shuzhi.model.sheet import column_letter
from shuzhi.model.words import Level, State

_SHORT = 8  # characters of a hash that tell workbooks apart on a screen
_HEADER = ("第几份", "校验码", "首次收到", "处理", "状态", *(level.label for level in Level), "文件")


def history_text(found: BranchHistory) -> str:
    """The workbooks of a branch, its approvals, and from each workbook to the next what changed."""
    branch, period = found.branch, found.settings.period.label
    title = f"{branch.short_name}（{branch.code}）{period}"
    if not found.submissions:
        return f"{title}：还没有收到过它的工作簿。"
    lines = [_line(one, found) for one in found.submissions]
    parts = [f"{title}：收到{len(lines)}份。", table(_HEADER, lines)]
    signed = list(_approvals(found))
    if signed:
        parts.append("审定：\n" + "\n".join(f"  {line}" for line in signed))
    return "\n\n".join([*parts, *map(_step, found.steps)])


def _line(one: Submission, found: BranchHistory) -> tuple[str, ...]:
    counts = found.levels.get(one.sha256)
    outcome = one.outcome.label if one.present else f"{one.outcome.label}（后来不在了）"
    return (
        f"第{one.number}份", one.sha256[:_SHORT], local(one.seen), outcome,
        State(one.state).label if one.state else "",
        *(str(counts[level] or "") if counts else "" for level in Level), one.file,
    )


def _approvals(found: BranchHistory) -> Iterator[str]:
    numbers = {one.sha256: one.number for one in found.submissions}
    for one in found.approvals:
        yield f"{local(one.approved)}  审定第{numbers.get(one.sha256, '？')}份"
        if one.reopened:
            yield f"{local(one.reopened)}  重新打开"


def _step(step: Step) -> str:
    return "\n".join([f"从第{step.before}份到第{step.after}份：", *_changes(step), *_findings(step)])


def _changes(step: Step) -> Iterator[str]:
    if step.changes is None:
        yield "存档里的工作簿找不到了或者读不出，不能逐格比较。"
    elif step.changes:
        rows = [(one.sheet, one.cell, one.key, one.column, one.told) for one in step.changes]
        yield f"改动{len(rows)}处：\n{table(('表', '位置', '编号', '栏目', '改动'), rows)}"
    else:
        yield "填的内容没有改动。"


def _findings(step: Step) -> Iterator[str]:
    for title, notes in (("不再有的问题", step.gone), ("新出现的问题", step.new)):
        if notes:
            yield f"{title}{len(notes)}处：\n{table(('规则', '级别', '表', '位置', '问题'), _notes(notes))}"


def _notes(notes: Sequence[Noted]) -> list[tuple[str, ...]]:
    return [
        (one.code, one.level.label, form.load().title_of(one.sheet), _cell(one), one.message) for one in notes
    ]


def _cell(one: Noted) -> str:
    return f"{column_letter(one.column)}{one.row}" if one.row and one.column else f"第{one.row}行" if one.row else ""
