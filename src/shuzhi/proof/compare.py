"""How the numbers of a 定稿 differ from those of the generated report, line by line as Word shows them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from shuzhi.form.model import han_number
from shuzhi.proof.shown import shown
from shuzhi.styles import ANNEX

_ALIKE = 0.6  # lines that share this much of their words are one line, edited
_PATIENCE = 30_000_000  # steps, some ten seconds; a report of 200 lines with 100 of them edited takes 3,000,000
_HAN = {**{han_number(number): str(number) for number in range(1, 100)}, "两": "2"}
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_LIST_MARK = re.compile(r"^\s*[（(]?\d{1,3}(?:[)）、]|\.(?!\d))")
_ANNOUNCED = re.compile("附件：")
_DATE = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
_DIGITS = r"第?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[\u4e00-\u9fff%A-Za-z]?"
_WORDS = r"第?[一二三四五六七八九十两]+[\u4e00-\u9fff]"
_NUMBER = re.compile(f"({_DATE}|{_DIGITS})|({_WORDS})")


@dataclass(frozen=True)
class Difference:
    """One number of the 定稿 with the character behind it, and what the generated report says ("" = nothing there)."""

    typed: str
    generated: str


@dataclass(frozen=True)
class _Number:
    """A number as shown, the same in one spelling (2两项 → 2项), whether it is written in digits."""

    text: str
    plain: str
    digits: bool


@dataclass(frozen=True)
class _Line:
    words: str
    numbers: tuple[_Number, ...]


class _Patience:
    """What is left for the lines of one 定稿: a book in the place of a report must not keep the office waiting."""

    def __init__(self) -> None:
        self._steps = _PATIENCE

    def alike(self, line: _Line, other: _Line) -> float:
        """How much of their words two lines share, 0 where it is little, or where nothing is left."""
        if self._steps < 0:
            return 0.0
        self._steps -= len(line.words) + len(other.words)
        matcher = SequenceMatcher(None, line.words, other.words, autojunk=False)
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            return 0.0
        steps = len(line.words) * len(other.words)
        if steps > self._steps:
            return 0.0
        self._steps -= steps
        return matcher.ratio()


def differences(final: bytes, generated: bytes) -> tuple[Difference, ...]:
    """The numbers of a 定稿 that the generated report does not have, in the order of the 定稿; both are .docx.

    Paragraphs may have been moved, left out or reworded. Numbers of lists and the annex do not count; 三次 is 3次; a
    number in words counts only where it stands in the place of one in digits.
    Raises BadZipFile or XMLSyntaxError for what is no whole document.
    """
    own, other = _lines(final), _lines(generated)
    found: list[tuple[_Number, str]] = []
    left: Counter[str] = Counter(number.plain for line in other for number in line.numbers)
    for line, partner in zip(own, _partners(own, other), strict=True):
        numbers = partner.numbers if partner else ()
        typed, printed = ([one.plain for one in those] for those in (line.numbers, numbers))
        matcher = SequenceMatcher(None, typed, printed, autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind == "equal":
                left.subtract(one.plain for one in numbers[first:last])
                continue
            there = [one for one in numbers[first:last] if one.digits]
            for place, number in enumerate(line.numbers[start:end]):
                instead = there[place] if place < len(there) else None
                if number.digits or instead:
                    found.append((number, instead.text if instead else ""))
    return tuple(_not_moved(found, left))


def _not_moved(found: Sequence[tuple[_Number, str]], left: Counter[str]) -> list[Difference]:
    """Without the numbers that only stand elsewhere now."""
    result = []
    for number, generated in found:
        if left[number.plain] > 0:
            left[number.plain] -= 1
        else:
            result.append(Difference(number.text, generated))
    return result


def _partners(own: Sequence[_Line], other: Sequence[_Line]) -> list[_Line | None]:
    """For each line the one that it was before: the same words first, then the most alike; each is taken once."""
    free, patience = list(other), _Patience()
    partners: list[_Line | None] = [None] * len(own)
    for place, line in enumerate(own):
        same = [one for one in free if one.words == line.words]
        if same:
            partners[place] = min(same, key=lambda one: one.numbers != line.numbers)
            free.remove(partners[place] or line)
    for place, line in enumerate(own):
        if partners[place] is None and line.numbers and free:
            ratio, best = max(((patience.alike(line, one), one) for one in free), key=lambda pair: pair[0])
            if ratio >= _ALIKE:
                partners[place] = best
                free.remove(best)
    return partners


def _lines(docx: bytes) -> list[_Line]:
    """The lines of the body above the annex that say something."""
    result = []
    for line in shown(docx):
        if line.part != "document" or line.style == ANNEX:  # made from the figures themselves, like all behind it
            break
        text = "" if _ANNOUNCED.match(line.text) else _LIST_MARK.sub("", line.text.translate(_WIDE)).strip()
        if text:
            result.append(_Line(_NUMBER.sub("#", text), tuple(_numbers(text))))
    return result


def _numbers(text: str) -> list[_Number]:
    found = []
    for match in _NUMBER.finditer(text):
        digits, words = match.groups()
        if digits:
            found.append(_Number(digits, digits.replace(",", ""), digits=True))
        else:
            count = words.removeprefix("第")[:-1]
            if count in _HAN:
                found.append(_Number(words, words.replace(count, _HAN[count], 1), digits=False))
    return found
