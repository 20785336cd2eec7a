"""Quotes and brackets that do not pair, punctuation written twice."""

import re
from collections.abc import Iterator

from shuzhi.proof.reading import Paragraph

_PAIRS = dict(zip("”’）》〉】〕」』)]", "“‘（《〈【〔「『([", strict=True))  # closing → opening
_HALVES = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
_DOUBLED = re.compile(r"[，。；：、！？,;](?=[，。；：、！？,;])")


_OTHERS = re.compile(f"[^{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}\"\n]+")
_COUPLES = re.compile("|".join(re.escape(opening + closing) for closing, opening in _PAIRS.items()))


def all_pair(text: str) -> bool:
    """Whether no line of a text has anything that `pairs` would tell."""
    halves, before = _OTHERS.sub("", text), ""
    while halves != before:
        halves, before = _COUPLES.sub("", halves), halves
    return not halves.strip("\n") and not _DOUBLED.search(text)


def pairs(paragraph: Paragraph) -> Iterator[str]:
    """The first mark without its other half, the first doubled punctuation."""
    alone = _alone(paragraph.plain)
    if alone:
        yield paragraph.fault(f"符号 {alone} 没有另一半。")
    doubled = _DOUBLED.search(paragraph.plain)
    if doubled:
        two = paragraph.plain[doubled.start() : doubled.start() + 2]
        yield paragraph.fault(f"标点“{two}”连用。")


def _alone(text: str) -> str:
    """The first quote or bracket without its other half; "" where all pair."""
    still: list[str] = []
    for half in _HALVES.findall(text):
        if half not in _PAIRS:
            still.append(half)
        elif not still or still.pop() != _PAIRS[half]:
            return str(half)
    straight = '"' if text.count('"') % 2 else ""
    return still[-1] if still else straight
