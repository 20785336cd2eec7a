"""One part of a report: its tags filled in, docxtpl's repairs, and a check that nothing printed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2.exceptions import TemplateError
from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.render.explain import FAULTS, line_of, run_reason
from shuzhi.render.source import Part, W, stock

_BROKEN = "标签放的位置弄坏了文档结构，请把 {%p … %} 单独占段、{%tr … %} 单独占行。"
_HOLDS_TEXT = {W + name for name in ("t", "instrText", "delText", "delInstrText")}
_outside = etree.XPath(  # texts that may stand where nothing prints them
    "descendant::text()[not(parent::w:t[not(*)])][normalize-space()]", namespaces={"w": W[1:-1]},
)

_has_row = etree.XPath("boolean(descendant::w:tr[count(w:tc) >= $least])", namespaces={"w": W[1:-1]})
_has_plain_row = etree.XPath(
    "boolean(descendant::w:tr[count(w:tc) >= $least][not(descendant::w:gridSpan)])", namespaces={"w": W[1:-1]},
)
_open_ended = etree.XPath(  # cells that do not end with a paragraph
    "descendant::w:tc[not((*|comment()|processing-instruction())[last()][self::w:p])]", namespaces={"w": W[1:-1]},
)


@dataclass(frozen=True)
class Given:
    """What a part is filled with.

    first    drawings are numbered above it
    context  the names that the template asks for
    known    all that it may ask for, to say what was meant
    """

    first: int
    context: Mapping[str, Any]
    known: Mapping[str, Any]


def filled(template: str, part: Part, given: Given) -> etree._Element:
    """One part of the template of that name with its tags filled in; TemplateFault with the paragraph at fault."""
    return mended(template, part, printed(template, part, given), given.first)


def printed(template: str, part: Part, given: Given) -> str:
    """The XML of a part with its tags filled in, not yet checked; TemplateFault with the paragraph at fault."""
    try:
        return part.compiled.render(given.context)
    except (TemplateError, *FAULTS) as fault:
        number = part.paragraph(line_of(fault.__traceback__))
        text = part.texts[number - 1].strip() if number else ""
        raise TemplateFault(template, run_reason(fault, text, given.known), number, text, part.title) from fault


def mended(template: str, part: Part, xml: str, first: int) -> etree._Element:
    """What `printed` gave with docxtpl's repairs, drawings numbered above `first`; TemplateFault if it is broken."""
    return _checked(template, part, _fixed(_parsed(template, part, xml), xml, first))


def sound(template: str, part: Part, xml: str) -> etree._Element:
    """The same of a piece of a part, in which no table is to be mended."""
    return _checked(template, part, _parsed(template, part, xml))


def is_even(xml: str) -> Mapping[str | None, str] | None:
    """The names of the namespaces of a part in which no table is to be mended; None of another, or a broken one."""
    try:
        root = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return None
    return root.nsmap if all(map(_even, root.iter(W + "tbl"))) else None


def _parsed(template: str, part: Part, xml: str) -> etree._Element:
    try:
        return etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        raise TemplateFault(template, _BROKEN, part=part.title) from None


def _checked(template: str, part: Part, root: etree._Element) -> etree._Element:
    if _stray(root):
        raise TemplateFault(template, _BROKEN, part=part.title)
    _repair(root)
    return root


def _fixed(root: etree._Element, xml: str, first: int) -> etree._Element:
    """A part, parsed from `xml`, as docxtpl leaves it: columns of tables as many as cells, drawings numbered."""
    if not all(map(_even, root.iter(W + "tbl"))):
        root = stock().fix_tables(xml)
    if "docPr" in xml:
        word = stock()
        word.docx_ids_index = first
        word.fix_docpr_ids(root)
    return root


def _even(table: etree._Element) -> bool:
    """Whether a table has as many columns as its widest row has cells, so that docxtpl has nothing to mend."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    if _has_row(table, least=len(columns) + 1):
        return False
    if columns and _has_plain_row(table, least=len(columns)):
        return True
    cells = {row: len(row.findall(W + "tc")) for row in table.iter(W + "tr")}
    taken = dict(cells)
    for span in table.iter(W + "gridSpan"):
        row = next(span.iterancestors(W + "tr"), None)
        if row in taken:
            taken[row] += int(span.get(W + "val") or 1) - 1
    return max(cells.values(), default=0) <= len(columns) <= max(taken.values(), default=0)


def _stray(root: etree._Element) -> bool:
    """True where text stands outside the elements that print it."""
    texts: Any = _outside(root)
    return any(text.strip() and (text.is_tail or _strays(str(text.getparent().tag))) for text in texts)


def _strays(tag: str) -> bool:
    return tag.startswith(W) and tag not in _HOLDS_TEXT


def _repair(root: etree._Element) -> None:
    """What Word refuses: a table without rows goes, a cell ends with a paragraph."""
    for table in [table for table in root.iter(W + "tbl") if table.find(W + "tr") is None]:
        parent = table.getparent()
        if parent is not None:
            parent.remove(table)
    cells: Any = _open_ended(root)
    for cell in cells:
        etree.SubElement(cell, W + "p")
