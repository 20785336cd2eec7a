"""Livelihood tasks: in sum, their money, one by one."""

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.model.tables import Row
from shuzhi.render.cells import cell, day, rows_of, typed
from shuzhi.render.sentence import Piece, Sentence, joined, sentence
from shuzhi.render.terms import terms
from shuzhi.render.text import bare, clean
from shuzhi.render.wording.economy import amount
from shuzhi.render.wording.scope import Scope, both

_STATES = {
    "已完成": "tasks_done", "进行中": "tasks_ongoing", "未启动": "tasks_not_started", "暂缓": "tasks_suspended",
}
_FUNDS = {
    "财政资金": "investment_fiscal", "集体资金": "investment_collective", "自筹及其他资金": "investment_other",
}


def summary(facts: Facts) -> Sentence | None:
    """How many tasks, by state as of the day given."""
    return both(facts, _summary)


def money(facts: Facts) -> Sentence | None:
    """Planned investment by source, and what is paid."""
    return both(facts, _money)


def overdue(facts: Facts) -> Sentence | None:
    """Tasks past their day and not done; the day counted is named unless the sentence before, 民生实事, names it."""
    return both(facts, _overdue)


def lines(facts: Facts) -> tuple[Sentence, ...]:
    """Every task in one sentence: what, where, how far, cost, for whom."""
    return tuple(_line(facts, row) for row in rows_of(facts, "tasks"))


def progress(row: Row) -> str:
    """How far a task is, with its days."""
    started, finished = day(row, "started"), day(row, "finished")
    due = day(row, "due_adjusted") or day(row, "due")
    begun = f"{han_date(started)}开工，" if started else ""
    until = f"，{'调整后' if day(row, 'due_adjusted') else ''}计划{han_date(due)}完成" if due else ""
    state = typed(row, "state")
    if state == "已完成":
        return f"{begun}{han_date(finished)}完成" if finished else f"{begun}已完成"
    return f"{begun}正在实施{until}" if state == "进行中" else f"尚未启动{until}" if state == "未启动" else f"已{state}"


def _summary(scope: Scope) -> Sentence | None:
    total, cancelled = scope.number("tasks_total"), scope.number("tasks_cancelled")
    if not total.filled:
        return None
    dropped = sentence("另有", cancelled, "件已取消。") if cancelled else None
    if not total:
        none = sentence(scope.when, "无民生实事项目。")
        return sentence(scope.when, "民生实事", cancelled, "件，已取消。") if cancelled else none
    states = [state for state, name in _STATES.items() if scope.number(name)]
    if len(states) == 1:
        each: Piece = ("" if total == 1 else "均") + states[0].replace("进行中", "在进行中")
    else:
        each = sentence("其中", scope.counts(_STATES, "件"))
    return sentence(scope.until(scope.facts.as_of), "民生实事共", total, "件，", each, "。", dropped)


def _money(scope: Scope) -> Sentence | None:
    total, paid = scope.number("investment_total"), scope.number("investment_paid")
    if not total:
        return None
    funds = {word: scope.number(name) for word, name in _FUNDS.items() if scope.number(name)}
    complete = abs(sum(fund.value or 0 for fund in funds.values()) - (total.value or 0)) < 0.005
    lead = "，其中" if complete and len(funds) > 1 else "；已列明的资金中，" if not complete else "，均为"
    each = joined(sentence(word, amount(fund)) for word, fund in funds.items())
    if complete and len(funds) == 1:
        each = sentence(next(iter(funds)))
    spent = sentence("；累计已支付", amount(paid)) if paid else None
    return sentence(scope.subject, "计划总投资", amount(total), lead if funds else None, each, spent, "。")


def _overdue(scope: Scope) -> Sentence | None:
    late = scope.number("tasks_overdue")
    lead = scope.subject if scope.number("tasks_total") else scope.until(scope.facts.as_of)
    return sentence(lead, "超过计划完成日期尚未完成的", late, "件。") if late else None


def _line(facts: Facts, row: Row) -> Sentence:
    title, place = bare(typed(row, "title")), clean(typed(row, "place"))
    size = cell(facts, row, "quantity")
    unit = clean(typed(row, "quantity_unit"))
    cost = cell(facts, row, "investment")
    about = joined((
        progress(row),
        sentence("工程量", size, unit) if size and unit else None,
        sentence("计划总投资", amount(cost)) if cost else None,
        _reached(facts, row),
    ), "，")
    return sentence(title, f"（{place}）" if place and place not in title else None, "：", about, "。")


def _reached(facts: Facts, row: Row) -> Sentence | None:
    households = typed(row, "households").strip()
    people = cell(facts, row, "people")
    if households in ("全村", "全居", "全社区"):
        return sentence(terms(facts).whole, "受益")
    typed_count = Row(row.sheet, row.number, {"households": float(households)} if households.isdecimal() else {})
    count = cell(facts, typed_count, "households")
    text = joined((sentence(count, "户") if count else None, sentence(people, "人") if people else None))
    return sentence("受益", text) if text else None
