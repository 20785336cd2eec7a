"""A report edited by hand loses the words that mark a draft in its headers; everything else keeps its bytes."""

import re
from collections.abc import Sequence

from lxml import etree

from shuzhi.zipped import replaced, taken_apart

DRAFT = "（初稿，经书记审定后使用）"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADER = re.compile(r"word/header\d*\.xml")


def undrafted(content: bytes) -> bytes:
    """The document without the words of a draft in its headers; every other member keeps its bytes."""
    headers = {one.name: _without(one.content) for one in taken_apart(content) if _HEADER.fullmatch(one.name)}
    return replaced(content, {name: header for name, header in headers.items() if header})


def _without(header: bytes) -> bytes | None:
    """A header without the words, wherever runs divide them; None where they are not in it."""
    root = etree.fromstring(header, etree.XMLParser(resolve_entities=False))
    found = False
    for paragraph in root.iter(_W + "p"):
        texts = list(paragraph.iter(_W + "t"))
        while (start := "".join(node.text or "" for node in texts).find(DRAFT)) >= 0:
            found = True
            _cut(texts, start, start + len(DRAFT))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if found else None


def _cut(texts: Sequence[etree._Element], start: int, end: int) -> None:
    """Take the characters from start to end out of texts that follow each other."""
    place = 0
    for node in texts:
        text = node.text or ""
        first, last = (min(max(edge - place, 0), len(text)) for edge in (start, end))
        node.text = text[:first] + text[last:]
        place += len(text)
