"""Residents' issues in sum: received, by state, how they were judged; what was decided in six steps."""

from shuzhi.model.facts import Facts
from shuzhi.model.period import han_date
from shuzhi.render.cells import address, rows_of, typed
from shuzhi.render.sentence import Sentence, counted, joined, listed, number, sentence
from shuzhi.render.terms import for_superior, period_words, terms
from shuzhi.render.text import bare
from shuzhi.render.wording.scope import Scope, both

STATES = {
    "已办结": "proposals_closed", "正在办理": "proposals_ongoing", "已转办": "proposals_transferred",
    "暂不具备条件": "proposals_not_feasible", "不予采纳": "proposals_declined", "未办理": "proposals_untouched",
}
_RATED_MINIMUM = 10  # indicators.md; the township may set its own


def summary(facts: Facts) -> Sentence | None:
    """How many issues, carried over and new, by state as of the day given."""
    return both(facts, _summary)


def satisfaction(facts: Facts) -> Sentence | None:
    """The satisfaction rate, from the least number of judged issues on."""
    return both(facts, _satisfaction)


def agenda(facts: Facts) -> Sentence | None:
    """四议两公开: what is decided and what is on the way, by name."""
    named = ("议定事项", "agenda_passed", "通过"), ("拟定议题", "agenda_proposed", "拟定")
    found = []
    for word, name, result in named:
        count = number(facts.own.get(name))
        titles = [bare(typed(row, "title")) for row in rows_of(facts, "agenda") if typed(row, "result") == result]
        if count:
            addresses = [address(row) for row in rows_of(facts, "agenda") if typed(row, "result") == result]
            names = listed(titles, counted(len(titles), "四议两公开", addresses))
            found.append(sentence(word, count, "件", "：" if names else None, names))
    return sentence("按“四议两公开”程序，", joined(found, "；"), "。") if found else None


def state_words(facts: Facts, state: str) -> str:
    """A state as printed: residents read 暂未采纳 for 不予采纳 (form.md)."""
    return "暂未采纳" if state == "不予采纳" and not for_superior(facts) else state


def _summary(scope: Scope) -> Sentence | None:
    facts, words = scope.facts, terms(scope.facts)
    total = scope.number("proposals_total")
    if not total.filled:
        return None
    if not total:
        return sentence(scope.when, f"未收到{words.residents}意见建议。")
    carried, new = scope.number("proposals_carried"), scope.number("proposals_new")
    if carried:
        fresh = sentence(f"、{period_words(facts)}新提", new, "条") if new else None
        origin = sentence("，其中以前结转", carried, "条", fresh) if new else sentence("，均为以前结转")
        lead = sentence(scope.subject, f"共有{words.residents}意见建议", total, "条", origin)
    else:
        lead = sentence(scope.when, f"收到{words.residents}意见建议", total, "条")
    return sentence(lead, "。截至", han_date(facts.as_of), "，", joined((_replied(scope), _states(scope)), "；"), "。")


def _replied(scope: Scope) -> Sentence | None:
    total, replied = scope.number("proposals_total"), scope.number("proposals_replied")
    if not replied.filled:
        return None
    if replied == total:
        return sentence("已答复" if total == 1 else "已全部答复")
    return sentence("已答复", replied, "条") if replied else None


def _states(scope: Scope) -> Sentence:
    found = {state: name for state, name in STATES.items() if scope.number(name)}
    total = scope.number("proposals_total")
    if len(found) == 1:
        return sentence("" if total == 1 else "均", state_words(scope.facts, next(iter(found))))
    return scope.counts({state_words(scope.facts, state): name for state, name in found.items()}, "条")


def _satisfaction(scope: Scope) -> Sentence | None:
    rated, satisfied = scope.number("proposals_rated"), scope.number("proposals_satisfied")
    if not rated or not rated >= scope.facts.limits.get("rated_minimum", _RATED_MINIMUM) or not satisfied.filled:
        return None
    rate = scope.number("proposals_satisfaction_rate")
    percent = sentence("，满意率", rate, "%") if rate.filled else None
    return sentence(scope.subject, "已评价", rated, "条，满意和基本满意", satisfied, "条", percent, "。")
