"""Every digit of a report is a number recorded while it was printed, or none of the figures at all."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from string import ascii_letters

from shuzhi.model.indicator import Figure
from shuzhi.proof.hinted import Hinted, possible
from shuzhi.proof.reading import Paragraph, around
from shuzhi.proof.times import DATE, SPAN, TITLE

_NUMBER = re.compile(r"\d\d*(?:\.\d+)?")
# Marks of headings and items, numbers of items and documents, ages, hotlines, digits of a word (A4, 5G).
NO_FIGURES = (
    Hinted(TITLE, ("《",)), SPAN, DATE,
    Hinted(re.compile(r"(?m:^)(?:\d{1,3}[．、]|\d{1,3}\.(?!\d)|[（(]\d{1,3}[）)])"), ("．", "、", ".", "）", ")")),
    Hinted(re.compile(r"(?<=第)\d{1,3}(?=条)"), ("条",)),
    Hinted(re.compile(r"〔\d{4}〕\d{1,4}号"), ("〔",)),
    Hinted(re.compile(r"\d(?<!\d\d)\d(?=周?岁及?以[上下])"), ("岁",)),
    Hinted(re.compile(r"(?<!\d)(?:12345|110|119|120)(?=热线|电话|平台|政务)"), ("热线", "电话", "平台", "政务")),
    Hinted(re.compile(r"(?<=[A-Za-z])\d+|(?<!\d)\d+(?=[A-Za-z])"), tuple(ascii_letters)),
)
_PAGE = re.compile(r"[—\-–\s第页共/\d]*")
_REMEDY = "请核对模板这一段：数字要由标签打印，不要直接写在模板里。"


def digits(paragraphs: Sequence[Paragraph], figures: Sequence[Figure]) -> Iterator[str]:
    """Each number that the record does not have, in the order of the text."""
    counting = [one for one in paragraphs if not _counted_apart(one)]
    text = "\n".join(one.plain for one in counting)
    shown = [*_NUMBER.finditer(_figures_only(text, possible(NO_FIGURES, text)))]
    recorded = [text for figure in figures for text in _NUMBER.findall(figure.text)]
    starts = [0, *accumulate(len(one.plain) + 1 for one in counting)]
    for place in unmatched([found.group() for found in shown], recorded):
        start, end = shown[place].span()
        line = bisect(starts, start) - 1
        what = around(counting[line].plain, start - starts[line], end - starts[line])
        yield counting[line].fault(f"有一个数“{what}”在表里没有来处。", _REMEDY)


def unmatched(shown: Sequence[str], recorded: Sequence[str]) -> list[int]:
    """Places of `shown` left over by a longest common subsequence of the two: what is recorded may stay unseen."""
    start = 0
    while start < min(len(shown), len(recorded)) and shown[start] == recorded[start]:
        start += 1
    end = 0
    while end < min(len(shown), len(recorded)) - start and shown[-1 - end] == recorded[-1 - end]:
        end += 1
    kept = _kept(shown[start : len(shown) - end], recorded[start : len(recorded) - end])
    return [place for place in range(start, len(shown) - end) if place - start not in kept]


def _kept(left: Sequence[str], right: Sequence[str]) -> set[int]:
    """Places of `left` in a longest common subsequence."""
    length = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            same = left[i] == right[j]
            length[i][j] = length[i + 1][j + 1] + 1 if same else max(length[i + 1][j], length[i][j + 1])
    kept: set[int] = set()
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            kept.add(i)
            i, j = i + 1, j + 1
        elif length[i + 1][j] >= length[i][j + 1]:
            i += 1
        else:
            j += 1
    return kept


def _counted_apart(paragraph: Paragraph) -> bool:
    """The annexes give every figure once more; a page number is counted by Word."""
    page = paragraph.part.startswith(("footer", "header")) and _PAGE.fullmatch(paragraph.text)
    return paragraph.annex or bool(page)


def _figures_only(plain: str, apart: Iterable[Hinted]) -> str:
    """The lines with blanks for digits that are no figures, which these patterns find: places stay the same."""
    for one in apart:
        plain = one.replaced(plain, " ")
    return plain
