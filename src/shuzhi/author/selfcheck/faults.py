"""The sections on days and on what does not agree: one line a sheet, with the first fault's words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shuzhi.author.selfcheck.facts import Facts
from shuzhi.author.selfcheck.page import GOOD, NEUTRAL, REMINDER, Line, Page, added
from shuzhi.author.selfcheck.table import Table
from shuzhi.author.selfcheck.terms import Mask, Term, both, cases, count, first_row, joined, number, when
from shuzhi.author.words import DATE_MESSAGE
from shuzhi.form import TOLERANCE, Check

# The words of the rules; what a check of the form says stands in the form.
FUTURE = "日期在填报日期之后。"
OUTSIDE = "日期不在统计期间内，本期不计入。"
FILLED_EARLY = "填报日期在统计截止日期之前。"
AS_OF_EARLY = "办理情况截至日期在统计截止日期之前。"
_UNSOLVED = ("正在办理", "未办理", "暂不具备条件", "不予采纳")
STATES = (
    ("tasks", "finished", "state", ("未启动", "进行中"), "填了完成日期，状态却还不是已完成。"),
    ("proposals", "closed", "state", _UNSOLVED, "填了办结日期，状态却不是已办结或已转办。"),
    ("members", "joined", "type", ("发展对象", "入党积极分子", "入党申请人"), "填了入党日期，人员类别却还不是党员。"),
)
# The days of the sheets on which something happened: none may lie after 填报日期.
HAPPENED = {
    "meetings": ("date",), "votes": ("date",), "members": ("joined", "changed", "moved_in"), "tasks": ("finished",),
    "proposals": ("proposed", "accepted", "replied", "referred"), "works": ("date",),
}
AFTER_AS_OF = {
    "tasks": ("finished", "完成日期在办理情况截至日期之后。"),
    "proposals": ("closed", "办结日期在办理情况截至日期之后。"),
}
_NUMBER_MESSAGE = "没认出数字，请只填数字，不写单位。"
_NONE = "—"


class Fault(NamedTuple):
    """In how many places something is wrong, the first row of them, and what it is."""

    places: Term
    row: Term
    words: str


def add_days(page: Page, facts: Facts, tables: Iterable[tuple[Table, Term]]) -> None:
    """Days after 填报日期 or outside the coverage, and what was typed as a day and is none."""
    page.section("三、日期", "几处", "从第几行起", "结论")
    if facts.binding is not None:
        line = page.line(facts.sheet.title, facts.target("coverage_start"))
        _told(line, _item_days(facts), ([facts.unread("date")], DATE_MESSAGE), facts.filled)
    for table, rows in tables:
        names = [field.name for field in table.fields() if field.type == "date" and not field.month]
        if names:
            line = page.line(table.sheet.title, table.target(names[0]))
            _told(line, _days(facts, table), ([count(table.strange(name)) for name in names], DATE_MESSAGE), rows)


def add_checks(page: Page, tables: Iterable[tuple[Table, Term]]) -> None:
    """Numbers and days that contradict each other in a row."""
    page.section("四、前后对不对得上", "几处", "从第几行起", "结论")
    for table, rows in tables:
        names = [field.name for field in table.fields() if field.type in ("integer", "number")]
        found = _checks(table)
        if found:
            line = page.line(table.sheet.title, table.target(table.sheet.checks[0].left[0]))
            _told(line, found, ([count(table.strange(name)) for name in names], _NUMBER_MESSAGE), rows)


def _told(line: Line, faults: Sequence[Fault], unread: tuple[Sequence[Term], str], rows: Term) -> None:
    """What is wrong in a sheet of so many rows; `unread`: how many cells formulas cannot read, and what to do."""
    places = [line.aside(fault.places) for fault in faults]
    total = line.now(added(places) if places else number(0))
    found = [(cell.compared(">", 0), fault) for cell, fault in zip(places, faults, strict=True)]
    line.due(cases(*((test, fault.row) for test, fault in found), otherwise=_NONE))
    strange = line.aside(added([line.aside(term) for term in unread[0]]) if unread[0] else number(0))
    line.verdict(
        cases(
            *((test, fault.words) for test, fault in found),
            (strange.compared(">", 0), joined(strange, "格", unread[1])),
            (rows.compared("=", 0), "这张表空着。"),
            otherwise="没有问题。",
        ),
        total, cases((strange.compared(">", 0), REMINDER), (rows.compared("=", 0), NEUTRAL), otherwise=GOOD),
    )


def _item_days(facts: Facts) -> list[Fault]:
    found = []
    for check in facts.sheet.checks:
        if check.shape == "le":
            found.append(_item_fault(facts, check.left[0], check.right[0], check.message))
    found.append(_item_fault(facts, "coverage_end", "fill_date", FILLED_EARLY))
    found.append(_item_fault(facts, "coverage_end", "as_of", AS_OF_EARLY))
    return found


def _item_fault(facts: Facts, earlier: str, later: str, words: str) -> Fault:
    """The item that should be the earlier day is the later one."""
    wrong = both(facts.known(earlier, later), facts[earlier].compared(">", facts[later]))
    return Fault(when(wrong, number(1), number(0)), facts.row(later), words)


def _days(facts: Facts, table: Table) -> list[Fault]:
    found = []
    happened = [name for name in HAPPENED.get(table.sheet.name, ()) if table.has(name)]
    found += [_fault(table.later(name, facts, "fill_date"), FUTURE) for name in happened]
    day, words = AFTER_AS_OF.get(table.sheet.name, ("", ""))
    if day and table.has(day):
        found.append(_fault(table.later(day, facts, "as_of") & ~table.later(day, facts, "fill_date"), words))
    if table.sheet.dated and table.has(table.sheet.dated):
        name = table.sheet.dated
        late = table.later(name, facts, "coverage_end") & ~table.later(name, facts, "fill_date")
        early = table.before(name, facts["coverage_start"]) & facts.known("coverage_start")
        found.append(_fault(early | late, OUTSIDE))
    return found


def _checks(table: Table) -> list[Fault]:
    found = [_fault(_mask(table, check), check.message) for check in table.sheet.checks if _comparable(table, check)]
    for sheet, day, state, open_states, words in STATES:
        if sheet == table.sheet.name and table.has(day, state):
            found.append(_fault(table.filled(day) & table.one_of([state], open_states), words))
    return found


def _comparable(table: Table, check: Check) -> bool:
    """All columns are there, and in one unit."""
    names = (*check.left, *check.right)
    return table.has(*names) and len({table.binding.scales.get(name, 1.0) for name in names}) == 1


def _mask(table: Table, check: Check) -> Mask:
    if check.shape == "le":
        return table.after(check.left[0], check.right[0])
    return table.differing(check.left, check.right, TOLERANCE)


def _fault(mask: Mask, words: str) -> Fault:
    return Fault(count(mask), first_row(mask), words)
