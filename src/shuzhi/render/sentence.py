"""What a template prints: numbers that know their source, sentences made of words and such numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shuzhi.model.indicator import Indicator, number_text, rate_text

MOST_LISTED = 5  # lists name all up to this many, else the first ones and 等N项


@dataclass(eq=False, slots=True)
class Number:
    """One number to print: `text` without unit, `source` an indicator's name or a cell, `rows` the addresses behind.

    A blank one (value None) prints nothing; it is true where there is something to count. Never changed: a frozen one
    takes three times as long to make, and a report makes hundreds.
    """

    value: float | None
    text: str
    source: str
    rows: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """True unless blank; 0 is filled."""
        return self.value is not None

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return self.value == (other.value if isinstance(other, Number) else other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: "float | Number") -> bool:
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other: "float | Number") -> bool:
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other: "float | Number") -> bool:
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other: "float | Number") -> bool:
        return self._compare(other, lambda a, b: a >= b)

    def __str__(self) -> str:
        raise TypeError(f"{self.source}: a number in a text would be printed without being recorded")

    def _compare(self, other: "float | Number", holds: Callable[[float, float], bool]) -> bool:
        value = other.value if isinstance(other, Number) else other
        return self.value is not None and value is not None and holds(self.value, value)


BLANK = Number(None, "", "")


def number(indicator: Indicator | None) -> Number:
    """An indicator as printed; blank where it is missing or not filled in."""
    if indicator is None or indicator.value is None:
        return BLANK
    if indicator.numerator is not None and indicator.denominator:
        text = rate_text(indicator.numerator, indicator.denominator)
    else:
        text = number_text(indicator.value, 1 if indicator.unit == "%" else 2)
    return Number(indicator.value, text, indicator.name, indicator.rows)


def counted(count: int, source: str, rows: Sequence[str] = ()) -> Number:
    """A count of rows that is no indicator; `source` is the sheet counted."""
    return Number(count, str(count), source, tuple(rows))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and numbers in the order of printing; an empty one is false and prints nothing."""

    parts: tuple[str | Number, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __add__(self, other: "Piece") -> "Sentence":
        return sentence(self, other)

    @property
    def text(self) -> str:
        """The sentence as a reader sees it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


Piece = str | Number | Sentence | None


def sentence(*pieces: Piece) -> Sentence:
    """One sentence of pieces; None and "" are left out."""
    parts: list[str | Number] = []
    for piece in pieces:
        if isinstance(piece, Sentence):
            parts += piece.parts
        elif piece or isinstance(piece, Number):
            parts.append(piece)
    return Sentence(tuple(parts))


def joined(pieces: Iterable[Piece], comma: str = "、") -> Sentence:
    """The pieces that say something, with `comma` between them."""
    found: list[Piece] = []
    for piece in pieces:
        if piece:
            if found and not _titles(found[-1], piece):
                found.append(comma)
            found.append(piece)
    return sentence(*found)


def _titles(before: Piece, piece: Piece) -> bool:
    """True between two titles in 《》, where no comma stands (GB/T 15834 4.5.3.5)."""
    if not isinstance(piece, str) or not piece.startswith("《"):
        return False
    return before is not None and (before if isinstance(before, str) else before.text).endswith("》")


def listed(texts: Sequence[str] | Sequence[Sentence], count: Number, unit: str = "项", comma: str = "、") -> Sentence:
    """All texts up to MOST_LISTED of them, else the first ones and 等N项 (`count` is N)."""
    if len(texts) <= MOST_LISTED:
        return joined(texts, comma)
    return sentence(joined(texts[:MOST_LISTED], comma), "等", count, unit)
