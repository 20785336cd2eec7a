"""R04, R13, X03: counts that were announced, numbered lists, numbers without a measure."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from shuzhi.validate.text.prose import Cell, Hit, Prose

_HAN = "一二三四五六七八九十"
_EDGE = r"(?:(?<![^\n。；：，！？:;,])|(?<=[因题要是在]))"
# Ways of numbering; each gives the number as its group.
STYLES = tuple(re.compile(pattern) for pattern in (
    rf"{_EDGE}([{_HAN}])是(?!否)",
    rf"(?:(?<![^\n。；：])|(?<=\s))[（(]([{_HAN}])[）)]",
    rf"(?:(?<![^\n。；：])|(?<=\s))([{_HAN}])、(?![{_HAN}])",
    r"(?:(?<![^\n。；：;:])|(?<=\s))([1-9])[.．、](?![0-9])",
    r"(?:(?<![^\n。；：;:])|(?<=\s))[（(]([1-9])[）)]",
    r"([①②③④⑤⑥⑦⑧⑨])",
))
ANY_NUMBER = re.compile(r"[一二三四五六七八九十]是|[一二三四五六七八九十1-9][）)、.．]|[①②③④⑤⑥⑦⑧⑨]")
ANNOUNCED = re.compile(
    rf"([两{_HAN}2-9])(?:个(?:方面|问题|原因|重点|环节|目标|步骤|层面)|方面|点|项(?:工作|措施|任务|重点|制度|内容)|条措施)"
    r"[^。！？：\n]{0,14}[：:，。]\s*(?=[一1①（(])"
)
_DOTTED, _COMMAED = r"(?<![^\n])[1-9][.．](?![0-9])", r"(?<![^\n])[1-9]、"
_TWO_STYLES = re.compile(f"{_DOTTED}[^\\0]*{_COMMAED}|{_COMMAED}[^\\0]*{_DOTTED}")
_DOUBLED = re.compile(r"[（(][一二三四五六七八九十1-9][）)]、")
UNEVEN = re.compile(f"{_TWO_STYLES.pattern}|{_DOUBLED.pattern}")

BARE = re.compile(r"(?<=[0-9])\s*平方(?![米公千厘分])")
MISSING = re.compile(
    r"(?<!公)共(?:件|条|次|户|名)(?=[，。；、])|(?<=[，、])已(?:办结|答复)件"
    r"|(?:投资|投入|筹集|发放|支出|拨付)(?:约|近|达)?(?:[余多]?万[余多]?元(?![以户])|[余多]元)"
)
_PARTS = re.compile(
    r"共[^，。；、0-9]{0,12}([0-9]{1,9})([次件条场])[，（]?其中[：:，]?"
    r"((?:[^，。；、0-9]{1,14}[0-9]{1,9}[次件条场][、，和]?){2,40})(?=[。；）]|$)"  # in linear time
)
TOTAL = re.compile(r"其中")


def numbers(text: str) -> Iterator[list[tuple[int, int]]]:
    """Of each way of numbering the list of (number, place in the text)."""
    for style in STYLES:
        found = [(_value(match.group(1)), match.start()) for match in style.finditer(text)]
        if found:
            yield found


def _value(mark: str) -> int:
    if mark in _HAN:
        return _HAN.index(mark) + 1
    return int(mark) if mark.isdecimal() and mark.isascii() else ord(mark) - ord("①") + 1


def miscounted(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """四个方面：一是…二是…三是…: the list right behind an announcement has more or fewer entries than announced."""
    for match in ANNOUNCED.finditer(text):
        announced = 2 if match.group(1) == "两" else _value(match.group(1))
        for style in STYLES:
            first = style.match(text, match.end())
            listed = (_value(other.group(1)) for other in style.finditer(text, match.end()))
            if first and _value(first.group(1)) == 1 and _run(listed) != announced:
                yield Hit(*match.span())


def _run(listed: Iterable[int]) -> int:
    """How far a list that begins with 1 goes before another one begins: its last number; looks no further."""
    last = 0
    for number in listed:
        if number <= last:
            break
        last = number
    return last


def skipped(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """一是…三是…: a number is left out or stands twice; a text may begin in the middle, and with 一 a new list."""
    for found in numbers(text):
        for (number, place), (following, there) in pairwise(found):
            if following in (number + 1, 1):
                continue
            missing = [f"{_HAN[between - 1]}是" for between in range(number + 1, following)]
            if not any(mark in text[place:there] for mark in missing):
                yield Hit(there, there + 2)
                break


def unlike_parts(text: str, _cell: Cell, _prose: Prose) -> Iterator[Hit]:
    """共11次，其中大会1次、支委会3次: of countings in one unit, the parts are not the whole."""
    for match in _PARTS.finditer(text):
        total, unit, parts = match.groups()
        counts = re.findall(r"([0-9]{1,9})([次件条场])", parts)
        if {one for _, one in counts} == {unit} and sum(int(count) for count, _ in counts) != int(total):
            yield Hit(*match.span())
