"""Whose figures a sentence gives: a branch's own, or those of a 总支 with its 支部."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.model.period import han_date
from shuzhi.render.sentence import Number, Sentence, counted, joined, listed, number, sentence
from shuzhi.render.terms import period_words, terms
from shuzhi.render.text import clean


@dataclass(frozen=True)
class Scope:
    """The indicators to speak of, how the sentence names them ("" = the branch itself), and whether it is the second.

    The second of two sentences, that of all 支部, does not name the days again.
    """

    facts: Facts
    values: Mapping[str, Indicator]
    subject: Sentence
    second: bool = False

    @property
    def first(self) -> bool:
        """True for the first of two sentences, that of a 总支 itself: numbers of the second need not stand in it."""
        return bool(self.subject) and not self.second and self.values is self.facts.own

    @property
    def when(self) -> Sentence:
        """The beginning of a sentence about the days counted."""
        if self.second:
            return self.subject
        return sentence(period_words(self.facts), "，" if self.subject else None, self.subject)

    def until(self, last: date) -> Sentence:
        """The beginning of a sentence about how things stood on a day."""
        return self.subject if self.second else sentence("截至", han_date(last), "，", self.subject)

    def number(self, name: str) -> Number:
        """An indicator as printed; blank where it is not filled in."""
        return number(self.values.get(name))

    def counts(self, names: Mapping[str, str], unit: str) -> Sentence:
        """党课2次、主题党日3次: word → indicator, those above 0."""
        return joined(sentence(word, found, unit) for word, name in names.items() if (found := self.number(name)))


def both(facts: Facts, say: Callable[[Scope], Sentence | None]) -> Sentence | None:
    """What `say` says of the branch; of a 总支 itself and of all its 支部 too, where the two differ."""
    alone = say(Scope(facts, facts.own, Sentence()))
    if facts.all is facts.own or (alone and not facts.children):
        return alone
    together = say(Scope(facts, facts.all, Sentence()))
    if not facts.children or together is None or (alone is not None and alone.text == together.text):
        return alone or together
    own = Scope(facts, facts.own, sentence(terms(facts).party, "本级"))
    first = say(own) if alone else None
    return sentence(first, say(whole(facts, second=bool(first))))


def whole(facts: Facts, *, second: bool = False) -> Scope:
    """A 总支 with all its 支部."""
    return Scope(facts, facts.all, sentence("全", terms(facts).party), second)


def extent(facts: Facts, said: Iterable[Sentence | None]) -> Sentence | None:
    """Which 支部 the figures of a whole 总支 include; None where no sentence said gives any."""
    whole_party = whole(facts).subject.text
    if not facts.children or not any(each and whole_party in each.text for each in said):
        return None
    names = [clean(child.short_name or child.full_name) for child in facts.children]
    party, count = terms(facts).party, counted(len(names), "支部名册")
    return sentence(f"文中全{party}数据包含{party}本级和", listed(names, count, "个支部"), "。")


def lacking(facts: Facts) -> Sentence | None:
    """Which quarters of a half year or year the figures leave out; None where all are there."""
    if not facts.lacking:
        return None
    names = "、".join(quarter.label.removeprefix(f"{facts.period.year}年") for quarter in facts.lacking)
    return sentence(f"本报告的数据不含{names}（没有通过核对的工作簿）。")
