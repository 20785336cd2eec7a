"""The paragraphs of a report made ready for checking: where each stands, its text without what the branch typed."""

from collections.abc import Sequence
from typing import NamedTuple

from shuzhi.proof.masking import MASK, masked
from shuzhi.proof.shown import Line
from shuzhi.styles import ANNEX, ANNEX_TITLE

_ANNEX_TITLES = ("数据来源", "更正说明", "各季度报告数据更正")
_PLACES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_EXCERPT = 16


class Paragraph(NamedTuple):
    """One paragraph that is not empty, in one line.

    number  its place in the body, 0 elsewhere; part: as in Line
    plain   the text with a mark (MASK) for each typed text
    annex   stands in one of the annexes
    """

    text: str
    plain: str
    style: str
    part: str
    number: int
    table: bool
    annex: bool

    @property
    def flowing(self) -> bool:
        """True for the running text of the report itself."""
        return self.part == "document" and not self.table and not self.annex

    def fault(self, what: str, remedy: str = "请核对模板这一段。") -> str:
        """One line for the office: where, what, what to do."""
        named = next((word for part, word in _PLACES.items() if self.part.startswith(part)), "")
        start = self.text if len(self.text) <= _EXCERPT else self.text[:_EXCERPT] + "…"
        return f"{named or f'第{self.number}段'}“{start}”：{what}{remedy}"


def read(lines: Sequence[Line], typed: Sequence[str]) -> tuple[Paragraph, ...]:
    """The paragraphs that say something, in order; `typed` as masking.with_speaker gives it."""
    texts = [line.text.replace("\n", " ").strip() for line in lines]
    once = dict.fromkeys(texts)  # most cells of a long table say the same
    plains = dict(zip(once, masked("\n".join(once), typed).split("\n"), strict=bool(once)))
    found: list[Paragraph] = []
    annex, number = False, 0
    for line, text in zip(lines, texts, strict=True):
        if not text:
            continue
        body = line.part == "document"
        annex = annex or (line.style in (ANNEX, ANNEX_TITLE) and any(title in text for title in _ANNEX_TITLES))
        number += body
        found.append(Paragraph(
            text, plains[text], line.style, line.part, number if body else 0, line.table, annex and body,
        ))
    return tuple(found)


def around(plain: str, start: int, end: int, more: int = 4) -> str:
    """What stands at start:end and a little behind it, up to the next typed text."""
    return plain[start : end + more].partition(MASK)[0]
