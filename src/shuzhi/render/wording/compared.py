"""How few figures changed since the period before and since the same period last year (for the superior body)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan

from shuzhi.model.facts import Facts
from shuzhi.model.history import Amount, Earlier
from shuzhi.model.indicator import Indicator, number_text, rate_text
from shuzhi.model.period import Period
from shuzhi.model.words import Audience
from shuzhi.render.sentence import MOST_LISTED, Number, Sentence, joined, number, sentence
from shuzhi.render.terms import period_words, terms
from shuzhi.render.wording.economy import amount
from shuzhi.render.wording.meetings import RATE_BASE
from shuzhi.render.wording.scope import Scope, whole

_MEETINGS = {
    "支部党员大会": "meetings_general", "支部委员会会议": "meetings_committee", "党小组会": "meetings_group",
    "党课": "meetings_lecture", "主题党日": "meetings_theme_day",
}
_INCOME = "collective_income"  # 本年累计: only the same quarter of another year counts as many months
_LEAST_PERCENT = 20  # smaller counts are told by their difference alone
_MONEY = "万元"


@dataclass(frozen=True)
class _Item:
    """One figure to compare: what stands before it, what it is called where it did not change, its unit."""

    name: str
    lead: str
    title: str
    unit: str
    percent: bool = False


@dataclass(frozen=True)
class _Words:
    """How a sentence names the two periods: 比第二季度, 与第二季度持平; 第二季度为0件，第三季度3件."""

    against: str
    same: str
    then: str
    now: str


@dataclass(frozen=True)
class _Pair:
    """One figure now and then, both filled in."""

    item: _Item
    now: Indicator
    then: Amount
    earlier: Earlier

    @property
    def difference(self) -> Decimal:
        """Of the two as printed, so that a reader who subtracts gets the same."""
        return Decimal(self._text(self.now)) - Decimal(self._text(self.then))

    @property
    def grown(self) -> str:
        """The change in % as printed; "" where it is told by the difference."""
        base, value = self.then.value, self.now.value or 0
        least = 1 if self.item.unit == _MONEY else _LEAST_PERCENT
        if not self.item.percent or min(base, value) < least or value > 2 * base:
            return ""
        return rate_text(abs(value - base), base)

    @property
    def changed(self) -> Number:
        """How much it changed, without sign; its rows are those of both periods."""
        change = abs(self.difference)
        return self.apart(float(change), self.grown or number_text(float(change)), self.now.rows)

    @property
    def nothing(self) -> Number:
        """The 0 of then."""
        return self.apart(0, "0")

    def apart(self, value: float, text: str, rows: tuple[str, ...] = ()) -> Number:
        """A number that both periods have a part in: source name@2023Q2, earlier rows 2023Q2:会议!5."""
        code = self.earlier.period.code
        found = [row for row in self.then.rows.split(";") if row]
        then = tuple(row if Period.parse(row.partition(":")[0]) else f"{code}:{row}" for row in found)
        return Number(value, text, f"{self.item.name}@{code}", (*rows, *then))

    def _text(self, one: Indicator | Amount) -> str:
        if self.item.unit == "%":
            return rate_text(one.numerator or 0, one.denominator or 1)
        return number_text(one.value or 0)


def with_before(facts: Facts) -> Sentence | None:
    """Against the period before (环比); None where that is the same period last year."""
    if facts.before is None or facts.before.period == facts.period.year_ago:
        return None
    label, then, now = _names(facts, facts.before)
    return _compared(facts, facts.before, _Words(f"比{label}", f"与{label}持平", then, now))


def with_year_ago(facts: Facts) -> Sentence | None:
    """Against the same period of the year before (同比)."""
    if facts.year_ago is None:
        return None
    _, then, now = _names(facts, facts.year_ago)
    return _compared(facts, facts.year_ago, _Words("同比", "同比持平", then, now))


def _names(facts: Facts, earlier: Earlier) -> tuple[str, str, str]:
    """The period before where the sentence names this one, and both where they stand side by side."""
    then = earlier.period.label if earlier.days == earlier.period.days else earlier.days.text
    now, year = period_words(facts), f"{facts.period.year}年"
    if now.startswith(year) and earlier.period.year == facts.period.year:
        then, now = then.removeprefix(year), now.removeprefix(year)
    return then, then, now


def _compared(facts: Facts, earlier: Earlier, words: _Words) -> Sentence | None:
    if facts.kind.audience != Audience.SUPERIOR:
        return None
    pairs = list(_pairs(facts, earlier))
    moved = [pair for pair in pairs if pair.difference and pair.then.value]
    begun = [pair for pair in pairs if not pair.then.value and pair.now.value and pair.item.unit != _MONEY]
    alike = [pair.item for pair in pairs if not pair.difference and pair.then.value]
    each = joined((
        *(_moved(pair, "" if place else words.against) for place, pair in enumerate(moved)),
        *(_begun(pair, words) for pair in begun),
        f"{_named(alike)}{words.same}" if alike else None,
    ), "；")
    subject = whole(facts).subject if facts.children else None
    return sentence(period_words(facts), "，", subject, each, "。") if each else None


def _named(items: Sequence[_Item]) -> str:
    """支部党员大会、党课次数、党员总数: meetings together, then the others."""
    held = [item.lead for item in items if item.name in _MEETINGS.values()]
    others = [item.title for item in items if item.name not in _MEETINGS.values()]
    return "、".join([*([f"{'、'.join(held)}次数"] if held else []), *others])


def _moved(pair: _Pair, against: str) -> Sentence:
    """支部党员大会3次，比第二季度增加1次; what is none now is not told as 0."""
    more, item = pair.difference > 0, pair.item
    if item.unit == "%":
        change = sentence("提高" if more else "降低", pair.changed, "个百分点")
    elif pair.grown:
        change = sentence("增长" if more else "下降", pair.changed, "%")
    else:
        change = sentence("增加" if more else "减少", _counted(pair.changed, item.unit))
    now = sentence(_counted(number(pair.now), item.unit), "，") if pair.now.value else None
    return sentence(item.lead, now, against, change)


def _begun(pair: _Pair, words: _Words) -> Sentence:
    item = pair.item
    return sentence(
        item.lead, words.then, "为", pair.nothing, item.unit, "，", words.now, number(pair.now), item.unit,
    )


def _counted(count: Number, unit: str) -> Sentence:
    return amount(count) if unit == _MONEY else sentence(count, unit)


def _pairs(facts: Facts, earlier: Earlier) -> Iterator[_Pair]:
    """The figures to compare that both periods have; a rate needs a base worth one in both."""
    for item in _items(facts, earlier):
        now, then = facts.all.get(item.name), earlier.amounts.get(item.name)
        if now is None or then is None or now.value is None or isnan(then.value):
            continue
        if item.unit != "%" or (min(now.denominator or 0, then.denominator) >= RATE_BASE and then.value and now.value):
            yield _Pair(item, now, then, earlier)


def _items(facts: Facts, earlier: Earlier) -> Iterator[_Item]:
    words = terms(facts)
    for kind, name in _MEETINGS.items():
        yield _Item(name, words.meeting(kind), words.meeting(kind), "次")
    yield _Item("orglife_attendance_rate", "党内组织生活到会率", "党内组织生活到会率", "%")
    if facts.items.get("roster_complete") != "否":
        yield _Item("members_total", "党员", "党员总数", "名")
    yield _Item("members_admitted", "接收预备党员", "接收预备党员人数", "名")
    yield _Item("tasks_done_in_coverage", "完成民生实事", "完成民生实事件数", "件")
    yield _Item("proposals_new", f"新提{words.residents}意见建议", f"新提{words.residents}意见建议条数", "条")
    yield _Item("proposals_closure_rate", "意见建议办结率", "意见建议办结率", "%")
    if earlier.period == facts.period.year_ago:
        yield _Item(_INCOME, "集体经济收入累计", "集体经济收入", _MONEY, percent=True)
    yield from _works(facts, earlier)


def _works(facts: Facts, earlier: Earlier) -> Iterator[_Item]:
    """Other work of the same category and unit, done in both periods; the first few."""
    scope, found = Scope(facts, facts.all, Sentence()), 0
    for name, value in scope.values.items():
        category = value.title.removesuffix(f"（{value.unit}）")
        then = earlier.amounts.get(name)
        summed = name.startswith("work_") and not name.endswith(("_events", "_ytd")) and category != "其他"
        if summed and value.value and then is not None and then.value >= 1 and found < MOST_LISTED:
            found += 1
            title = category if value.unit.endswith("元") else f"{category}{value.unit}数"
            yield _Item(name, category, title, value.unit, percent=True)
