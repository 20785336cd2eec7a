"""Marks of headings and items in the order of the text, and headings with nothing below them."""

import re
from collections.abc import Iterator, Sequence

from shuzhi.form.model import han_number
from shuzhi.proof.reading import Paragraph

_HAN = r"([一二三四五六七八九十]{1,3})"
# The marks of all three styles, the higher first: 一、（一） 一是 1．（1） .
_MARKS = tuple(re.compile(pattern) for pattern in (
    rf"{_HAN}、", rf"[（(]{_HAN}[）)]、?", rf"{_HAN}是", r"(\d{1,3})(?:[．、]|\.(?!\d))", r"[（(](\d{1,3})[）)]",
))
_BEGINS = re.compile(r"[（(一二三四五六七八九十\d]")
_RUNNING_ON = 3  # 1．may run on through the whole report, as residents' issues do
_VALUES = {han_number(number): number for number in range(1, 100)}
_HEADINGS = {"公文一级标题": 1, "公文二级标题": 2, "heading 1": 1, "heading 2": 2}
_ENDINGS = ("公文署名", "公文日期")
_REMEDY = "请核对模板这一段和前面的段落，编号用 {{ 序.一级 }} 等标签打印。"
_TOGETHER = "请在模板里把标题和内容放进同一个条件，没有内容时一起不打印。"


def numbering(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Marks that leave a number out, come twice or begin again where nothing higher stands between."""
    last = [0] * len(_MARKS)
    fresh = [True] * len(_MARKS)
    for paragraph in (one for one in paragraphs if one.flowing):
        place, number, mark = _mark(paragraph.plain)
        if not mark:
            continue
        allowed = {1} if fresh[place] else set()
        if not fresh[place] or place == _RUNNING_ON:
            allowed.add(last[place] + 1)
        if number not in allowed:
            yield paragraph.fault(_broken(mark, number, 0 if fresh[place] else last[place]), _REMEDY)
        if paragraph.plain == mark:
            yield paragraph.fault("编号后面没有内容。")
        last[place], fresh[place] = number, False
        for lower in range(place + 1, len(_MARKS)):
            fresh[lower] = True


def empty_sections(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Headings followed by one of the same or a higher level, by the signature, by an annex or by the end."""
    body = [one for one in paragraphs if one.part == "document"]
    for paragraph, below in zip(body, [*body[1:], None], strict=True):
        level = _HEADINGS.get(paragraph.style, 0)
        if level and not paragraph.annex and (below is None or _closes(below, level)):
            yield paragraph.fault("这个标题下面没有内容。", _TOGETHER)


def _closes(below: Paragraph, level: int) -> bool:
    ends = below.annex or below.style in _ENDINGS or below.text.startswith("附件：")
    return ends or _HEADINGS.get(below.style, level + 1) <= level


def _mark(text: str) -> tuple[int, int, str]:
    """(which kind of mark, its number, the mark); ("" = none)."""
    for place, pattern in enumerate(_MARKS if _BEGINS.match(text) else ()):
        found = pattern.match(text)
        if found:
            digits = found.group(1)
            number = int(digits) if digits.isdigit() else _VALUES.get(digits, 0)
            return (place, number, found.group()) if number else (0, 0, "")
    return 0, 0, ""


def _broken(mark: str, number: int, last: int) -> str:
    if not last:
        return f"编号“{mark}”前面没有“1”或“一”。" if number != 1 else ""
    if number == last:
        return f"编号“{mark}”重复。"
    return f"编号“{mark}”前面缺号。" if number > last else f"编号“{mark}”又从头编起。"
