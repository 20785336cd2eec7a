"""`shuzhi approve BRANCH`, `shuzhi reopen BRANCH`: the workbook that a secretary signed for, until it is reopened."""

from datetime import date

from shuzhi.commands.roster import branch_named, word_for
from shuzhi.errors import NotReady
from shuzhi.ledger import Ledger, open_ledger
from shuzhi.model.period import Period, han_date
from shuzhi.model.settings import Branch, Settings
from shuzhi.model.words import State
from shuzhi.workspace import Workspace, load_settings

_FIRST = {
    State.MISSING: "还没有报送，不能审定。请先催报，收到后放进报送文件夹，",
    State.UNREADABLE: "交来的文件打不开，不能审定。请支部重新报送，",
    State.RETURNED: "的表待修改，不能审定。请把“待修改”里它的工作簿发回支部，改好后放进报送文件夹，",
    State.TO_EXPLAIN: "的表待说明，不能审定。请把“待说明”里它的工作簿发回支部，改正或写明原因后放进报送文件夹，",
}
_THEN = "运行 shuzhi run{}，再来审定。"


def approve(workspace: Workspace, period: Period | None, text: str) -> str:
    """Approve the workbook of a branch that counted in the last delivered run of the period; gives what is told.

    Raises NotFound, NotReady where something must come first, AlreadyRunning.
    """
    settings = load_settings(workspace, period)
    branch = branch_named(settings.branches, text)
    with workspace.locked(), open_ledger(workspace.ledger) as ledger:
        return _approved(ledger, settings, branch, _option(period))


def reopen(workspace: Workspace, period: Period | None, text: str) -> str:
    """Take the approval of a branch back; gives what is told. Raises NotFound, AlreadyRunning."""
    settings = load_settings(workspace, period)
    branch = branch_named((*settings.branches, *settings.former), text)
    with workspace.locked(), open_ledger(workspace.ledger) as ledger:
        head = _head(ledger, settings, branch)
        if not ledger.approvals.reopen(settings.period.code, branch.code):
            name = head.short_name if head else ""
            end = f"它的情况填在{name}的工作簿里，请重新打开{name}。" if head else "不用重新打开。"
            return f"{_title(branch, settings)}没有审定。{end}"
    return (
        f"已重新打开：{_title(branch, settings)}。\n"
        f"下一步：把改好的工作簿放进 {workspace.inbox(settings.period)}，运行 shuzhi run{_option(period)}。\n"
        "　　　　在那以前报告恢复“初稿”字样；改过的数会在更正稿里列出原数和现数。核对无误后再审定一次。"
    )


def _approved(ledger: Ledger, settings: Settings, branch: Branch, option: str) -> str:
    code, title, word = settings.period.code, _title(branch, settings), word_for(branch, settings.branches)
    approved = ledger.approvals.of(code)
    head = _head(ledger, settings, branch)
    if head and head.code in approved:
        return f"{title}的情况填在{head.short_name}的工作簿里，已随{head.short_name}审定。"
    if branch.code in approved:
        return f"{title}已经审定过了。要改的，先运行 shuzhi reopen {word}{option}。"
    if head:
        command = f"shuzhi approve {word_for(head, settings.branches)}{option}"
        raise NotReady(f"{title}的情况填在{head.short_name}的工作簿里，随它一起审定。请运行 {command}。")
    standings = {one.branch_code: one for one in ledger.runs.standings(code)}
    if branch.code not in standings:
        since = "是上次生成以后加进名册的" if standings else "还没有生成过"
        raise NotReady(f"{title}{since}，不能审定。请先运行 shuzhi run{option}。")
    standing = standings[branch.code]
    if standing.state in _FIRST:
        raise NotReady(title + _FIRST[standing.state] + _THEN.format(option))
    ledger.approvals.approve(code, branch.code, standing.sha256)
    last = ledger.submissions.arrived(code)[branch.code]
    filled = f"，填报日期{han_date(date.fromisoformat(last.fill_date))}" if last.fill_date else ""
    return (
        f"已审定：{title}，第{last.number}份{filled}。\n"
        f"下一步：运行 shuzhi run{option}，这个支部的报告就去掉“初稿”字样。\n"
        f"　　　　此后它再报来的表不采用；要改的，先运行 shuzhi reopen {word}{option}。"
    )


def _head(ledger: Ledger, settings: Settings, branch: Branch) -> Branch | None:
    """The 总支 in whose workbook the branch's rows stood in the last delivered run."""
    standings = ledger.runs.standings(settings.period.code)
    through = next((one.through for one in standings if one.branch_code == branch.code), "")
    return settings.branch(through)


def _title(branch: Branch, settings: Settings) -> str:
    return f"{branch.short_name}{settings.period.label}"


def _option(period: Period | None) -> str:
    return f" --period {period.code}" if period else ""
