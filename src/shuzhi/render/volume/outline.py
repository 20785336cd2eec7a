"""The outline of the volume, as Word's navigation pane and the bookmarks of a PDF show it: report by report."""

from collections.abc import Iterable

from lxml import etree

from shuzhi.render.volume.package import W

_LEVEL = W + "outlineLvl"
_DEEPEST = 8
_TITLES = 2  # levels of a report's title: the first line (who), the lines below it (what)
_BEHIND = tuple(W + name for name in ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"))  # of w:pPr, in its order


def lower(root: etree._Element) -> None:
    """Move every heading of a part two levels down, below the title of its report."""
    for level in root.iter(_LEVEL):
        given = str(level.get(W + "val"))
        if given.isdecimal() and int(given) <= _DEEPEST:  # 9 is body text
            level.set(W + "val", str(min(int(given) + _TITLES, _DEEPEST)))


def raise_title(paragraphs: Iterable[etree._Element]) -> None:
    """Put the lines of a report's title on the levels above its headings."""
    for number, paragraph in enumerate(paragraphs):
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        for level in properties.findall(_LEVEL):
            properties.remove(level)
        place = next((at for at, node in enumerate(properties) if node.tag in _BEHIND), len(properties))
        properties.insert(place, etree.Element(_LEVEL, {W + "val": str(min(number, _TITLES - 1))}))
