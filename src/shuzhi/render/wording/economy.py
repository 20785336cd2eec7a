"""Money of the branch: dues, disclosure, the collective economy."""

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import number_text
from shuzhi.render.sentence import Number, Sentence, joined, number, sentence
from shuzhi.render.terms import terms
from shuzhi.render.wording.scope import Scope, both

_YUAN = 10_000  # 元 in 万元


def dues(facts: Facts) -> Sentence | None:
    """Dues owed and paid, with the rate unless all is paid."""
    return both(facts, _dues)


def disclosure(facts: Facts) -> Sentence | None:
    """Party, village and finance disclosures."""
    return both(facts, _disclosure)


def income(facts: Facts) -> Sentence | None:
    """The year's collective income against its target."""
    return both(facts, _income)


def amount(money: Number) -> Sentence:
    """Money given in 万元; in 元 where two decimals of a 万元 would hide part of a small sum."""
    value = money.value or 0
    if 0 < value < 1 and abs(value - round(value, 2)) > 1e-9:
        return sentence(Number(value, number_text(value * _YUAN), money.source, money.rows), "元")
    return sentence(money, "万元")


def _dues(scope: Scope) -> Sentence | None:
    due, paid = scope.number("dues_due"), scope.number("dues_paid")
    if not due or not paid.filled:
        return None
    if due == paid:
        state = sentence("，已全部交纳")
    else:
        rate = number(scope.values.get("dues_rate"))
        state = sentence("，已交", paid, "元", sentence("，收缴率", rate, "%") if rate else None)
    unpaid, late = scope.number("dues_unpaid_members"), scope.number("dues_backpaid")
    behind = sentence("，未交齐", unpaid, "名") if unpaid else None
    back = sentence("；补交以前欠费", late, "元") if late else None
    return sentence(scope.when, "应交党费", due, "元", state, behind, back, "。")


def _disclosure(scope: Scope) -> Sentence | None:
    words = {
        "党务公开": "disclosure_party",
        f"{terms(scope.facts).affairs}公开": "disclosure_village",
        "财务公开": "disclosure_finance",
    }
    done = joined((
        scope.counts(words, "次"),
        joined(f"未进行{word}" for word, name in words.items() if scope.number(name) == 0),
    ), "；")
    return sentence(scope.when, done, "。") if done else None


def _income(scope: Scope) -> Sentence | None:
    money, target = scope.number("collective_income"), scope.number("collective_target")
    if not money.filled:
        return None
    rate = scope.number("collective_rate")
    done = sentence("，完成目标的", rate, "%") if rate else None
    aim = sentence("；全年目标", amount(target), done) if target else None
    end = scope.facts.coverage.end
    lead = sentence(scope.until(end), f"{end.year}年集体经济收入累计")
    return sentence(lead, amount(money), aim, "。")
