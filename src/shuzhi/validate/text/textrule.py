"""A text rule is data plus one test of all typed text; this module applies text rules to a chunk."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.model.settings import RuleSetting, Settings
from shuzhi.model.words import Level
from shuzhi.validate.rule import Status, level_of
from shuzhi.validate.text.prose import Cell, Hit, Prose

Test = Callable[[Prose], Iterable[tuple[int, Hit]]]
_SENTENCE = re.compile(r"[。！？\n]+")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_LONG = 60  # characters of a text in which staff need to be told which sentence is meant
_NAMED = 3  # sentences, words in one message


@dataclass(frozen=True)
class TextRule:
    """One rule of typed text; `code` is what staff and the township's 规则 sheet call it.

    kinds      of column that it reads (words.toml)
    message    goes on from nothing or from 第2句; {}: the hits' `said`
    hint       what stands in [] only where the hits have an `instead`, which fills its {}
    test       Prose → the places of the cells at fault, with the piece of text that is meant
    status     as of validate.rule.Rule
    """

    code: str
    level: Level
    kinds: frozenset[str]
    message: str
    hint: str
    test: Test
    status: Status = Status.ACTIVE


def saying(pattern: re.Pattern[str]) -> Test:
    """Every match of the pattern."""
    return each(lambda _: pattern, lambda text, _cell, _prose: (Hit(*m.span()) for m in pattern.finditer(text)))


def each(
    trigger: Callable[[Prose], re.Pattern[str]], judge: Callable[[str, Cell, Prose], Iterable[Hit]]
) -> Test:
    """The hits of `judge` in every cell in which the trigger is found."""
    def test(prose: Prose) -> Iterator[tuple[int, Hit]]:
        for place, cell in prose.having(trigger(prose)):
            for hit in judge(cell.text, cell, prose):
                yield place, hit

    return test


def applied(rules: Iterable[TextRule], prose: Prose, faulty: pd.DataFrame) -> pd.DataFrame:
    """Findings (Finding's columns) of all rules that are on, one a rule and cell.

    The gravest rule speaks of a piece of text first, then the earlier one; another rule says nothing of that piece.
    faulty: submission, sheet, row, field to leave alone.
    """
    set_ = [rule for rule in (_adjusted(rule, prose.settings) for rule in rules) if rule]
    blocked = set(faulty[["submission", "sheet", "row", "field"]].itertuples(index=False, name=None))
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    found = []
    for rule in sorted(set_, key=lambda rule: list(Level).index(rule.level)):
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        for place, hit in rule.test(replace(prose, kinds=rule.kinds)):
            if all(hit.end <= start or end <= hit.start for start, end in taken[place]):
                hits[place].append(hit)
        for place in sorted(hits):
            taken[place] += [(hit.start, hit.end) for hit in hits[place]]
            cell = prose.cells[place]
            if (cell.submission, cell.sheet, cell.row, cell.field) not in blocked:
                found.append(_finding(rule, cell, hits[place]))
    return findings_frame(found)


def _adjusted(rule: TextRule, settings: Settings) -> TextRule | None:
    """The rule as the township wants it: None where it is off or rests."""
    level = level_of(settings.rules.get(rule.code, RuleSetting(rule.code)), rule.level, rule.status)
    return replace(rule, level=level) if level else None


def _finding(rule: TextRule, cell: Cell, hits: Sequence[Hit]) -> Finding:
    message = _where(cell.text, hits) + rule.message.replace("{}", _listed(hit.said for hit in hits))
    instead = _listed(hit.instead for hit in hits)
    hint = _OPTIONAL.sub(lambda part: part.group(1).replace("{}", instead) if instead else "", rule.hint)
    return Finding(
        cell.submission, rule.code, rule.level, cell.sheet, cell.row, cell.field, 0, message, hint,
        detail="、".join(dict.fromkeys(hit.detail for hit in hits if hit.detail)),
    )


def _listed(words: Iterable[str]) -> str:
    return "、".join(list(dict.fromkeys(word for word in words if word))[:_NAMED])


def _where(text: str, hits: Sequence[Hit]) -> str:
    """第2、5句 in a long text of several sentences, else nothing."""
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() < len(text)]
    if len(text) <= _LONG or not ends:
        return ""
    numbers = sorted({sum(end <= hit.start for end in ends) + 1 for hit in hits})
    return f"第{'、'.join(map(str, numbers[:_NAMED]))}句{'等' if len(numbers) > _NAMED else ''}"
