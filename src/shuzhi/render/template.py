"""From a template and the facts of a branch to a Word report and the figures printed in it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree

from shuzhi.errors import TemplateFault
from shuzhi.model.facts import Facts
from shuzhi.model.identity import Identity
from shuzhi.model.indicator import Figure
from shuzhi.model.origin import Origins
from shuzhi.render.annex import Correction, append, corrections
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import FIGURES, Environment
from shuzhi.render.explain import FAULTS, line_of, run_reason
from shuzhi.render.house import HOUSE, dressed
from shuzhi.render.layout import keep_rows, place_signature, tell_marks_apart
from shuzhi.render.numbering import numbering_of, run_in
from shuzhi.render.package import core_properties, identified, pack
from shuzhi.render.source import TAGS, Part, W, members, parts, read
from shuzhi.render.text import clean
from shuzhi.styles import style_ids

_BROKEN = "标签放的位置弄坏了文档结构，请把 {%p … %} 单独占段、{%tr … %} 单独占行。"
_DAMAGED = "文件已经损坏，请在 Word 或 WPS 里打开后另存。"
_SENTENCE = re.compile(r"(?:句\.|(?=全体指标\.))(\w+)")
_WORD = re.compile(r"\w+")
_CORE = "docProps/core.xml"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_HOLDS_TEXT = {W + name for name in ("t", "instrText", "delText", "delInstrText")}


@dataclass(frozen=True)
class Template:
    """A .docx with tags, dressed in the house style and compiled.

    members  of its zip
    parts    those that hold tags
    ids      style name → style id
    said     the tags of the sentences it prints, and 全体指标 if it prints one
    words    every word of its tags: the names it asks for are among them
    """

    name: str
    members: Mapping[str, bytes]
    parts: tuple[Part, ...]
    ids: Mapping[str, str]
    said: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Report:
    """One finished report, every number printed in it in the order of printing, and what it corrects."""

    docx: bytes
    figures: tuple[Figure, ...]
    corrections: tuple[Correction, ...] = ()


def load(path: Path) -> Template:
    """Open and compile a template, dressed in the house style that lies beside it.

    TemplateFault names the first fault in it (syntax, braces, lost text).
    """
    house = path.parent / HOUSE
    return _compiled(path.name, read(path), read(house) if os.path.lexists(house) else b"")


def render(template: Template, facts: Facts) -> Report:
    """The report of one branch; TemplateFault if the template asks for something that does not exist.

    Where its figures differ from those of the final report before it, it is a corrected one and says so.
    """
    done, figures = _printed(template, facts, corrected=False)
    changed = corrections(facts.final, figures)
    if changed:
        done, figures = _printed(template, facts, corrected=True)
    body = done[_BODY]
    run_in(body, template.ids, numbering_of(facts))
    place_signature(body, template.ids)
    append(body, template.ids, facts, figures if facts.kind.annex else (), changed)
    keep_rows(body, template.ids)
    tell_marks_apart(done.values())
    made = {path: _serialised(root) for path, root in done.items()}
    title = clean(f"{facts.kind.name}（{facts.branch.full_name}，{facts.period.label}）")
    if _CORE in template.members:
        made[_CORE] = core_properties(title, clean(facts.branch.full_name))
    identity = Identity(facts.period.code, facts.branch.code, facts.kind.output)
    return Report(pack(identified({**template.members, **made}, identity)), figures, changed)


def _printed(
    template: Template, facts: Facts, *, corrected: bool
) -> tuple[dict[str, etree._Element], tuple[Figure, ...]]:
    """Every part with its tags filled in, and the numbers printed."""
    figures: list[Figure] = []
    known = context_of(facts, template.said, corrected=corrected)
    context = {tag: known[tag] for tag in known if tag in template.words}
    context |= {FIGURES: figures, BUDGET: Budget(township=facts.kind.of_township)}
    done = {part.path: _filled(template, part, context, known) for part in template.parts}
    return done, tuple(_placed(figure, facts.origins) for figure in figures)


def _placed(figure: Figure, origins: Origins) -> Figure:
    """A figure of a consolidated workbook with the cells and rows of the quarters' workbooks."""
    rows = origins.of(";".join(figure.rows))
    return replace(figure, source=origins.cell(figure.source), rows=tuple(filter(None, rows.split(";"))))


@lru_cache(maxsize=32)
def _compiled(name: str, data: bytes, house: bytes) -> Template:
    """Compiled once a process, as long as neither file changes."""
    found = dressed(members(data, name), members(house, HOUSE) if house else {})
    try:
        ids = style_ids(found[_STYLES]) if _STYLES in found else {}
    except etree.XMLSyntaxError:
        raise TemplateFault(name, _DAMAGED) from None
    compiled = parts(found, name, Environment())
    tags = " ".join(tag for part in compiled for tag in TAGS.findall(part.source))
    return Template(
        name, found, compiled, ids, frozenset(_SENTENCE.findall(tags)), frozenset(_WORD.findall(tags)),
    )


def _filled(
    template: Template, part: Part, context: Mapping[str, Any], known: Mapping[str, Any]
) -> etree._Element:
    """One part with its tags filled in from the context; it holds everything that was printed. `known`: what may be."""
    try:
        xml = part.compiled.render(context)
    except (TemplateError, *FAULTS) as fault:
        number = part.paragraph(line_of(fault.__traceback__))
        text = part.texts[number - 1].strip() if number else ""
        raise TemplateFault(template.name, run_reason(fault, text, known), number, text, part.title) from fault
    broken = TemplateFault(template.name, _BROKEN, part=part.title)
    try:
        etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        raise broken from None
    word = DocxTemplate(BytesIO())
    word.docx_ids_index = 1000 * (1 + template.parts.index(part))  # no two parts share an id
    root: etree._Element = word.fix_tables(xml)
    word.fix_docpr_ids(root)
    if _stray(root):
        raise broken
    _repair(root)
    return root


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _stray(root: etree._Element) -> bool:
    """True where text stands outside the elements that print it."""
    return any(
        ((node.text or "").strip() and node.tag not in _HOLDS_TEXT and str(node.tag).startswith(W))
        or (node.tail or "").strip()
        for node in root.iter()
    )


def _repair(root: etree._Element) -> None:
    """What Word refuses: a table without rows goes, a cell ends with a paragraph."""
    for table in [table for table in root.iter(W + "tbl") if table.find(W + "tr") is None]:
        parent = table.getparent()
        if parent is not None:
            parent.remove(table)
    for cell in root.iter(W + "tc"):
        if not len(cell) or cell[-1].tag != W + "p":
            etree.SubElement(cell, W + "p")
