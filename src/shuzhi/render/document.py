"""A Word file of our own in the house style: paragraphs and tables, by the names of the styles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.render.package import core_properties, pack
from shuzhi.render.source import DAMAGED, W
from shuzhi.render.text import clean
from shuzhi.styles import TABLE_CELL, TABLE_HEAD, style_ids

_BODY, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_HEADER = re.compile(r"word/header\d*\.xml")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph in a style of the house."""

    style: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table: the first row is its head, repeated on every page; `widths` of the columns in twips."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


def document(members: Mapping[str, bytes], title: str, blocks: Sequence[Block], header: str = "") -> bytes:
    """A .docx with the page, styles and page numbers of `members` and these blocks as its text.

    header  text of every page header; "" leaves the headers out. TemplateFault where a part is damaged.
    """
    try:
        root = etree.fromstring(members[_BODY], etree.XMLParser(resolve_entities=False))
        ids = style_ids(members.get(_STYLES, b"<w/>"))
        heads = {name: _headed(members[name], header) for name in members if header and _HEADER.fullmatch(name)}
    except etree.XMLSyntaxError:
        raise TemplateFault(title, DAMAGED) from None
    body = root.find(W + "body")
    assert body is not None
    section = body.find(W + "sectPr")
    for child in list(body):
        body.remove(child)
    for block in blocks:
        body.append(_paragraph(block, ids) if isinstance(block, Paragraph) else _table(block, ids))
    if blocks and isinstance(blocks[-1], Table):  # Word wants a paragraph behind the last table
        body.append(etree.Element(W + "p"))
    if section is not None:
        for mark in [] if header else section.findall(W + "headerReference"):
            section.remove(mark)
        body.append(section)
    made = heads | {_BODY: _written(root)}
    if _CORE in members:
        made[_CORE] = core_properties(title, "")
    return pack({**members, **made})


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _headed(data: bytes, text: str) -> bytes:
    """A header part with `text` in place of its own."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    for number, node in enumerate(root.iter(W + "t")):
        node.text = "" if number else text
    return _written(root)


def _paragraph(block: Paragraph, ids: Mapping[str, str]) -> etree._Element:
    paragraph = etree.Element(W + "p")
    if block.style in ids:
        _child(_child(paragraph, "pPr"), "pStyle", val=ids[block.style])
    run = _child(paragraph, "r")
    _child(_child(run, "rPr"), "rFonts", hint="eastAsia")
    text = _child(run, "t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = clean(block.text)
    return paragraph


def _table(block: Table, ids: Mapping[str, str]) -> etree._Element:
    table = etree.Element(W + "tbl")
    looks = _child(table, "tblPr")
    _child(looks, "tblW", w=str(sum(block.widths)), type="dxa")
    borders = _child(looks, "tblBorders")
    for side in _SIDES:
        _child(borders, side, val="single", sz="4", space="0", color="auto")
    _child(looks, "tblLayout", type="fixed")
    grid = _child(table, "tblGrid")
    for width in block.widths:
        _child(grid, "gridCol", w=str(width))
    for number, cells in enumerate(block.rows):
        row = _child(table, "tr")
        properties = _child(row, "trPr")
        _child(properties, "cantSplit")
        if not number:
            _child(properties, "tblHeader")
        for width, text in zip(block.widths, cells, strict=True):
            cell = _child(row, "tc")
            _child(_child(cell, "tcPr"), "tcW", w=str(width), type="dxa")
            cell.append(_paragraph(Paragraph(TABLE_CELL if number else TABLE_HEAD, text), ids))
    return table


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, W + name, {W + key: value for key, value in attributes.items()})
