"""What the branch typed was checked when it came in: a mark takes its place before a report is checked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.prose import clean, paragraphs
from shuzhi.model.township import TownshipFacts

MASK = "\ue000"  # private use: no font shows it, no text holds it
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS = "。；;，,、.！!？?… "
_SHORTEST = 2
_SHORTEST_CODE = 4
_CODE = re.compile(r"(?=.*\d)(?=.*[^\d.])[\x21-\x7e]{4,60}")  # 2023-001, 2023.12.31: a number of the branch's own


def typed_texts(facts: Facts) -> tuple[str, ...]:
    """Everything the branch typed as it may be printed, and the names of the branch and its 支部; longest first."""
    typed = {text for value in _values(facts) for text in _printed(value)}
    others = facts.expected if isinstance(facts, TownshipFacts) else ()
    named = {name for branch in (facts.branch, *facts.children, *others) for name in (*branch.names, branch.place)}
    own = {clean(name) for name in (*named, facts.township, facts.kind.speaker, facts.kind.speaker_post)}
    return tuple(sorted((text for text in typed | own if _telling(text)), key=lambda text: (-len(text), text)))


def masked(text: str, typed: Sequence[str]) -> str:
    """The text with MASK for each typed one; an end mark of the typed text stays, part of a longer number is none."""
    if text.isascii() and len(text) < _SHORTEST_CODE:
        return text
    for one in typed:
        if one in text:
            text = _without(text, one)
    return text


def _values(facts: Facts) -> Iterator[str]:
    """Typed cells; a choice of the form is the program's word, not the branch's."""
    rows = ((row.sheet, row.values) for rows in facts.rows.values() for row in rows)
    for sheet, values in chain([("branches", facts.items)], rows):
        choices = _choices(sheet)
        for name, value in values.items():
            if isinstance(value, str) and value not in choices.get(name, ()):
                yield value


@cache
def _choices(sheet: str) -> Mapping[str, tuple[str, ...]]:
    """Field → what the form offers there."""
    return {field.name: field.choices for field in form.sheet(sheet).fields if field.choices}


def _printed(value: str) -> Iterator[str]:
    """A typed text whole and line by line, each with and without its end mark."""
    for text in (clean(value), *paragraphs(value)):
        yield text
        yield text.rstrip(_ENDS)


def _telling(text: str) -> bool:
    return bool((len(text) >= _SHORTEST and _HAN.search(text)) or _CODE.fullmatch(text))


def _without(text: str, typed: str) -> str:
    mark = MASK + (typed[-1] if typed[-1] in _ENDS else "")
    before = r"(?<!\d)(?<!\d\.)" if typed[0].isdigit() else ""
    after = r"(?!\.?\d)" if typed[-1].isdigit() else ""
    return re.sub(before + re.escape(typed) + after, lambda _: mark, text) if before or after else (
        text.replace(typed, mark)
    )
