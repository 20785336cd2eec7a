"""What the branch typed was checked when it came in: a mark takes its place before a report is checked."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from shuzhi import form
from shuzhi.model.facts import Facts
from shuzhi.model.prose import clean, paragraphs
from shuzhi.model.settings import ReportKind
from shuzhi.model.tables import Scalar
from shuzhi.model.township import TownshipFacts

Cells = Mapping[str, Collection[tuple[str, Scalar]]]  # sheet → field and value of its cells, each once
MASK = "\ue000"  # private use: no font shows it, no text holds it
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS = "。；;，,、.！!？?… "
_SHORTEST = 2
_CODE = re.compile(r"(?=.*\d)(?=.*[^\d.])[\x21-\x7e]{4,60}")  # 2023-001, 2023.12.31: a number of the branch's own


def typed_texts(cells: Cells, facts: Facts) -> tuple[str, ...]:
    """Everything the branch typed as it may be printed, and the names of the branch and its 支部; longest first."""
    typed = {text for value in _typed(cells) for text in _printed(value)}
    others = facts.expected if isinstance(facts, TownshipFacts) else ()
    named = {name for branch in (facts.branch, *facts.children, *others) for name in (*branch.names, branch.place)}
    return _longest_first(typed | set(filter(_telling, (clean(name) for name in (*named, facts.township)))))


def with_speaker(typed: tuple[str, ...], kind: ReportKind) -> tuple[str, ...]:
    """The typed texts and who speaks in a report of this kind; longest first."""
    speaking = set(filter(_telling, (clean(kind.speaker), clean(kind.speaker_post))))
    return _longest_first({*typed, *speaking}) if speaking else typed


def masked(text: str, typed: Sequence[str]) -> str:
    """The lines of a text with MASK for each typed text; its end mark stays, part of a longer number is none."""
    for one in typed:
        if one in text:
            text = _without(text, one)
    return text


def _typed(cells: Cells) -> set[str]:
    """Typed texts; a choice of the form is the program's word, not the branch's."""
    return {
        value for sheet, own in cells.items() for name, value in own
        if isinstance(value, str) and value not in _choices(sheet).get(name, ())
    }


@cache
def _choices(sheet: str) -> Mapping[str, tuple[str, ...]]:
    """Field → what the form offers there."""
    return {field.name: field.choices for field in form.sheet(sheet).fields if field.choices}


def _longest_first(texts: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


@lru_cache(maxsize=4096)  # branches type many words alike
def _printed(value: str) -> tuple[str, ...]:
    """A typed text whole and line by line, each with and without its end mark, as far as it tells anything."""
    lines = {clean(value), *paragraphs(value)}
    return tuple(filter(_telling, lines | {line.rstrip(_ENDS) for line in lines}))


def _telling(text: str) -> bool:
    return bool((len(text) >= _SHORTEST and _HAN.search(text)) or _CODE.fullmatch(text))


def _without(text: str, typed: str) -> str:
    mark = MASK + (typed[-1] if typed[-1] in _ENDS else "")
    before = r"(?<!\d)(?<!\d\.)" if typed[0].isdigit() else ""
    after = r"(?!\.?\d)" if typed[-1].isdigit() else ""
    return re.sub(before + re.escape(typed) + after, lambda _: mark, text) if before or after else (
        text.replace(typed, mark)
    )
