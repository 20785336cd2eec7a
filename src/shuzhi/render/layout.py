"""Layout that depends on the text: where signature and date stand (GB/T 9704 7.3.5.2)."""

from collections.abc import Mapping

from lxml import etree

from shuzhi.render.styles import DATE, SIGNATURE
from shuzhi.render.styles import W as _W

_EM = 315  # twips of one character: 3号 as the standard counts it, 15.75 pt


def place_signature(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Signature 2 characters from the right, the date's first character 2 right of the signature's first.

    Where the date is the longer of the two it stands 2 characters from the right and the signature moves left.
    """
    names, dates = (_styled(root, ids[name]) if name in ids else [] for name in (SIGNATURE, DATE))
    for paragraph in (*names, *dates):
        _indent(paragraph, 2)
    for name, date in zip(names, dates, strict=False):
        wide, long = _width(name), _width(date)
        _indent(name, 2 if long <= wide else long - wide + 4)
        _indent(date, wide - long if long <= wide else 2)


def _styled(root: etree._Element, style: str) -> list[etree._Element]:
    found = root.iterfind(f".//{_W}p/{_W}pPr/{_W}pStyle[@{_W}val='{style}']")
    return [paragraph for mark in found for paragraph in mark.iterancestors(_W + "p")]


def _width(paragraph: etree._Element) -> float:
    """Width in characters; a digit or Latin letter is half of one."""
    text = "".join(node.text or "" for node in paragraph.iter(_W + "t"))
    return sum(0.5 if character.isascii() else 1 for character in text)


def _indent(paragraph: etree._Element, characters: float) -> None:
    for properties in paragraph.iterfind(_W + "pPr"):
        for old in properties.findall(_W + "ind"):
            properties.remove(old)
        indent = etree.SubElement(properties, _W + "ind")
        indent.set(_W + "rightChars", str(round(characters * 100)))
        indent.set(_W + "right", str(round(characters * _EM)))
        for later in ("jc", "outlineLvl", "rPr", "sectPr"):  # the schema wants w:ind before these
            for node in properties.findall(_W + later):
                properties.append(node)
