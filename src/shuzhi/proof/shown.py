"""A Word document as its reader sees it: paragraphs in order, headers and tables among them."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from shuzhi.proof.plain import paragraphs
from shuzhi.styles import style_ids, style_of
from shuzhi.unzipped import opened

_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _TEXT = _W + "p", _W + "tbl", _W + "t"
_BLANKS = (_W + "tab", _W + "br")
_boxed = etree.XPath("boolean(//w:p[ancestor::w:p])", namespaces={"w": _W[1:-1]})


class Line(NamedTuple):
    """One paragraph: its text, the name of its style ("" = none), its part (document, header1 …), inside a table."""

    text: str
    style: str
    part: str
    table: bool


def shown(docx: bytes, *, checked: bool = False) -> tuple[Line, ...]:
    """The lines of the body, then of headers, footers and notes by name.

    checked  it is our own, and looked at before it is delivered: what is broken in it need not be told here
    Raises BadZipFile or XMLSyntaxError for what is no whole document.
    """
    archive = opened(docx)
    names = sorted(archive.namelist(), key=lambda name: (name != _BODY, name))
    parts = {name: archive.read(name) for name in names if _READ.fullmatch(name)}
    styles = archive.read(_STYLES) if _STYLES in names else b"<w/>"
    return tuple(
        line for name, xml in parts.items()
        for line in (_lines if name == _BODY else _again)(name, xml, styles, checked=checked)
    )


def _lines(path: str, xml: bytes, styles: bytes, *, checked: bool) -> tuple[Line, ...]:
    """The lines of one part."""
    names, part = _names(styles), path.removeprefix("word/").removesuffix(".xml")
    plain = paragraphs(xml) if checked else None
    if plain is not None:
        return tuple([Line(text, names.get(style, ""), part, table) for text, style, table in plain])
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
    tables, boxes = next(root.iter(_TABLE), None) is not None, bool(_boxed(root))
    spaced = {above for one in root.iter(*_BLANKS) for above in one.iterancestors(_PARAGRAPH)}
    return tuple(
        Line(_text(node, boxes=boxes) if boxes or node in spaced else _plain(node), names.get(style_of(node), ""), part,
             tables and next(node.iterancestors(_TABLE), None) is not None)
        for node in root.iter(_PARAGRAPH)
    )


@lru_cache(maxsize=32)
def _names(styles: bytes) -> dict[str, str]:
    """Style id → name."""
    return {number: name for name, number in style_ids(styles).items()}


_again = lru_cache(maxsize=64)(_lines)  # headers and footers are the same in many reports


def _plain(paragraph: etree._Element) -> str:
    """The text of a paragraph in which nothing is a blank and no text box stands."""
    texts: Any = paragraph.itertext(_TEXT, with_tail=False)
    return "".join(texts)


def _text(paragraph: etree._Element, *, boxes: bool) -> str:
    """Visible text; a tab and a break are blanks; what is deleted under review or stands in a text box is left out."""
    return "".join(
        (node.text or "") if node.tag == _TEXT else " " for node in paragraph.iter(_TEXT, *_BLANKS)
        if not boxes or next(node.iterancestors(_PARAGRAPH)) is paragraph
    )
