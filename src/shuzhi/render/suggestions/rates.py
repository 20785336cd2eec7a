"""Rates below what is usually asked for; below a small base a rate says too little to be offered."""

from collections.abc import Iterator

from shuzhi.model.indicator import number_text
from shuzhi.render.sentence import Number, Sentence, sentence
from shuzhi.render.terms import terms
from shuzhi.render.wording.economy import amount
from shuzhi.render.wording.scope import Scope

_BASE = 10  # under ten one person or one item moves a rate by a tenth
_LOW = {  # per cent; below it a rate is offered
    "orglife_attendance_rate": 80,  # decisions on members need more than half; four in five leaves room for the absent
    "general_attendance_rate": 80,
    "representatives_attendance_rate": 80,  # two thirds make it valid; less than four in five is told
    "dues_rate": 100,  # everybody pays
    "proposals_closure_rate": 60,  # much of it waits for other bodies, so only a large rest is told
    "proposals_satisfaction_rate": 80,  # one in five dissatisfied
    "collective_rate": 100,  # at the end of the year; before it see _FAR
}
_FAR = 0.5  # rents come in late: before the year ends only less than half of the share of the year gone is told
_MONTHS, _LAST_DAY = 12, (12, 31)


def attendance(scope: Scope) -> Iterator[Sentence]:
    """Each kind of meeting that fewer came to; of two with the same numbers the narrower."""
    people = terms(scope.facts).meeting("村（居）民代表会议")
    kinds = {
        "orglife_attendance_rate": "党内组织生活", "general_attendance_rate": "支部党员大会",
        "representatives_attendance_rate": people,
    }
    for name, title in kinds.items():
        parts = _parts(scope, name)
        narrower = name == "orglife_attendance_rate" and parts == _parts(scope, "general_attendance_rate")
        if parts and not narrower and _is_low(scope, name, _BASE):
            came, expected = parts
            told = sentence("应到", expected, "人次、实到", came, "人次，到会率", scope.number(name), "%。")
            yield sentence(scope.when, title, told)


def dues(scope: Scope) -> Sentence | None:
    """Dues not fully paid."""
    unpaid = scope.number("dues_unpaid_members")
    behind = sentence("，未交齐", unpaid, "名") if unpaid else None
    parts = _parts(scope, "dues_rate")
    if parts and _is_low(scope, "dues_rate", 0):
        paid, due = parts
        rate = scope.number("dues_rate")
        return sentence(scope.when, "应交党费", due, "元、已交", paid, "元，收缴率", rate, "%", behind, "。")
    return sentence(scope.when, "党费未交齐", unpaid, "名。") if unpaid else None


def income(scope: Scope) -> Sentence | None:
    """The collective income behind its target at the end of the year, or far behind the part of the year gone."""
    end, rate = scope.facts.coverage.end, scope.number("collective_rate")
    over = (end.month, end.day) == _LAST_DAY
    bar = _LOW["collective_rate"] * (1 if over else _FAR * end.month / _MONTHS)
    if not rate.filled or not rate < bar:
        return None
    money, target = scope.number("collective_income"), scope.number("collective_target")
    lead = sentence(scope.until(end), f"{end.year}年集体经济收入累计", amount(money))
    return sentence(lead, "，全年目标", amount(target), "，完成目标的", rate, "%。")


def closed(scope: Scope) -> Sentence | None:
    """A large part of the residents' issues not closed."""
    return _of_proposals(scope, "proposals_closure_rate", ("", "已办结", "办结率"), _BASE)


def satisfied(scope: Scope) -> Sentence | None:
    """Many of those asked not satisfied."""
    base = scope.facts.limits.get("rated_minimum", _BASE)
    return _of_proposals(scope, "proposals_satisfaction_rate", ("已评价的", "满意和基本满意", "满意率"), base)


def _of_proposals(scope: Scope, name: str, words: tuple[str, str, str], base: float) -> Sentence | None:
    """`words`: which issues, in what state, the name of the rate: 村民意见建议12条，已办结6条，办结率50% ."""
    parts = _parts(scope, name)
    if not parts or not _is_low(scope, name, base):
        return None
    over, whole = parts
    which, state, rate = words
    lead = sentence(scope.until(scope.facts.as_of), f"{which}{terms(scope.facts).residents}意见建议", whole, "条，")
    told = sentence(state, over, "条，", rate, scope.number(name), "%。") if over else f"没有{state}的。"
    return sentence(lead, told)


def _is_low(scope: Scope, name: str, base: float) -> bool:
    parts = _parts(scope, name)
    return parts is not None and parts[1] >= base and scope.number(name) < _LOW[name]


def _parts(scope: Scope, name: str) -> tuple[Number, Number] | None:
    """Numerator and denominator as printed; None where there is no rate."""
    rate = scope.values.get(name)
    if rate is None or rate.numerator is None or not rate.denominator:
        return None
    over, base = (Number(part, number_text(part), name, rate.rows) for part in (rate.numerator, rate.denominator))
    return over, base
