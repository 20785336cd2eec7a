"""The second section: meetings in the coverage by type, beside the number there should be."""

from collections.abc import Sequence
from datetime import date

from shuzhi.author.selfcheck.cells import DAYS, counted
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

NONE_IN_MONTHS = "未见{}记录。"
REGULAR = ("党支部", "联合党支部")  # a 流动党员党支部 or 临时党支部 meets as it can
SPANS = {"支部党员大会": 3, "党课": 3}  # once in so many months, else in one
ITEMS = (*COVERAGE, "org_type", "committee_size", "groups")  # of 支部信息, that are looked at
_TYPES = ("type", "also_1", "also_2")
_UNKNOWN = "—"
_UNREAD = "有日期没认出，次数可能少算。"
_GENERAL, _GROUPS = "支部党员大会", "党小组会"
_MONTHS = 12


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
        words = *_gap(line, table, (kind, held), span), _enough(kind, facts)
        _judge(line, (now, must), words, (facts, events, unread))
    line = page.line("党课", table.target("type"))
    held = inside & table.one_of(_TYPES, ["党课"])
    now = line.now(count(held))
    line.due(said(_UNKNOWN))
    _judge_lectures(line, now, _gap(line, table, ("党课", held), span), (facts, events, unread))


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
        _GROUPS: when(is_number(groups), Term(f"{months.text}*{groups.text}", max(0, b - a + 1) * times), _UNKNOWN),
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


def _gap(line: Line, table: Table, meetings: tuple[str, Mask], span: tuple[Term, Term]) -> tuple[Term, Term]:
    """Whether months, or runs of months, lack such a meeting, and the words: 7月、8月 and NONE_IN_MONTHS."""
    kind, held = meetings
    length = SPANS.get(kind, 1)
    lacking = [line.aside(_lacking(table, held, (at, length), span)) for at in range(0, _MONTHS, length)]
    named = joined(*(_named(lacking, at) if length == 1 else _run(cell, length) for at, cell in enumerate(lacking)))
    months = Term(f"MID({named.text},2,99)", str(named.value)[1:])
    return added(lacking).compared(">", 0), joined(months, NONE_IN_MONTHS.format(kind))


def _run(cell: Term, length: int) -> Term:
    """A run of months that lacks a meeting: 、7月至9月."""
    last = Term(f"(MOD({cell.text}+{length - 2},12)+1)", (float(cell.value) + length - 2) % 12 + 1)
    return when(cell.compared(">", 0), joined("、", cell, "月至", last, "月"), "")


def _named(lacking: Sequence[Term], at: int) -> Term:
    """A month that lacks a meeting: 、7月; of three or more in a row the last one alone, as 至9月."""
    lacks = dict(enumerate(cell.compared(">", 0) for cell in lacking))
    alone, never = joined("、", lacking[at], "月"), number(0)
    before, two_before, next_ = (lacks.get(at + step, never) for step in (-1, -2, 1))
    ends = when(next_, "", when(two_before, joined("至", lacking[at], "月"), alone))
    return when(lacks[at], when(before, ends, alone), "")


def _lacking(table: Table, held: Mask, run: tuple[int, int], span: tuple[Term, Term]) -> Term:
    """The number of the first month of a run (place behind the first month, length) without such a meeting; else 0.

    A week at either end of the coverage goes with the month beside it.
    """
    (at, length), (first, last) = run, span
    month, until = int(float(first.value)) + at, float(last.value)
    name, end = f"({first.text}+{at})", f"({first.text}+{at + length - 1})"
    last_day = Term(
        f"IF({end}={last.text},{DAYS[1]},DATE(INT({name}/12),MOD({name},12)+{1 + length},1))",
        DAYS[1] if month + length - 1 == until else _first_day(month + length),
    )
    within = held & table.before("date", last_day)
    if at:
        begin = Term(f"DATE(INT({name}/12),MOD({name},12)+1,1)", _first_day(month))
        within &= table.compared("date", ">=", begin)
    lacks = when(count(within).compared("=", 0), Term(f"MOD({name},12)+1", month % 12 + 1), number(0))
    return when(Term(f"({end}>{last.text})", month + length - 1 > until), number(0), lacks)


def _first_day(month: int) -> Value:
    return counted(date(max(month // 12, 1), month % 12 + 1, 1))


def _enough(kind: str, facts: Facts) -> Term:
    """What to say where the number is right; which 党小组 met is more than a formula reads."""
    several = both(is_number(facts["groups"]), facts["groups"].compared(">", 1))
    return when(several, "次数够了；请看一看是不是每个组都开了。", "够了。") if kind == _GROUPS else said("够了。")


def _judge(
    line: Line, counts: tuple[Term, Term], words: tuple[Term, Term, Term], sheet: tuple[Facts, Term, Term]
) -> None:
    """What the numbers mean; falling short is only a reminder, as in the rules.

    words  whether months lack such a meeting, what to say then, and what where all is well
    """
    (now, must), (gone, told, enough), (facts, events, unread) = counts, words, sheet
    dated, regular = facts.known(*COVERAGE), facts.one_of("org_type", REGULAR)
    lacks = Term(f"({must.text}-{now.text})", float(must.value) - float(now.value) if is_number(must).value else 0)
    measured = both(is_number(must), must.compared(">", 0), events.compared(">", 0), regular)
    short = both(measured, either(gone, now.compared("<", must)))
    line.verdict(
        cases(
            (must.compared("=", 0), "不要求。"),
            (negated(dated), UNDATED),
            (both(either(short, events.compared("=", 0)), unread.compared(">", 0)), _UNREAD),
            (events.compared("=", 0), "统计期间没有会议。"),
            (negated(is_number(must)), "支部信息填齐后再看。"),
            (negated(regular), "按实际情况召开。"),
            (gone, told),
            (short, joined("比应有的少", lacks, "次。")),
            otherwise=enough,
        ),
        tone=cases((short, REMINDER), (measured, GOOD), otherwise=NEUTRAL),
    )


def _judge_lectures(line: Line, now: Term, fault: tuple[Term, Term], sheet: tuple[Facts, Term, Term]) -> None:
    """党课: no number is asked for, but no three months are to be without."""
    (lacks, told), (facts, events, unread) = fault, sheet
    gone = both(facts.one_of("org_type", REGULAR), lacks, events.compared(">", 0))
    some, strange = now.compared(">", 0), unread.compared(">", 0)
    line.verdict(
        cases(
            (both(either(gone, negated(some)), strange), _UNREAD), (gone, told), (some, "已有记录。"),
            otherwise="还没有记录。",
        ),
        tone=cases((gone, REMINDER), (some, GOOD), otherwise=NEUTRAL),
    )
