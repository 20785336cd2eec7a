"""The output linter: what a report must not show, whatever template, words and program made it."""

from collections.abc import Iterator, Sequence

from shuzhi.model.facts import Facts
from shuzhi.model.indicator import Figure
from shuzhi.proof.digits import digits
from shuzhi.proof.foreign import NOBODY, Foreign
from shuzhi.proof.hinted import possible
from shuzhi.proof.known import Known, known_of
from shuzhi.proof.marks import LEFT, has_tag, marks
from shuzhi.proof.masking import with_speaker
from shuzhi.proof.names import foreign_names
from shuzhi.proof.numbering import empty_sections, numbering
from shuzhi.proof.pairs import all_pair, pairs
from shuzhi.proof.reading import Paragraph, read
from shuzhi.proof.shown import shown
from shuzhi.proof.times import Days, all_known, times


def faults(
    docx: bytes, facts: Facts, figures: Sequence[Figure], foreign: Foreign = NOBODY, known: Known | None = None
) -> tuple[str, ...]:
    """Every fault of a finished report, each one line: 第3段“…”：….

    `figures` are the numbers recorded while it was printed, `foreign` names that are not this branch's, `known` what
    known_of gives for it. What the branch typed itself was checked when it came in and is left alone here.
    """
    known = known or known_of(facts)
    paragraphs = read(shown(docx, checked=True), with_speaker(known.typed, facts.kind))
    found = [*_one_by_one(paragraphs, known.days.also(facts.kind.document_date)), *foreign_names(paragraphs, foreign),
             *digits(paragraphs, figures), *numbering(paragraphs), *empty_sections(paragraphs)]
    return tuple(dict.fromkeys(found))


def _one_by_one(paragraphs: Sequence[Paragraph], days: Days) -> Iterator[str]:
    """What a paragraph shows by itself."""
    text = "\n".join(one.plain for one in paragraphs if not one.annex)
    left = tuple(one for one in possible(LEFT, text) if one.pattern.search(text))
    paired, known = all_pair(text), all_known(text, days)
    open_marks = bool(left) or has_tag("\n".join(one.text for one in paragraphs))
    for paragraph in paragraphs if open_marks or not (paired and known) else ():
        yield from marks(paragraph, left) if open_marks else ()
        if not paragraph.annex:
            yield from () if paired else pairs(paragraph)
            yield from () if known else times(paragraph, days)
