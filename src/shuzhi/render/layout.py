"""Layout that depends on the text: where signature and date stand (GB/T 9704 7.3.5.2), what a page keeps together."""

from collections.abc import Iterable, Mapping
from itertools import count, islice
from typing import Any

from lxml import etree

from shuzhi.styles import DATE, SIGNATURE, TABLE_HEAD, style_of
from shuzhi.styles import W as _W

_marks = etree.XPath("descendant::w:pStyle[@w:val = $one or @w:val = $other]", namespaces={"w": _W[1:-1]})
_PARAGRAPH, _PROPERTIES, _STYLE, _KEEP, _INDENT = (_W + name for name in ("p", "pPr", "pStyle", "keepNext", "ind"))
_ROW_PROPERTIES, _EXCEPTIONS, _HEAD_ROW = _W + "trPr", _W + "tblPrEx", (_W + "cantSplit", _W + "tblHeader")
_BEHIND_INDENT = tuple(_W + name for name in ("jc", "outlineLvl", "rPr", "sectPr"))  # as the schema wants it
_EM = 315  # twips of one character: 3号 as the standard counts it, 15.75 pt


def place_signature(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Signature 2 characters from the right, the date's first character 2 right of the signature's first.

    Where the date is the longer of the two it stands 2 characters from the right and the signature moves left. The
    text before them goes with them: neither stands on a page of its own.
    """
    names, dates = _styled(root, ids.get(SIGNATURE, ""), ids.get(DATE, ""))
    for paragraph in (*names, *dates):
        _indent(paragraph, 2)
    for paragraph in (*names, *dates):
        for before in paragraph.itersiblings(_PARAGRAPH, preceding=True):
            keep_next(before)
            break
    for name, date in zip(names, dates, strict=False):
        wide, long = _width(name), _width(date)
        _indent(name, 2 if long <= wide else long - wide + 4)
        _indent(date, wide - long if long <= wide else 2)


def keep_next(paragraph: etree._Element) -> None:
    """Keep a paragraph on one page with the next."""
    properties = next(paragraph.iterchildren(_PROPERTIES), None)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        paragraph.insert(0, properties)
    if next(properties.iterchildren(_KEEP), None) is None:
        properties.insert(int(next(properties.iterchildren(_STYLE), None) is not None), etree.Element(_KEEP))


def keep_rows(root: etree._Element, ids: Mapping[str, str]) -> None:
    """No row of a table is torn by the end of a page; the rows at its head, all 公文表头, come again on each page."""
    head = ids.get(TABLE_HEAD)
    for table in root.iter(_W + "tbl"):
        leading = True
        for row in table.iterchildren(_W + "tr"):
            leading = leading and {style_of(paragraph) for paragraph in row.iter(_PARAGRAPH)} == {head}
            _mark(row, _HEAD_ROW if leading else _HEAD_ROW[:1])


def tell_marks_apart(roots: Iterable[etree._Element]) -> None:
    """Bookmarks of all parts get ids of their own; of two with one name, as a loop prints them, the first stays."""
    names: set[str] = set()
    ids = count(1)
    for root in roots:
        open_marks: dict[str | None, str] = {}
        for node in list(root.iter(_W + "bookmarkStart", _W + "bookmarkEnd")):
            old, name = node.get(_W + "id"), node.get(_W + "name", "")
            new = open_marks.pop(old, "") if node.tag == _W + "bookmarkEnd" else "" if name in names else str(next(ids))
            if node.tag == _W + "bookmarkStart":
                names.add(name)
                open_marks[old] = new
            if new:
                node.set(_W + "id", new)
            else:
                _remove(node)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _mark(row: etree._Element, names: tuple[str, ...]) -> None:
    properties = next(row.iterchildren(_ROW_PROPERTIES), None)
    if properties is None:
        properties = etree.Element(_ROW_PROPERTIES)
        row.insert(int(next(row.iterchildren(_EXCEPTIONS), None) is not None), properties)
    for name in names:
        if next(properties.iterchildren(name), None) is None:
            etree.SubElement(properties, name)


def _styled(root: etree._Element, one: str, other: str) -> tuple[list[etree._Element], list[etree._Element]]:
    """The paragraphs of two styles, given by their ids; none of a style without one."""
    above = [_PROPERTIES, _PARAGRAPH]  # not the style before a tracked change
    found: dict[str | None, list[etree._Element]] = {}
    marks: Any = _marks(root, one=one, other=other)
    for mark in marks:
        if [each.tag for each in islice(mark.iterancestors(), 2)] == above:
            found.setdefault(mark.get(_W + "val"), []).extend(mark.iterancestors(_PARAGRAPH))
    return found.get(one or None, []), found.get(other or None, [])


def _width(paragraph: etree._Element) -> float:
    """Width in characters; a digit or Latin letter is half of one."""
    text = "".join(node.text or "" for node in paragraph.iter(_W + "t"))
    return sum(0.5 if character.isascii() else 1 for character in text)


def _indent(paragraph: etree._Element, characters: float) -> None:
    given = {_W + "rightChars": str(round(characters * 100)), _W + "right": str(round(characters * _EM))}
    for properties in paragraph.iterchildren(_PROPERTIES):
        for old in [*properties.iterchildren(_INDENT)]:
            properties.remove(old)
        behind = sorted(properties.iterchildren(*_BEHIND_INDENT), key=lambda node: _BEHIND_INDENT.index(str(node.tag)))
        etree.SubElement(properties, _INDENT, given)
        properties.extend(behind)
