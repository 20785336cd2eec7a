"""The paragraphs of a template's part with the tags in them, and a fault of one of them."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from shuzhi.render.source import W, own_text

_TAG = re.compile(r"{([{%#])[-+]?(?:(p|tr|tc|r)(?=\s))?\s*(.*?)\s*[-+]?[}%#]}", re.DOTALL)
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # docxtpl reads typed quotes so


class Flaw(NamedTuple):
    """One fault: `part` "" is the body, else 页眉, 页脚 …; `paragraph` counts in it from 1, 0 = the whole part."""

    part: str
    paragraph: int
    text: str
    reason: str

    @property
    def place(self) -> str:
        """页眉第 1 段“…”, or the part alone."""
        return f"{self.part}第 {self.paragraph} 段“{self.text}”" if self.paragraph else self.part


@dataclass(frozen=True)
class Mark:
    """One tag: kind { prints, % does, # is a comment; prefix "", p, tr, tc or r; body without both."""

    kind: str
    prefix: str
    body: str
    text: str
    span: tuple[int, int]

    @property
    def word(self) -> str:
        """What a % tag does: for, endif …; "" for others."""
        return self.body.split(maxsplit=1)[0] if self.kind == "%" and self.body else ""


@dataclass(frozen=True)
class Line:
    """One paragraph of a part."""

    part: str
    number: int
    text: str
    node: etree._Element
    marks: tuple[Mark, ...]

    def flaw(self, reason: str) -> Flaw:
        """A fault of this paragraph."""
        return Flaw(self.part, self.number, self.text.strip(), reason)

    @property
    def plain(self) -> str:
        """The text that stands outside the tags."""
        return _TAG.sub("\n", self.text)


def lines(root: etree._Element, part: str) -> tuple[Line, ...]:
    """Every paragraph of a part, those in tables and text boxes too."""
    return tuple(_line(part, number, node) for number, node in enumerate(root.iter(W + "p"), 1))


def _line(part: str, number: int, node: etree._Element) -> Line:
    text = "".join(own_text(node))
    marks = tuple(
        Mark(match.group(1), match.group(2) or "", match.group(3).translate(_QUOTES), match.group(), match.span())
        for match in _TAG.finditer(text)
    )
    return Line(part, number, text, node, marks)
