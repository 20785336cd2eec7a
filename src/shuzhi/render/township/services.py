"""What the branches did for residents, together: livelihood tasks, their issues, the collective economy."""

from shuzhi.model.indicator import number_text
from shuzhi.model.township import TownshipFacts
from shuzhi.render.sentence import Number, Sentence, joined, sentence
from shuzhi.render.terms import period_words
from shuzhi.render.township.scope import at_the_end, counts, total, until

_TASKS = {
    "已完成": "tasks_done", "进行中": "tasks_ongoing", "未启动": "tasks_not_started", "暂缓": "tasks_suspended",
}
_FUNDS = {
    "财政资金": "investment_fiscal", "集体资金": "investment_collective", "自筹及其他资金": "investment_other",
}
_ISSUES = {
    "正在办理": "proposals_ongoing", "已转办": "proposals_transferred", "暂不具备条件": "proposals_not_feasible",
    "不予采纳": "proposals_declined", "未办理": "proposals_untouched",
}
_LIMIT = "集体经济收入达标线（万元）"
_RATED_MINIMUM = 10  # indicators.md; the township may set its own


def tasks(facts: TownshipFacts) -> Sentence | None:
    """How many tasks, by state, and their completion rate."""
    every, rate = total(facts, "tasks_total"), total(facts, "tasks_completion_rate")
    if not every:
        return None
    share = sentence("，完成率", rate, "%") if rate else None
    states = counts(facts, _TASKS, "件")
    return sentence(until(facts), "民生实事共", every, "件，其中", states, share, "。")


def money(facts: TownshipFacts) -> Sentence | None:
    """Planned investment by source, and what is paid."""
    every, paid = total(facts, "investment_total"), total(facts, "investment_paid")
    if not every:
        return None
    funds = counts(facts, _FUNDS, "万元")
    given = sum(total(facts, name).value or 0 for name in _FUNDS.values())
    whole_sum = abs(given - (every.value or 0)) < 0.005  # half of a printed 0.01 万元
    each = sentence("，其中" if whole_sum else "；已列明的资金中，", funds) if funds else None
    spent = sentence("；累计已支付", paid, "万元") if paid else None
    return sentence("计划总投资", every, "万元", each, spent, "。")


def issues(facts: TownshipFacts) -> Sentence | None:
    """How many issues, carried over and new, how many answered and closed, the rest by state."""
    every, carried, new = (total(facts, f"proposals_{name}") for name in ("total", "carried", "new"))
    if not every:
        return None
    origin = joined((
        sentence("以前结转", carried, "条") if carried else None,
        sentence(period_words(facts), "新提", new, "条") if new else None,
    )) if carried else None
    lead = sentence("办理群众意见建议", every, "条", sentence("（", origin, "）") if origin else None)
    states = joined((
        _rated(facts, "答复", "proposals_replied", "proposals_reply_rate"),
        _rated(facts, "办结", "proposals_closed", "proposals_closure_rate"), counts(facts, _ISSUES, "条"),
    ), "；")
    return sentence(lead, "。", sentence(until(facts), states, "。") if states else None)


def satisfaction(facts: TownshipFacts) -> Sentence | None:
    """The satisfaction rate, from the least number of judged issues on."""
    rated, satisfied = total(facts, "proposals_rated"), total(facts, "proposals_satisfied")
    if not rated or rated < facts.limits.get("rated_minimum", _RATED_MINIMUM) or not satisfied.filled:
        return None
    rate = total(facts, "proposals_satisfaction_rate")
    percent = sentence("，满意率", rate, "%") if rate.filled else None
    return sentence("已评价", rated, "条，满意和基本满意", satisfied, "条", percent, "。")


def economy(facts: TownshipFacts) -> Sentence | None:
    """The year's collective income, its target, who reached the line, cooperatives."""
    income, target, rate = (total(facts, f"collective_{name}") for name in ("income", "target", "rate"))
    over, unions = total(facts, "villages_income_over"), total(facts, "cooperatives")
    limit = facts.limits["income_threshold"]
    line = Number(limit, number_text(limit), _LIMIT)
    reached = sentence(over, "个村（社区、居）集体经济收入达到", line, "万元") if over else None
    done = sentence("，完成目标的", rate, "%") if rate else None
    aim = sentence("，全年目标", target, "万元", done) if target else None
    earned = sentence(f"{facts.coverage.end.year}年集体经济收入累计", income, "万元", aim) if income else None
    each = joined((earned, reached, sentence("合作社", unions, "个") if unions else None), "；")
    return sentence(at_the_end(facts), each, "。") if each else None


def _rated(facts: TownshipFacts, word: str, name: str, rate: str) -> Sentence | None:
    done, share = total(facts, name), total(facts, rate)
    return sentence(f"已{word}", done, f"条，{word}率", share, "%") if done and share else None
