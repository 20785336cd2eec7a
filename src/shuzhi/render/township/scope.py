"""Whose work and whose figures a sentence of the township gives."""

from shuzhi.model.indicator import number_text
from shuzhi.model.period import han_date
from shuzhi.model.township import TownshipFacts
from shuzhi.render.sentence import Number, Sentence, joined, number, sentence
from shuzhi.render.terms import period_words

_WHOLES = {"镇": "全镇", "乡": "全乡", "街道": "全街道"}


def whole(facts: TownshipFacts) -> str:
    """全镇, 全乡 or 全街道."""
    return next((word for end, word in _WHOLES.items() if facts.township.endswith(end)), "全乡镇")


def when(facts: TownshipFacts) -> str:
    """The days counted, as the beginning of a sentence: 2023年度，."""
    return f"{period_words(facts)}，"


def until(facts: TownshipFacts) -> str:
    """The day on which things stand as the branches say."""
    return f"截至{han_date(facts.as_of)}，" if facts.same_day else "按各党组织填报的办理情况，"


def at_the_end(facts: TownshipFacts) -> str:
    """The last day counted, for what is a sum or a stock of that day: 截至2023年12月31日，."""
    return f"截至{han_date(facts.coverage.end)}，"


def total(facts: TownshipFacts, name: str) -> Number:
    """A total of the branches that count; blank where none filled it in."""
    return number(facts.all.get(name))


def counts(facts: TownshipFacts, names: dict[str, str], unit: str) -> Sentence:
    """党课2次、主题党日3次: word → indicator, those above 0."""
    return joined(sentence(word, found, unit) for word, name in names.items() if (found := total(facts, name)))


def branches(facts: TownshipFacts, codes: tuple[str, ...], name: str, source: str = "") -> Number:
    """How many branches; behind it the rows of an indicator in their workbooks. `source`: what else was counted."""
    rows = (
        f"{code}:{row}" for code in codes if (one := facts.values.get(code, {}).get(name)) for row in one.rows
    )
    return Number(len(codes), number_text(len(codes)), source or name, tuple(rows))
