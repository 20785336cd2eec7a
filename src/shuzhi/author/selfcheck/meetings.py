"""The second section: meetings in the coverage by type, beside the number there should be."""

from datetime import date

from shuzhi.author.selfcheck.cells import counted
from shuzhi.author.selfcheck.facts import COVERAGE, UNDATED, Facts
from shuzhi.author.selfcheck.page import GOOD, NEUTRAL, REMINDER, Line, Page, added
from shuzhi.author.selfcheck.table import Table
from shuzhi.author.selfcheck.terms import (
    Mask,
    Term,
    Value,
    both,
    cases,
    count,
    either,
    is_number,
    joined,
    negated,
    number,
    said,
    when,
)
from shuzhi.model.units import PARENTS
from shuzhi.spreadsheet import day_of

NO_GENERAL = "统计期间未见支部党员大会记录。"
NONE_IN_MONTHS = "未见{}记录。"
_TYPES = ("type", "also_1", "also_2")
_UNKNOWN = "—"
_UNREAD = "有日期没认出，次数可能少算。"
_GENERAL = "支部党员大会"
_MONTHS = 12
_QUARTER_DAYS = 85  # a coverage of about a quarter or more


def add(page: Page, facts: Facts, table: Table) -> None:
    """One line for all meetings, one for each type that the rules count, one for 党课."""
    if not table.has("date", "type"):
        return
    page.section("二、会议活动", "本期（次）", "应有（次）", "结论（如已召开请补填，确未召开不必填）")
    line = page.line("会议活动场次", table.target())
    inside = table.within("date", facts)
    events = line.now(count(inside))
    line.due(said(_UNKNOWN))
    unread = line.aside(count(table.strange("date")))
    span = _span(line, facts)
    dated = facts.known(*COVERAGE)
    line.verdict(
        cases(
            (negated(dated), UNDATED),
            (unread.compared(">", 0), joined(unread, "格没认出日期，次数可能少算。")),
            (events.compared("=", 0), "统计期间没有会议。"),
            otherwise="只数统计期间内的；合在一起开的会，每种类型都数到。",
        ),
        tone=cases((negated(dated), NEUTRAL), (unread.compared(">", 0), REMINDER), otherwise=NEUTRAL),
    )
    size = facts["committee_size"]
    for kind, wanted in _expected(facts, span).items():
        line = page.line(kind, table.target("type"))
        held = inside & table.one_of(_TYPES, [kind])
        now = line.now(count(held))
        unsure = either(negated(dated), negated(facts.is_branch))
        never = facts.one_of("org_type", PARENTS)
        if kind == "支部委员会会议":
            never = either(never, both(is_number(size), size.compared("=", 0)))
        must = line.due(cases((never, number(0)), (unsure, _UNKNOWN), otherwise=wanted))
        fault = _no_general(facts, now) if kind == _GENERAL else _gap(line, table, (kind, held), span)
        _judge(line, (now, must), fault, (dated, events, unread))
    line = page.line("党课", table.target("type"))
    now = line.now(count(inside & table.one_of(_TYPES, ["党课"])))
    line.due(said(_UNKNOWN))
    some = now.compared(">", 0)
    none = when(unread.compared(">", 0), _UNREAD, "还没有记录。")
    line.verdict(when(some, "已有记录。", none), tone=when(some, GOOD, NEUTRAL))


def _expected(facts: Facts, span: tuple[Term, Term]) -> dict[str, Term]:
    """How many there should be of each type in a 支部, as far as 支部信息 says."""
    (first, last), groups, size = span, facts["groups"], facts["committee_size"]
    a, b = int(float(first.value)), int(float(last.value))
    months = Term(f"MAX(0,{last.text}-{first.text}+1)", max(0, b - a + 1))
    quarters = Term(f"MAX(0,INT(({last.text}+1)/3)-INT({first.text}/3))", max(0, (b + 1) // 3 - a // 3))
    times = groups.value if isinstance(groups.value, (int, float)) else 0
    return {
        _GENERAL: quarters,
        "支部委员会会议": when(is_number(size), months, _UNKNOWN),
        "党小组会": when(is_number(groups), Term(f"{months.text}*{groups.text}", max(0, b - a + 1) * times), _UNKNOWN),
        "主题党日": months,
    }


def _span(line: Line, facts: Facts) -> tuple[Term, Term]:
    """The first and last month whose 15th lies in the coverage, as months since year 0; without one, 1 and 0."""
    known, start, end = facts.known(*COVERAGE), facts["coverage_start"], facts["coverage_end"]
    first, last = 1, 0
    if known.value:
        a, b = day_of(float(start.value)), day_of(float(end.value))
        first, last = a.year * 12 + a.month - 1 + (a.day > 15), b.year * 12 + b.month - 1 - (b.day < 15)
    month = "YEAR({0})*12+MONTH({0})-1{1}"
    return (
        line.aside(Term(f"IF({known.text},{month.format(start.text, f'+(DAY({start.text})>15)')},1)", first)),
        line.aside(Term(f"IF({known.text},{month.format(end.text, f'-(DAY({end.text})<15)')},0)", last)),
    )


def _no_general(facts: Facts, now: Term) -> tuple[Term, Term]:
    known, start, end = facts.known(*COVERAGE), facts["coverage_start"], facts["coverage_end"]
    days = float(end.value) - float(start.value) if known.value else 0
    long = Term(f"IF({known.text},{end.text}-{start.text},0)", days).compared(">=", _QUARTER_DAYS)
    return both(now.compared("=", 0), long), said(NO_GENERAL)


def _gap(line: Line, table: Table, meetings: tuple[str, Mask], span: tuple[Term, Term]) -> tuple[Term, Term]:
    """Whether months lack such a meeting; 7月、8月未见主题党日记录."""
    kind, held = meetings
    lacking = [line.aside(_lacking(table, held, at, span)) for at in range(_MONTHS)]
    named = joined(*(when(cell.compared(">", 0), joined("、", cell, "月"), "") for cell in lacking))
    months = Term(f"MID({named.text},2,99)", str(named.value)[1:])
    return added(lacking).compared(">", 0), joined(months, NONE_IN_MONTHS.format(kind))


def _lacking(table: Table, held: Mask, at: int, span: tuple[Term, Term]) -> Term:
    """The number of the month `at` months after the first one, if it has no such meeting; else 0."""
    first, last = span
    month = int(float(first.value)) + at
    name = f"({first.text}+{at})"
    begin, end = (
        Term(f"DATE(INT({name}/12),MOD({name},12)+{1 + more},1)", _first_day(month + more)) for more in (0, 1)
    )
    there = count(held & table.compared("date", ">=", begin) & table.before("date", end))
    lacks = when(there.compared("=", 0), Term(f"MOD({name},12)+1", month % 12 + 1), number(0))
    return when(Term(f"({name}>{last.text})", month > float(last.value)), number(0), lacks)


def _first_day(month: int) -> Value:
    return counted(date(max(month // 12, 1), month % 12 + 1, 1))


def _judge(
    line: Line, counts: tuple[Term, Term], fault: tuple[Term, Term], sheet: tuple[Term, Term, Term]
) -> None:
    """What the numbers mean; falling short is only a reminder, as in the rules."""
    (now, must), (gone, told), (dated, events, unread) = counts, fault, sheet
    lacks = Term(f"({must.text}-{now.text})", float(must.value) - float(now.value) if is_number(must).value else 0)
    measured = both(is_number(must), must.compared(">", 0), events.compared(">", 0))
    short = both(measured, either(gone, now.compared("<", must)))
    line.verdict(
        cases(
            (must.compared("=", 0), "不要求。"),
            (negated(dated), UNDATED),
            (both(either(short, events.compared("=", 0)), unread.compared(">", 0)), _UNREAD),
            (events.compared("=", 0), "统计期间没有会议。"),
            (negated(is_number(must)), "支部信息填齐后再看。"),
            (gone, told),
            (short, joined("比应有的少", lacks, "次。")),
            otherwise="够了。",
        ),
        tone=cases((short, REMINDER), (measured, GOOD), otherwise=NEUTRAL),
    )
