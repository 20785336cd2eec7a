"""数据反映的问题 of a township: where its branches fell short, in numbers; no cause, no judgement, no names."""

from collections.abc import Iterator

from shuzhi.model.indicator import Indicator, number_text
from shuzhi.model.period import Coverage
from shuzhi.model.township import TownshipFacts
from shuzhi.render.sentence import Number, Sentence, sentence
from shuzhi.render.township.scope import branches, total, until, when

# Rule → what was not held; in several quarters or months: in some of them.
_BY_QUARTER = {"H04": "未召开支部党员大会"}
_BY_MONTH = {"H05": "未召开支部委员会会议", "H06": "未召开党小组会", "H07": "未开展主题党日"}
_ONCE = {
    "H08": "党课次数不足", "H09": "未召开组织生活会", "H10": "未开展民主评议党员",
    "B05": "委员会任期已满、未见换届",
}
_INDICATORS = {
    "H04": "meetings_general", "H05": "meetings_committee", "H06": "meetings_group", "H07": "meetings_theme_day",
    "H08": "meetings_lecture", "H09": "meetings_org_life", "H10": "meetings_appraisal",
}
_COUNTED = "核对结果"
_BASE = 10  # under ten one person or one item moves a rate by a tenth
_LOW = {"orglife_attendance_rate": 80, "proposals_satisfaction_rate": 80}  # per cent; as for a branch
_LAST_DAY = (12, 31)


def shortfalls(facts: TownshipFacts) -> tuple[Sentence, ...]:
    """One plain sentence a fact, in the order of the form."""
    said = (*_not_held(facts), _attendance(facts), _dues(facts), _income(facts), *_late(facts), _unsatisfied(facts))
    return tuple(each for each in said if each)


def _not_held(facts: TownshipFacts) -> Iterator[Sentence]:
    for code, words in _worded(facts.coverage).items():
        codes = facts.behind.get(code, ())
        if codes:
            count = branches(facts, codes, _INDICATORS.get(code, ""), _COUNTED)
            yield sentence(when(facts), count, f"个党组织{words}。")


def _worded(days: Coverage) -> dict[str, str]:
    quarter = "" if days.quarters() <= 1 else "有季度"
    month = "" if days.months() <= 1 else "有月份"
    return {
        **{code: quarter + words for code, words in _BY_QUARTER.items()},
        **{code: month + words for code, words in _BY_MONTH.items()}, **_ONCE,
    }


def _attendance(facts: TownshipFacts) -> Sentence | None:
    parts = _low(facts, "orglife_attendance_rate", _BASE)
    if not parts:
        return None
    came, expected, rate = parts
    return sentence(when(facts), "党内组织生活应到", expected, "人次、实到", came, "人次，到会率", rate, "%。")


def _dues(facts: TownshipFacts) -> Sentence | None:
    unpaid = total(facts, "dues_unpaid_members")
    return sentence(when(facts), "党费未交齐", unpaid, "名。") if unpaid else None


def _income(facts: TownshipFacts) -> Sentence | None:
    """Branches below the line, at the end of the year only."""
    end, limit = facts.coverage.end, facts.limits["income_threshold"]
    below = tuple(
        code for code, values in facts.values.items()
        if (one := values.get("collective_income")) and one.value is not None and one.value < limit
    )
    if not below or (end.month, end.day) != _LAST_DAY:
        return None
    line = Number(limit, number_text(limit), "集体经济收入达标线（万元）")
    count = branches(facts, below, "collective_income")
    return sentence(f"{end.year}年，", count, "个村（社区、居）集体经济收入未达到", line, "万元。")


def _late(facts: TownshipFacts) -> Iterator[Sentence]:
    """What is past its day, unanswered, or waits for another body; of how many branches."""
    for words, name, unit in (
        ("超过计划完成日期尚未完成的民生实事", "tasks_overdue", "件"),
        ("超过办结期限尚未办结的群众意见建议", "proposals_overdue", "条"),
        ("已转办、承办单位尚未反馈的群众意见建议", "proposals_transferred_no_answer", "条"),
    ):
        late = total(facts, name)
        if late:
            codes = tuple(code for code, values in facts.values.items() if _above_zero(values.get(name)))
            behind = branches(facts, codes, name)
            yield sentence(until(facts), words, late, f"{unit}，涉及", behind, "个党组织。")


def _unsatisfied(facts: TownshipFacts) -> Sentence | None:
    parts = _low(facts, "proposals_satisfaction_rate", facts.limits.get("rated_minimum", _BASE))
    if not parts:
        return None
    satisfied, rated, rate = parts
    lead = sentence(until(facts), "已评价的群众意见建议", rated, "条，满意和基本满意")
    return sentence(lead, satisfied, "条，满意率", rate, "%。")


def _low(facts: TownshipFacts, name: str, base: float) -> tuple[Number, Number, Number] | None:
    """Numerator, denominator and the rate, where it is below its bar on a base large enough."""
    one = facts.all.get(name)
    if one is None or one.numerator is None or not one.denominator or one.denominator < base:
        return None
    rate = total(facts, name)
    over, under = (Number(part, number_text(part), name) for part in (one.numerator, one.denominator))
    return (over, under, rate) if rate < _LOW[name] else None


def _above_zero(one: Indicator | None) -> bool:
    return bool(one and one.value)
