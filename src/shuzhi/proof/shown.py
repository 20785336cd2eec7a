"""A Word document as its reader sees it: paragraphs in order, headers and tables among them."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from shuzhi.styles import style_ids, style_of

_BODY = "word/document.xml"
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Line:
    """One paragraph: its text, the name of its style ("" = none), its part (document, header1 …), inside a table."""

    text: str
    style: str
    part: str
    table: bool


def shown(docx: bytes) -> tuple[Line, ...]:
    """The lines of the body, then of headers, footers and notes by name.

    Raises BadZipFile or XMLSyntaxError for what is no whole document.
    """
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != _BODY, name))
        parts = {name: _parsed(archive.read(name)) for name in names if _READ.fullmatch(name)}
        ids = style_ids(archive.read("word/styles.xml")) if "word/styles.xml" in names else {}
    styles = {number: name for name, number in ids.items()}
    return tuple(
        Line(_text(node), styles.get(style_of(node), ""), path.removeprefix("word/").removesuffix(".xml"),
             next(node.iterancestors(_W + "tbl"), None) is not None)
        for path, root in parts.items() for node in root.iter(_W + "p")
    )


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False))


def _text(paragraph: etree._Element) -> str:
    """Visible text; a tab and a break are blanks; what is deleted under review or stands in a text box is left out."""
    pieces = []
    for node in paragraph.iter(_W + "t", _W + "tab", _W + "br"):
        if next(node.iterancestors(_W + "p")) is paragraph:
            pieces.append((node.text or "") if node.tag == _W + "t" else " ")
    return "".join(pieces)
