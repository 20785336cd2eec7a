"""Whose figures a sentence gives: a branch's own, or those of a 总支 with its 支部."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Indicator
from shuzhi.render.sentence import Number, Sentence, counted, joined, number, sentence
from shuzhi.render.terms import period_words, terms


@dataclass(frozen=True)
class Scope:
    """The indicators to speak of, and how the sentence names them ("" = the branch itself)."""

    facts: Facts
    values: Mapping[str, Indicator]
    subject: Sentence

    @property
    def when(self) -> Sentence:
        """The beginning of a sentence about the days counted."""
        return sentence(period_words(self.facts), "，" if self.subject else None, self.subject)

    def number(self, name: str) -> Number:
        """An indicator as printed; blank where it is not filled in."""
        return number(self.values.get(name))

    def counts(self, names: Mapping[str, str], unit: str) -> Sentence:
        """党课2次、主题党日3次: word → indicator, those above 0."""
        return joined(sentence(word, self.number(name), unit) for word, name in names.items() if self.number(name))


def both(facts: Facts, say: Callable[[Scope], Sentence | None]) -> Sentence | None:
    """What `say` says of the branch; of a 总支 itself and of all its 支部 too, where the two differ."""
    alone = say(Scope(facts, facts.own, Sentence()))
    together = say(Scope(facts, facts.all, Sentence()))
    if not facts.children or together is None or (alone is not None and alone.text == together.text):
        return alone or together
    own = Scope(facts, facts.own, sentence(terms(facts).party, "本级"))
    return sentence(say(own) if alone else None, say(whole(facts)))


def whole(facts: Facts) -> Scope:
    """A 总支 with all its 支部."""
    count = counted(len(facts.children), "支部名册")
    return Scope(facts, facts.all, sentence("全", terms(facts).party, "（含", count, "个支部）"))
