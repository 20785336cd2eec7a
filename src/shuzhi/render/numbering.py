"""Numbers of headings and items in three styles, given out while a template prints; a run-in heading joins its text."""

import re
from collections.abc import Mapping
from itertools import chain

from lxml import etree

from shuzhi.form.model import han_number
from shuzhi.model.facts import Facts
from shuzhi.model.words import Numbering
from shuzhi.render.environment import Names, Ordinal
from shuzhi.render.layout import keep_next
from shuzhi.styles import BODY, HEADING_1, HEADING_2, W, style_of

_LEVELS = ("一级", "二级", "三级", "四级")
# style → how each level is marked; {han} 一, {arabic} 1
_MARKS: Mapping[Numbering, tuple[str, str, str, str]] = {
    Numbering.RUN_IN: ("{han}、", "{han}是", "{arabic}．", "（{arabic}）"),
    Numbering.HAN: ("{han}、", "（{han}）", "{han}是", "{arabic}．"),
    Numbering.ARABIC: ("{han}、", "（{han}）", "{arabic}．", "（{arabic}）"),
}
# A branch that counts 一是 itself: at the head of a text, or with its 二是.
_COUNTS = re.compile(r"^\s*一是|(?<![统唯之第专划万])一是.*二是", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"\d+[．.、]|（\d+）|[一二三四五六七八九十]+[是、]|（[一二三四五六七八九十]+）")
_ENDS = "。！？；："


class Numbers(Names):
    """{{ 序.一级 }} is the next mark of its level, punctuation included (一、); the lower levels begin again.

    An item (三级) directly below a 一级 heading takes the mark of the 二级 where the style runs on in words.
    """

    def __init__(self, style: Numbering) -> None:
        self._counts = dict.fromkeys(_LEVELS, 0)
        super().__init__(self._counts)
        self.style = style

    def __getitem__(self, tag: str) -> Ordinal:
        """The next mark of a level."""
        place = _LEVELS.index(tag)
        self._counts[tag] += 1
        for lower in _LEVELS[place + 1 :]:
            self._counts[lower] = 0
        marks = _MARKS[self.style]
        raised = tag == "三级" and not self._counts["二级"] and self.style is not Numbering.ARABIC
        count = self._counts[tag]
        return Ordinal(marks[1 if raised else place].format(han=han_number(count), arabic=count))


def numbering_of(facts: Facts) -> Numbering:
    """The style of the report's kind; without words (一是) where the branch's own text counts 一是、二是 itself."""
    for row in chain.from_iterable(facts.rows.values()):
        for cell in row.values.values():
            if isinstance(cell, str) and "一是" in cell and _COUNTS.search(cell):
                return Numbering.ARABIC
    return facts.kind.numbering


def run_in(root: etree._Element, ids: Mapping[str, str], style: Numbering) -> None:
    """Join each 二级 heading of the run-in style with the paragraph behind it; a lone 一是 of any style goes."""
    if style is Numbering.ARABIC:
        return
    if style is Numbering.RUN_IN:
        for heading in _styled(root, ids, HEADING_2):
            _join(heading, ids)
    if "一是" not in "".join(map(str, root.itertext(W + "t", with_tail=False))):
        return
    for group in _groups(root, ids, (HEADING_1,) if style is Numbering.RUN_IN else (HEADING_1, HEADING_2)):
        texts = [_text(paragraph) for paragraph in group]
        if not any(text.startswith("二是") for text in texts):
            for paragraph, text in zip(group, texts, strict=True):
                if text.startswith("一是"):
                    _cut(paragraph, 2)


def _styled(root: etree._Element, ids: Mapping[str, str], name: str) -> list[etree._Element]:
    wanted = ids.get(name)
    return [paragraph for paragraph in root.iter(W + "p") if wanted and style_of(paragraph) == wanted]


def _groups(root: etree._Element, ids: Mapping[str, str], names: tuple[str, ...]) -> list[list[etree._Element]]:
    """The paragraphs between headings of those styles; a heading begins a group."""
    wanted = {ids[name] for name in names if name in ids}
    groups: list[list[etree._Element]] = [[]]
    for paragraph in root.iter(W + "p"):
        if style_of(paragraph) in wanted:
            groups.append([])
        groups[-1].append(paragraph)
    return groups


def _join(heading: etree._Element, ids: Mapping[str, str]) -> None:
    """Heading and text become one paragraph; a heading over a list becomes a line that ends with a colon."""
    text = heading.getnext()
    body = ids.get(BODY)
    if text is None or body is None or heading.find(f"{W}pPr/{W}sectPr") is not None:
        return
    if text.tag == W + "tbl" or (text.tag == W + "p" and style_of(text) == body and _ITEM.match(_text(text))):
        _end(heading, "：")
        for mark in heading.iterfind(f"{W}pPr/{W}pStyle"):
            mark.set(W + "val", body)
        keep_next(heading)
    elif text.tag == W + "p" and style_of(text) == body:
        _end(heading, "。")
        place = int(text.find(W + "pPr") is not None)
        text[place:place] = [node for node in heading if node.tag != W + "pPr"]
        heading.getparent().remove(heading)  # type: ignore[union-attr]  # it has a next sibling


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(W + "t")).strip()


def _end(paragraph: etree._Element, mark: str) -> None:
    """Give the text an end, if it has none."""
    texts = [node for node in paragraph.iter(W + "t") if (node.text or "").strip()]
    if texts and (text := (texts[-1].text or "").rstrip())[-1] not in _ENDS:
        texts[-1].text = text + mark


def _cut(paragraph: etree._Element, count: int) -> None:
    """Take the first characters away."""
    for node in paragraph.iter(W + "t"):
        text = (node.text or "").lstrip()
        node.text = text[count:]
        count -= min(count, len(text))
        if not count:
            return
