"""The sections on days and on what does not agree: one line a sheet, with the first fault's words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from shuzhi.author.selfcheck.cells import DAYS, next_day
from shuzhi.author.selfcheck.facts import Facts
from shuzhi.author.selfcheck.page import GOOD, NEUTRAL, REMINDER, Line, Page, added
from shuzhi.author.selfcheck.table import Table
from shuzhi.author.selfcheck.terms import Mask, Term, both, cases, count, first_row, joined, number, when
from shuzhi.author.words import DATE_MESSAGE
from shuzhi.form import TOLERANCE, Check
from shuzhi.spreadsheet import FIRST_DAY, day_of, serial

# The words of the rules; what a check of the form says stands in the form.
FUTURE = "日期在填报日期之后。"
OUTSIDE = {
    "years ago": "这条是以前年度的，本期不计入。",
    "before": "这条是上期的，本期不计入；全年统计时会计入。",
    "after": "这条在统计截止日期之后，本期不计入；全年统计时会计入。",
}
BEFORE_END = {
    "fill_date": "填报日期在统计截止日期之前。",
    "as_of": "办理情况截至日期在统计截止日期之前。",
    "document_date": "成文日期在统计截止日期之前。",
}
_UNSOLVED = ("正在办理", "未办理", "暂不具备条件", "不予采纳")
STATES = (
    ("tasks", "finished", "state", ("未启动", "进行中"), "填了完成日期，状态却还不是已完成。"),
    ("proposals", "closed", "state", _UNSOLVED, "填了办结日期，状态却不是已办结或已转办。"),
    ("members", "joined", "type", ("发展对象", "入党积极分子", "入党申请人"), "填了入党日期，人员类别却还不是党员。"),
)
# The days of the sheets on which something happened: none may lie after 填报日期.
HAPPENED = {
    "branches": ("secretary_since", "election_date"),
    "meetings": ("date",), "votes": ("date",), "works": ("date",),
    "members": (
        "birth", "joined", "changed", "moved_in", "applied", "activist_since", "candidate_since", "admission_approved",
        "confirmation_approved", "lost_since",
    ),
    "tasks": ("finished",), "proposals": ("proposed", "accepted", "replied", "referred", "closed"),
    "agenda": ("proposed", "discussed", "reviewed", "resolved", "resolution_published", "result_published"),
}
AFTER_AS_OF = {
    "tasks": ("finished", "完成日期在办理情况截至日期之后。"),
    "proposals": ("closed", "办结日期在办理情况截至日期之后。"),
}
_NUMBER_MESSAGE = "没认出数字，请只填数字，不写单位。"
_NONE = "—"
_NEVER, _EVER = number(DAYS[1]), number(0)  # no day of a sheet is as late, none as early


class Fault(NamedTuple):
    """In how many places something is wrong, the first row of them, and what it is."""

    places: Term
    row: Term
    words: str


class Limits(NamedTuple):
    """The days of 支部信息 that the days of the sheets are held against; a missing one lets every day pass.

    future              the first day that a thing cannot have happened on
    filled, as_of, end  the days after 填报日期, 办理情况截至日期, 统计截止日期
    start, year         统计起始日期 and the first day of its year
    """

    future: Term = _NEVER
    filled: Term = _NEVER
    as_of: Term = _NEVER
    end: Term = _NEVER
    start: Term = _EVER
    year: Term = _EVER


def add_days(page: Page, facts: Facts, tables: Iterable[tuple[Table, Term]]) -> None:
    """Days after 填报日期 or outside the coverage, and what was typed as a day and is none."""
    page.section("三、日期", "几处", "从第几行起", "结论")
    limits = Limits()
    if facts.binding is not None:
        line = page.line(facts.sheet.title, facts.target("coverage_start"))
        limits = _limits(line, facts)
        _told(line, _item_days(facts, limits), ([facts.unread("date")], DATE_MESSAGE), facts.filled)
    for table, rows in tables:
        page.part(table.memory, _table_days, table, limits, rows)


def add_checks(page: Page, tables: Iterable[tuple[Table, Term]]) -> None:
    """Numbers and days that contradict each other in a row."""
    page.section("四、前后对不对得上", "几处", "从第几行起", "结论")
    for table, rows in tables:
        page.part(table.memory, _table_checks, table, rows)


def _table_days(page: Page, table: Table, limits: Limits, rows: Term) -> None:
    names = [field.name for field in table.fields() if field.type == "date" and not field.month]
    if names:
        line = page.line(table.sheet.title, table.target(names[0]))
        _told(line, _days(table, limits), ([count(table.strange(name)) for name in names], DATE_MESSAGE), rows)


def _table_checks(page: Page, table: Table, rows: Term) -> None:
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


def _limits(line: Line, facts: Facts) -> Limits:
    """Each limit in a hidden cell of its own, so that the formulas of the sheets stay short."""
    started, start = facts.known("coverage_start"), facts["coverage_start"]
    began = day_of(float(start.value)) if started.value else FIRST_DAY
    year = Term(f"DATE(YEAR({start.text}),1,1)", serial(date(began.year, 1, 1)))
    cells = (
        _after(facts, "fill_date", plausible=True), _after(facts, "fill_date"), _after(facts, "as_of", plausible=True),
        _after(facts, "coverage_end"), when(started, start, _EVER), when(started, year, _EVER),
    )
    return Limits(*map(line.aside, cells))


def _after(facts: Facts, item: str, *, plausible: bool = False) -> Term:
    """The day after that of an item; plausible: none where it lies before the coverage and is wrong itself."""
    day = when(facts.known(item), next_day(facts[item]), _NEVER)
    wrong = both(facts.known("coverage_start"), facts[item].compared("<", facts["coverage_start"]))
    return when(wrong, _NEVER, day) if plausible else day


def _item_days(facts: Facts, limits: Limits) -> list[Fault]:
    found = []
    for check in facts.sheet.checks:
        if check.shape == "le":
            earlier, later = check.left[0], check.right[0]
            wrong = both(facts.known(earlier, later), facts[earlier].compared(">", facts[later]))
            found.append(_item_fault(facts, later, wrong, check.message))
    for name, words in BEFORE_END.items():
        wrong = both(facts.known("coverage_end", name), facts["coverage_end"].compared(">", facts[name]))
        found.append(_item_fault(facts, name, wrong, words))
    for name in HAPPENED[facts.sheet.name]:
        wrong = both(facts.known(name), facts[name].compared(">=", limits.future))
        found.append(_item_fault(facts, name, wrong, FUTURE))
    return found


def _item_fault(facts: Facts, name: str, wrong: Term, words: str) -> Fault:
    """A fault of one item."""
    return Fault(when(wrong, number(1), number(0)), facts.row(name), words)


def _days(table: Table, limits: Limits) -> list[Fault]:
    found = []
    happened = [name for name in HAPPENED.get(table.sheet.name, ()) if table.has(name)]
    found += [_fault(table.compared(name, ">=", limits.future), FUTURE) for name in happened]
    day, words = AFTER_AS_OF.get(table.sheet.name, ("", ""))
    if day and table.has(day):
        late = table.compared(day, ">=", limits.as_of) & ~table.compared(day, ">=", limits.filled)
        found.append(_fault(late, words))
    if table.sheet.dated and table.has(table.sheet.dated):
        found += _outside(table, table.sheet.dated, limits)
    return found


def _outside(table: Table, name: str, limits: Limits) -> list[Fault]:
    """Days outside the coverage; one after 填报日期 is told as such."""
    early, years_ago = table.before(name, limits.start), table.before(name, limits.year)
    late = table.compared(name, ">=", limits.end) & ~table.compared(name, ">=", limits.future)
    masks = {"years ago": years_ago, "before": early & ~years_ago, "after": late & ~early}
    return [_fault(mask, OUTSIDE[kind]) for kind, mask in masks.items()]


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
