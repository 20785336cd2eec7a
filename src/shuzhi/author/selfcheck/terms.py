"""Terms and masks: a formula and the value it gives, made in one go, so that neither can say anything else.

Only functions that every spreadsheet program since 2007 has; none volatile. In a formula text is more than any number,
so whatever compares cells asks ISNUMBER first.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Value = str | int | float | bool
_PLAIN = (int, float)
_FAR = 1_000_000
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "=": operator.eq,
}


@dataclass(frozen=True)
class Term:
    """A scalar: its formula without "=", its value; array: right only when entered as an array formula."""

    text: str
    value: Value
    array: bool = False

    def __add__(self, other: "Term") -> "Term":
        """The sum of two numbers."""
        return Term(f"{self.text}+{other.text}", _number(self) + _number(other), self.array or other.array)

    def __sub__(self, other: "Term") -> "Term":
        """The difference of two numbers."""
        return Term(f"{self.text}-({other.text})", _number(self) - _number(other), self.array or other.array)

    def compared(self, sign: str, other: "Term | float") -> "Term":
        """True where `self sign other`; numbers come before text, as spreadsheets order them."""
        right = other if isinstance(other, Term) else number(other)
        return Term(f"({self.text}{sign}{right.text})", holds(self.value, sign, right.value), self.array or right.array)


@dataclass(frozen=True)
class Mask:
    """One truth a row of a sheet: an array formula of numbers or truths, and the rows it holds in.

    hits   bit n is set where it holds in the n-th row below the header
    rows   the rows' numbers as a formula, first: the Excel row of bit 0, size: the number of rows
    """

    text: str
    hits: int
    rows: str
    first: int
    size: int
    array: bool = False

    def __and__(self, other: "Mask | Term") -> "Mask":
        """Both; a term counts for every row alike."""
        hits = self.hits & other.hits if isinstance(other, Mask) else self.hits if other.value else 0
        return self._with(f"{self.text}*{other.text}", hits, other.array)

    def __or__(self, other: "Mask") -> "Mask":
        """Either."""
        return self._with(f"(({self.text}+{other.text})>0)", self.hits | other.hits, other.array)

    def __invert__(self) -> "Mask":
        """Not; it holds in the empty rows below, too, and needs a mask beside it that does not."""
        return self._with(f"(1-{self.text})", ~self.hits & ((1 << self.size) - 1), array=False)

    def _with(self, text: str, hits: int, array: bool) -> "Mask":  # noqa: FBT001 - private, three uses
        return Mask(text, hits, self.rows, self.first, self.size, self.array or array)


def count(mask: Mask) -> Term:
    """In how many rows."""
    return Term(f"SUMPRODUCT(1*{mask.text})", mask.hits.bit_count(), mask.array)


def first_row(mask: Mask) -> Term:
    """The Excel row of the first hit; meaningless where there is none."""
    row = mask.first + (mask.hits & -mask.hits).bit_length() - 1 if mask.hits else 0
    return Term(f"SUMPRODUCT(MIN({mask.rows}+{_FAR}*(1-{mask.text})))", row, mask.array)


def said(text: str) -> Term:
    """A text."""
    return Term('"' + text.replace('"', '""') + '"', text)


def number(value: float) -> Term:
    """A number."""
    return Term(f"{value:g}", value)


def joined(*parts: "Term | str") -> Term:
    """Texts and whole numbers one after the other."""
    terms = [said(part) if isinstance(part, str) else part for part in parts]
    shown = "".join(term.value if isinstance(term.value, str) else f"{term.value:g}" for term in terms)
    return Term("&".join(_closed(term) for term in terms), shown, any(term.array for term in terms))


def when(test: Term, yes: "Term | str", no: "Term | str") -> Term:
    """One of two values."""
    first, second = (said(each) if isinstance(each, str) else each for each in (yes, no))
    value = first.value if test.value else second.value
    return Term(f"IF({test.text},{first.text},{second.text})", value, test.array or first.array or second.array)


def cases(*pairs: tuple[Term, "Term | str"], otherwise: "Term | str") -> Term:
    """The value of the first case that holds."""
    found = said(otherwise) if isinstance(otherwise, str) else otherwise
    for test, value in reversed(pairs):
        found = when(test, value, found)
    return found


def both(*tests: Term) -> Term:
    """True where all are."""
    return Term(f"AND({','.join(test.text for test in tests)})", all(test.value for test in tests))


def either(*tests: Term) -> Term:
    """True where one is."""
    return Term(f"OR({','.join(test.text for test in tests)})", any(test.value for test in tests))


def negated(test: Term) -> Term:
    """True where the test is not."""
    return Term(f"NOT({test.text})", not test.value)


def is_number(term: Term) -> Term:
    """True of numbers and days."""
    return Term(f"ISNUMBER({term.text})", isinstance(term.value, (int, float)) and not isinstance(term.value, bool))


def is_blank(term: Term) -> Term:
    """True of a cell without visible content."""
    return Term(f"(LEN(TRIM({term.text}))=0)", isinstance(term.value, str) and not term.value.strip(" "))


def holds(left: Value, sign: str, right: Value) -> bool:
    """Whether `left sign right`."""
    if type(left) in _PLAIN and type(right) in _PLAIN:
        return _COMPARED[sign](left, right)
    return _COMPARED[sign](_rank(left), _rank(right))


def _rank(value: object) -> tuple[int, object]:
    """The place of a value in a spreadsheet's order: numbers, texts whatever their case, truths."""
    if isinstance(value, bool):
        return 2, value
    return (1, value.lower()) if isinstance(value, str) else (0, value)


def _closed(term: Term) -> str:
    return term.text if term.text.startswith(('"', "IF(", "$")) else f"({term.text})"


def _number(term: Term) -> float:
    if isinstance(term.value, str):
        raise TypeError(f"no number: {term.text}")
    return term.value
