"""Bookmarks and ids that must be unique in the volume."""

import re
from collections.abc import Iterator

from lxml import etree

from shuzhi.render.volume.package import W, drop, remove

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_WORD = re.compile(r"[\w.]+")
_PAIRED = ("bookmarkStart", "bookmarkEnd", "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart",
           "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange",
           "tblPrChange", "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge")


def told_apart(root: etree._Element, report: int, ids: Iterator[int]) -> None:
    """In a part of a report: bookmarks get names of the report, everything with an id one from `ids`; comments go."""
    names = dict.fromkeys(str(mark.get(W + "name")) for mark in root.iter(W + "bookmarkStart"))
    new = {name: f"_r{report}_{next(ids)}" for name in names}
    for mark in root.iter(W + "bookmarkStart"):
        mark.set(W + "name", new[str(mark.get(W + "name"))])
    for link in root.iter(W + "hyperlink"):
        if (anchor := str(link.get(W + "anchor"))) in new:
            link.set(W + "anchor", new[anchor])
    for code in root.iter(W + "instrText"):
        code.text = _WORD.sub(lambda word: new.get(word[0], word[0]), code.text or "")
    pairs: dict[str, int] = {}  # starts and ends of a range keep one id
    for node in root.iter(*(W + tag for tag in _PAIRED)):
        old = str(node.get(W + "id"))
        pairs[old] = pairs.get(old) or next(ids)
        node.set(W + "id", str(pairs[old]))
    for node in root.iter(_DRAWING):
        node.set("id", str(next(ids)))
    for node in root.iter(W + "p", W + "tr"):
        for key in ("paraId", "textId"):
            drop(node, _W14 + key)
    for node in list(root.iter(*(W + tag for tag in _COMMENTS))):
        remove(node)
